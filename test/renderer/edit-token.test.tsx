import { fireEvent, screen } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { TokenView } from '../../electron/shared/view.js'
import { changeOf, editDraftOf, limitWords } from '../../renderer/tokens/edit-draft.js'
import { tokenView, type FakeBridge } from '../fakes/fake-bridge.js'
import { showApp, violations } from './render-app.js'

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()
const button = (name: string | RegExp): HTMLElement => screen.getByRole('button', { name })
const validTo = inDays(20)
const end: TokenView['end'] = {
  ...{ at: validTo, reason: 'valid-to', sure: 'known', helps: 'extend', extendableTo: inDays(50) }
}
const token = tokenView({ validTo, end })

async function editing(
  setUp?: (bridge: FakeBridge) => void
): Promise<{ readonly fake: FakeBridge; readonly user: UserEvent }> {
  const page = await showApp({ tokens: [token] }, setUp)
  await page.user.click(document.querySelector('[data-token=a1]')!)
  await page.user.click(button('Edit'))
  return page
}

describe('editing a token', () => {
  it('sends all fields, says what was granted, and that it takes a minute', async () => {
    const { fake, user } = await editing((bridge) => {
      bridge.answer('updateToken', (change) => ({
        validTo: inDays(25),
        requestedValidTo: change.validTo,
        gitHasOldEnd: true
      }))
    })
    expect(button('Save').getAttribute('aria-disabled')).toBe('true')
    fireEvent.change(screen.getByRole('textbox', { name: 'Name' }), { target: { value: 'New name' } })
    await user.click(screen.getByRole('radio', { name: 'In 30 days' }))
    expect(await violations()).toEqual([])
    await user.click(button('Save'))
    expect(await screen.findByText(/You asked for .*; contoso allows 25 days\..*up to a minute/)).toBeTruthy()
    expect(screen.getByText(/^Git could not be told the new end/)).toBeTruthy()
    expect(fake.asked.at(-1)?.[1]).toMatchObject({
      ...{ tokenId: 'a1', name: 'New name', scopes: ['vso.code_write'] }
    })
    await user.click(button('Done'))
    expect(screen.getByRole('region', { name: /^Details of/ })).toBeTruthy()
  })

  it('offers no way out of the page that would lose what was changed', async () => {
    const { user } = await editing((bridge) => {
      bridge.refuse('updateToken', 'client-id-missing')
    })
    fireEvent.change(screen.getByRole('textbox', { name: 'Name' }), { target: { value: 'New name' } })
    await user.click(button('Save'))
    expect(await screen.findByRole('button', { name: 'How to register the app' })).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Open Settings' })).toBeNull()
  })

  it('says when renewing is the better way, and renews', async () => {
    const { fake, user } = await editing((bridge) => {
      bridge.answer('renewToken', () => null)
    })
    await user.click(screen.getByRole('radio', { name: 'In 90 days' }))
    expect(screen.getByText(/is the latest: Azure DevOps counts from the day it was made/)).toBeTruthy()
    await user.click(button('Renew it'))
    expect(fake.asked.at(-1)).toEqual(['renewToken', { tokenId: 'a1' }])
  })

  it('changes scopes from the whole table', async () => {
    const { fake, user } = await editing((bridge) => {
      bridge.refuse('updateToken', 'offline', { host: 'dev.azure.com' })
    })
    await user.click(button('Change scopes'))
    await user.type(screen.getByRole('searchbox', { name: 'Search scopes' }), 'wiki')
    await user.click(screen.getByRole('checkbox', { name: /^Wiki \(read\)/ }))
    await user.click(button('Fold up'))
    await user.click(button('Save'))
    expect(await screen.findByText('No connection')).toBeTruthy()
    expect(fake.asked.at(-1)?.[1]).toMatchObject({ scopes: ['vso.code_write', 'vso.wiki'] })
  })

  it('is not offered for one that has ended; its successor is', async () => {
    const { user } = await showApp({ tokens: [tokenView({ state: 'expired', validTo: inDays(-3) })] })
    await user.click(document.querySelector('[data-token=a1]')!)
    expect(screen.queryByRole('button', { name: 'Edit' })).toBeNull()
    expect(screen.getByText(/an ended token cannot be extended/)).toBeTruthy()
    expect(button('Make its successor')).toBeTruthy()
  })
})

describe('what is sent', () => {
  const now = Date.now()

  it('is nothing while nothing has changed, or something is missing', () => {
    const draft = editDraftOf(token)
    expect(changeOf(draft, token, now)).toBeNull()
    expect(changeOf({ ...draft, name: ' ' }, token, now)).toBeNull()
    expect(changeOf({ ...draft, scopes: [] }, token, now)).toBeNull()
    expect(changeOf({ ...draft, life: { kind: 'date', date: '2020-01-01' } }, token, now)).toBeNull()
    expect(changeOf({ ...draft, name: 'Other' }, token, now)?.validTo).toBe(validTo)
  })

  it('is warned of only where Azure DevOps would cut it', () => {
    const fixed = { ...token, end: { ...end, extendableTo: null } }
    expect(limitWords(token, Date.parse(inDays(49)), 'UTC')).toBeNull()
    expect(limitWords(token, Date.parse(inDays(51)), 'UTC')).toMatch(/is the latest/)
    expect(limitWords(fixed, Date.parse(inDays(21)), 'UTC')).toMatch(/^Its end cannot be moved later/)
    expect(limitWords(fixed, Date.parse(inDays(10)), 'UTC')).toBeNull()
  })
})
