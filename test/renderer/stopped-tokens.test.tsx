import { screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { StopCause } from '../../electron/shared/outcome-view.js'
import type { TokenView } from '../../electron/shared/view.js'
import { aboutStop, stopWords } from '../../renderer/tokens/stop-words.js'
import { globalWords } from '../../renderer/tokens/token-words.js'
import { tokenView, type FakeBridge } from '../fakes/fake-bridge.js'
import { showApp, violations } from './render-app.js'

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()
const option = () => within(screen.getByRole('listbox', { name: 'Tokens' })).getByRole('option')
const button = (name: string | RegExp): HTMLElement => screen.getByRole('button', { name })

async function details(
  token: Partial<TokenView>,
  setUp?: (bridge: FakeBridge) => void
): Promise<{ readonly fake: FakeBridge; readonly user: UserEvent }> {
  const shown = await showApp({ tokens: [tokenView({ validTo: inDays(40), ...token })] }, setUp)
  await shown.user.click(option())
  return shown
}

describe('"Why did it stop?"', () => {
  it.each(Object.keys(stopWords) as StopCause[])(
    'has words for "%s", and how sure they are, where there is an answer',
    async (cause) => {
      const { user } = await details({}, (bridge) => {
        bridge.answer('explainStop', () => ({ cause, sure: 'likely', possible: [], error: null }))
      })
      await user.click(button('Why did it stop?'))
      const panel = within(await screen.findByRole('group', { name: 'Why it stopped' }))
      expect(panel.getByText(aboutStop(cause).title)).toBeTruthy()
      const doubts = panel.queryAllByText('This is likely, not certain.')
      expect(doubts).toHaveLength(cause === 'cannot-tell' ? 0 : 1)
    }
  )

  it('hands over again what Git erased', async () => {
    const { fake, user } = await details({ usedByGit: true }, (bridge) => {
      bridge.answer('explainStop', () => ({
        cause: 'git-erased',
        sure: 'this-computer',
        possible: [],
        error: null
      }))
      bridge.answer('planGit', () => ({ kind: 'ready', helper: 'libsecret', withoutStore: false }))
      bridge.answer('useForGit', () => ({ helper: 'libsecret', readRepository: null }))
    })
    await user.click(button('Why did it stop?'))
    await user.click(await screen.findByRole('button', { name: 'Hand over again' }))
    expect(await screen.findByText(/Git has it, in libsecret/)).toBeTruthy()
    expect(fake.asked.at(-1)?.[0]).toBe('useForGit')
    expect(await violations()).toEqual([])
  })

  it('lists all that it can be where that cannot be told, and signs in to find out more', async () => {
    const { fake, user } = await details({}, (bridge) => {
      bridge.answer('explainStop', () => ({
        cause: 'cannot-tell',
        sure: 'likely',
        possible: ['revoked', 'inactive'],
        error: { code: 'sign-in-again', facts: {} }
      }))
      bridge.answer('signIn', () => ({ account: 'ada@contoso.com' }))
    })
    await user.click(button('Why did it stop?'))
    expect(await screen.findByText(/^It was revoked\./)).toBeTruthy()
    expect(screen.getByText(/^You have not signed in for a long time\./)).toBeTruthy()
    fake.answer('explainStop', () => ({ cause: 'revoked', sure: 'service', possible: [], error: null }))
    await user.click(button('Sign in'))
    expect(await screen.findByText('Azure DevOps says so.')).toBeTruthy()
    expect(fake.asked.slice(-2)).toEqual([
      ['signIn', { organization: 'contoso', device: false }],
      ['explainStop', { tokenId: 'a1' }]
    ])
  })

  it('says in words why asking failed', async () => {
    const { user } = await details({}, (bridge) => {
      bridge.refuse('explainStop', 'vault-locked')
    })
    await user.click(button('Why did it stop?'))
    expect(await screen.findByText('Your keychain is locked')).toBeTruthy()
  })
})

describe('another like this', () => {
  it('starts the wizard with the organization, the scopes and the name of a token', async () => {
    const { user } = await details({ name: 'CI', scopes: ['vso.packaging'] })
    await user.click(button('Make another like this'))
    expect(screen.getByLabelText<HTMLInputElement>(/^Organization, or/).value).toBe('contoso')
    await user.click(button('Continue'))
    expect((await screen.findByRole<HTMLInputElement>('radio', { name: /^Restore packages/ })).checked).toBe(
      true
    )
    await user.click(button('Continue'))
    expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('CI')
  })

  it('is where a reminder leads', async () => {
    const { fake } = await showApp({ tokens: [tokenView({ organization: 'fabrikam' })] })
    fake.emit('goTo', { to: 'new-token', like: 'a1' })
    expect((await screen.findByLabelText<HTMLInputElement>(/^Organization, or/)).value).toBe('fabrikam')
  })
})

describe('tokens that this app did not make', () => {
  it('are told apart in the list, and have nothing to copy', async () => {
    await details({ origin: 'elsewhere', kept: 'nowhere', account: 'ada@contoso.com' })
    expect(option().textContent).toContain('contoso · made elsewhere')
    expect(screen.getByText('Its value is not here')).toBeTruthy()
    expect(screen.getByText('ada@contoso.com')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Copy' })).toBeNull()
    expect(button('Revoke')).toBeTruthy()
    expect(await violations()).toEqual([])
  })

  it('say for all organizations when they stop, and offer a successor', async () => {
    const { user } = await details({ allOrganizations: true, origin: 'elsewhere', kept: 'nowhere' })
    expect(option().textContent).toContain('all organizations · made elsewhere')
    expect(
      screen.getByText(/^Stop\w+, with every token for all organizations, on Tuesday, 1 December 2026\.$/)
    ).toBeTruthy()
    await user.click(button('Make its successor'))
    expect(await screen.findByRole('heading', { level: 1, name: 'Where is it for?' })).toBeTruthy()
  })

  it('stop at the first moment of December 2026', () => {
    const end = Date.UTC(2026, 11, 1)
    expect(globalWords({ now: end - 1, zone: 'UTC' })).toMatch(/^Stops, /)
    expect(globalWords({ now: end, zone: 'UTC' })).toMatch(/^Stopped, /)
  })

  it('are only to be revoked where nobody has their value', async () => {
    const { user } = await details({ stray: true, kept: 'nowhere' })
    expect(option().textContent).toContain('contoso · nobody has it')
    expect(screen.queryByRole('button', { name: 'Why did it stop?' })).toBeNull()
    await user.click(button('Revoke it'))
    expect(await screen.findByText('Nobody has its value, so nothing breaks.')).toBeTruthy()
  })
})
