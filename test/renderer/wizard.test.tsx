import { screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { tokenView, type FakeBridge, type SnapshotChange } from '../fakes/fake-bridge.js'
import type { TokenMade } from '../../electron/shared/outcome-view.js'
import { showApp, violations } from './render-app.js'

const clientId = '11111111-2222-4333-8444-555555555555'
const own: SnapshotChange = { settings: { clientId } }
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()
const made = (change: Partial<TokenMade> = {}): TokenMade => ({
  tokenId: 'a1',
  kept: 'keychain',
  keepError: null,
  requestedValidTo: null,
  validTo: inDays(30),
  account: null,
  looksLikeToken: true,
  ...change
})

const button = (name: string | RegExp): HTMLElement => screen.getByRole('button', { name })
const heading = (name: string): Promise<HTMLElement> => screen.findByRole('heading', { level: 1, name })

async function focusIsOn(name: string): Promise<void> {
  const title = await heading(name)
  expect(document.activeElement).toBe(title)
}

async function toHow(user: UserEvent): Promise<void> {
  await user.keyboard('{Control>}n{/Control}')
  await user.type(screen.getByLabelText('Organization, or any address from Azure DevOps'), 'contoso{Enter}')
}

async function toReview(user: UserEvent): Promise<void> {
  await toHow(user)
  for (let step = 0; step < 3; step += 1) await user.click(button('Continue'))
}

describe('the first reminder that the wizard names', () => {
  beforeEach(() => {
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse('2026-11-23T12:00:00Z') })
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  const words = async (settings: SnapshotChange['settings']): Promise<string | undefined> => {
    const { user } = await showApp({ settings: { clientId, ...settings }, accounts: ['ada@contoso.com'] })
    await toHow(user)
    for (let step = 0; step < 2; step += 1) await user.click(button('Continue'))
    await user.click(screen.getByRole('radio', { name: '30 days' }))
    return screen.getByText(/^Ends \w+day, /).parentElement?.lastElementChild?.textContent
  }

  it.each([
    ['two weeks before the end as things are', {}, 'Wednesday, 9 December 2026'],
    ['at the longest time before it that was set', { leadDays: [2, 20] }, 'Thursday, 3 December 2026']
  ])('comes %s', async (_when, settings, date) => {
    expect(await words(settings)).toBe(`First reminder ${date}`)
  })

  it('is none where reminders are off', async () => {
    expect(await words({ remindersOn: false })).toBe('Reminders are off')
  })
})

describe('the wizard with an own sign-in', () => {
  const signedIn: SnapshotChange = {
    settings: { clientId, organization: 'contoso' },
    accounts: ['ada@contoso.com']
  }

  it('makes a token: every step takes the focus to its heading, is clean for axe, and asks main once', async () => {
    const { fake, user } = await showApp(own, (bridge) => {
      bridge.answer('signIn', () => ({ account: 'ada@contoso.com' }))
      bridge.answer('createToken', () => made())
      bridge.answer('changeSettings', () => null)
    })
    await user.keyboard('{Control>}n{/Control}')
    await focusIsOn('Where is it for?')
    const field = screen.getByLabelText('Organization, or any address from Azure DevOps')
    await user.type(field, 'https://contoso@dev.azure.com/contoso/Shop/_git/web')
    expect(screen.getByText('contoso · dev.azure.com')).toBeTruthy()
    expect(await violations()).toEqual([])
    await user.keyboard('{Enter}')

    await focusIsOn('How do you want to make it?')
    expect(await violations()).toEqual([])
    await user.click(button('Continue'))

    await focusIsOn('What do you need it for?')
    expect(screen.getByText(/read and change code in every repository of contoso/)).toBeTruthy()
    expect(await violations()).toEqual([])
    await user.click(button('Continue'))

    await focusIsOn('What is it called, and when does it end?')
    expect(screen.getByText(/^Ends \w+day, /)).toBeTruthy()
    expect(await violations()).toEqual([])
    await user.click(button('Continue'))

    await focusIsOn('Is this what you want?')
    expect(await violations()).toEqual([])
    await user.click(button('Create token'))

    await focusIsOn('Your token is ready')
    expect(screen.getByText(/^Kept in your keychain\. Ends \w+day, /)).toBeTruthy()
    expect(await violations()).toEqual([])
    const created = fake.asked.filter(([call]) => call === 'createToken')
    expect(created).toEqual([
      [
        'createToken',
        expect.objectContaining({
          organization: 'contoso',
          name: 'Push code · LAPTOP-7',
          scopes: ['vso.code_write']
        })
      ]
    ])
  })

  it('waits visibly for the browser and lets the person cancel', async () => {
    const { fake, user } = await showApp(own, (bridge) => {
      bridge.hold('signIn')
      bridge.answer('cancelSignIn', () => null)
      bridge.answer('copyValue', () => null)
    })
    await toHow(user)
    await user.click(button('Continue'))
    expect(await screen.findByText('Waiting for you in the browser')).toBeTruthy()
    fake.push({ signInAddress: 'https://login.microsoftonline.com/authorize' })
    await user.click(await screen.findByRole('button', { name: 'Copy address' }))
    expect(fake.asked.at(-1)?.[0]).toBe('copyValue')
    await user.click(button('Cancel'))
    expect(fake.asked.at(-1)).toEqual(['cancelSignIn', null])
    expect(await heading('How do you want to make it?')).toBeTruthy()
    expect(screen.queryByText('Waiting for you in the browser')).toBeNull()
  })

  it('drops an answer that comes after the cancel', async () => {
    let release: (value: { account: string }) => void = () => undefined
    const { user } = await showApp(own, (bridge) => {
      release = bridge.hold('signIn')
      bridge.answer('cancelSignIn', () => null)
    })
    await toHow(user)
    await user.click(button('Continue'))
    await user.keyboard('{Escape}')
    release({ account: 'ada@contoso.com' })
    await new Promise((resolve) => setTimeout(resolve, 0))
    expect(await heading('How do you want to make it?')).toBeTruthy()
  })

  it('offers the token page where consent is missing, and keeps the draft', async () => {
    const { user } = await showApp(own, (bridge) => {
      bridge.refuse('signIn', 'consent-needed')
    })
    await toHow(user)
    await user.click(button('Continue'))
    expect(await screen.findByText('An administrator has to allow this app first')).toBeTruthy()
    await user.click(button('Make it on the token page'))
    expect(await heading('What do you need it for?')).toBeTruthy()
  })

  it('does not ask who is signed in to sign in again', async () => {
    const { fake, user } = await showApp(signedIn)
    await user.keyboard('{Control>}n{/Control}')
    await user.click(button('Continue'))
    expect(await screen.findByText('Signed in as ada@contoso.com.')).toBeTruthy()
    await user.click(button('Continue'))
    expect(await heading('What do you need it for?')).toBeTruthy()
    expect(fake.asked.some(([call]) => call === 'signIn')).toBe(false)
  })

  it('signs in again in the middle and then makes what was wanted', async () => {
    const { fake, user } = await showApp(own, (bridge) => {
      bridge.answer('signIn', () => ({ account: 'ada@contoso.com' }))
      bridge.refuse('createToken', 'sign-in-again')
      bridge.answer('changeSettings', () => null)
    })
    await toReview(user)
    await user.click(button('Create token'))
    expect(await screen.findByText('Your sign-in has ended')).toBeTruthy()
    fake.answer('createToken', () => made())
    await user.click(button('Sign in'))
    expect(await heading('Your token is ready')).toBeTruthy()
  })

  it('says first when the service granted less than was asked for', async () => {
    const { user } = await showApp(signedIn, (bridge) => {
      bridge.answer('createToken', () => made({ requestedValidTo: inDays(90), validTo: inDays(60) }))
    })
    await user.keyboard('{Control>}n{/Control}')
    for (let step = 0; step < 4; step += 1) await user.click(button('Continue'))
    await user.click(button('Create token'))
    const words = await screen.findByText(/You asked for .*; contoso allows 60 days\./)
    const kept = screen.getByText(/Kept in your keychain/)
    expect(words.compareDocumentPosition(kept) & Node.DOCUMENT_POSITION_FOLLOWING).toBeTruthy()
  })

  it('tells a refusal in words and goes back without losing the draft', async () => {
    const { user } = await showApp(signedIn, (bridge) => {
      bridge.refuse('createToken', 'policy-forbids', {
        organization: 'contoso',
        patTokenError: 'fullScopePatPolicyViolation'
      })
    })
    await user.keyboard('{Control>}n{/Control}')
    await user.click(button('Continue'))
    await user.click(button('Continue'))
    await user.click(screen.getByRole('radio', { name: /Everything/ }))
    await user.click(button('Continue'))
    await user.clear(screen.getByLabelText('Name'))
    await user.type(screen.getByLabelText('Name'), 'Mine')
    await user.click(button('Continue'))
    await user.click(button('Create token'))
    expect(await screen.findByText('contoso does not allow full-access tokens')).toBeTruthy()
    await user.keyboard('{Escape}')
    expect(screen.getByLabelText<HTMLInputElement>('Name').value).toBe('Mine')
    await user.keyboard('{Escape}')
    expect(screen.getByRole<HTMLInputElement>('radio', { name: /Everything/ }).checked).toBe(true)
  })

  it('keeps the draft while the person looks into Settings', async () => {
    const { user } = await showApp(own)
    await toHow(user)
    await user.click(button('Settings'))
    expect(await heading('Settings')).toBeTruthy()
    await user.click(button('New token'))
    expect(await heading('How do you want to make it?')).toBeTruthy()
  })

  it('says so when the keychain did not take it, tries again, and shows when it worked', async () => {
    const { fake, user } = await showApp(signedIn, (bridge) => {
      bridge.answer('createToken', () => {
        bridge.push({ tokens: [tokenView({ kept: 'memory' })] })
        return made({ kept: 'memory', keepError: { code: 'vault-locked', facts: {} } })
      })
      bridge.answer('keepToken', () => {
        bridge.push({ tokens: [tokenView({ kept: 'keychain' })] })
        return null
      })
    })
    await user.keyboard('{Control>}n{/Control}')
    for (let step = 0; step < 4; step += 1) await user.click(button('Continue'))
    await user.click(button('Create token'))
    expect(await screen.findByText('Your keychain is locked')).toBeTruthy()
    expect(screen.getByText(/safe in memory until you quit/)).toBeTruthy()
    await user.click(button('Try again'))
    expect(await screen.findByText(/Kept in your keychain/)).toBeTruthy()
    expect(fake.asked.at(-1)).toEqual(['keepToken', { tokenId: 'a1' }])
  })

  it('asks once whether to start with the computer', async () => {
    const { fake, user } = await showApp(signedIn, (bridge) => {
      bridge.answer('createToken', () => made())
      bridge.answer('changeSettings', () => null)
    })
    await user.keyboard('{Control>}n{/Control}')
    for (let step = 0; step < 4; step += 1) await user.click(button('Continue'))
    await user.click(button('Create token'))
    await heading('Your token is ready')
    await user.click(button('Start with the computer'))
    expect(fake.asked.at(-1)).toEqual(['changeSettings', { launchAtLogin: true }])
  })
})

describe('scopes by hand', () => {
  it('are searched, swallow what they include, and are sent reduced', async () => {
    const { user } = await showApp({ settings: { organization: 'contoso' } })
    await user.keyboard('{Control>}n{/Control}')
    await user.click(button('Continue'))
    await user.click(button('Choose scopes by hand'))
    expect(screen.getByText('Choose at least one scope.')).toBeTruthy()
    await user.type(screen.getByRole('searchbox', { name: 'Search scopes' }), 'code')
    await user.click(screen.getByRole('checkbox', { name: /^Code \(read\)/ }))
    await user.click(screen.getByRole('checkbox', { name: /^Code \(read and write\)/ }))
    const read = screen.getByRole<HTMLInputElement>('checkbox', {
      name: /^Code \(read\) .*included in Code \(read and write\)/
    })
    expect([read.checked, read.disabled]).toEqual([true, true])
    expect(screen.getByText('1 chosen')).toBeTruthy()
    expect(await violations()).toEqual([])
  })
})

describe('the assisted way', () => {
  it('shows what to enter in the order of the page, copies each value, and pastes with the keys', async () => {
    const { fake, user } = await showApp({}, (bridge) => {
      bridge.answer('openTokenPage', () => null)
      bridge.answer('copyValue', () => null)
      bridge.refuse('pasteToken', 'clipboard-empty')
      bridge.answer('changeSettings', () => null)
    })
    await user.keyboard('{Control>}n{/Control}')
    await user.type(screen.getByLabelText('Organization, or any address from Azure DevOps'), 'contoso{Enter}')
    await user.click(button('Continue'))
    await user.click(button('Continue'))

    expect(await heading('Make it on this page')).toBeTruthy()
    const entries = within(screen.getByRole('list', { name: 'What to enter on the page' })).getAllByRole(
      'checkbox'
    )
    expect(entries).toHaveLength(5)
    await user.click(button('Copy Push code · LAPTOP-7'))
    expect(fake.asked.at(-1)).toEqual(['copyValue', { value: 'Push code · LAPTOP-7' }])
    await user.click(button('Copy Code (read and write)'))
    expect(fake.asked.at(-1)).toEqual(['copyValue', { value: 'Code (read and write)' }])
    await user.click(button('Open the page'))
    expect(fake.asked.at(-1)).toEqual(['openTokenPage', { organization: 'contoso' }])
    expect(await violations()).toEqual([])

    await user.keyboard('{Control>}v{/Control}')
    expect(await screen.findByText('The clipboard is empty')).toBeTruthy()
    fake.answer('pasteToken', () => made({ account: 'ada@contoso.com' }))
    await user.click(button(/^Paste token/))
    expect(await heading('Your token is ready')).toBeTruthy()
    expect(screen.getByText(/belongs to ada@contoso\.com/)).toBeTruthy()
  })

  it.each([
    ['linux', 'Ctrl+V', '{Control>}v{/Control}'],
    ['darwin', '⌘V', '{Meta>}v{/Meta}']
  ] as const)('pastes on %s with %s, as the button says', async (platform, label, keys) => {
    const { fake, user } = await showApp({ platform, settings: { organization: 'contoso' } }, (bridge) =>
      bridge.answer('pasteToken', () => made())
    )
    await user.keyboard('{Control>}n{/Control}')
    for (let step = 0; step < 3; step += 1) await user.click(button('Continue'))
    expect(button(`Paste token (${label})`)).toBeTruthy()
    await user.keyboard(keys)
    expect(await heading('Your token is ready')).toBeTruthy()
    expect(fake.asked.at(-1)).toEqual(['pasteToken', expect.objectContaining({ organization: 'contoso' })])
  })

  it('takes a token that is there already, whose end is not known', async () => {
    const { fake, user } = await showApp({ settings: { organization: 'contoso' } }, (bridge) => {
      bridge.answer('pasteToken', () => made({ validTo: null, looksLikeToken: false }))
    })
    await user.click(button('I already have one'))
    await user.click(button('Continue'))
    await user.click(button('Continue'))
    await user.click(screen.getByRole('radio', { name: 'I do not know' }))
    await user.click(button('Continue'))
    expect(await heading('Paste it')).toBeTruthy()
    await user.click(button(/^Paste token/))
    expect(await screen.findByText(/no reminder/)).toBeTruthy()
    expect(screen.getByText(/does not look like today’s tokens/)).toBeTruthy()
    expect(fake.asked.at(-1)).toEqual(['pasteToken', expect.objectContaining({ validTo: null })])
  })
})

describe('places', () => {
  it('the page goes where main wants it, also before it was there', async () => {
    const { fake } = await showApp({}, (bridge) => {
      bridge.answer('takePlace', () => ({ to: 'settings' }))
    })
    expect(await heading('Settings')).toBeTruthy()
    fake.emit('goTo', { to: 'new-token' })
    await waitFor(async () => expect(await heading('Where is it for?')).toBeTruthy())
  })

  it('the page draws no other room before it knows where main wants it', async () => {
    const held: { answer?: (place: { to: 'settings' }) => void } = {}
    const shown = showApp({}, (bridge) => {
      held.answer = bridge.hold('takePlace')
    })
    expect(await screen.findAllByText('Starting')).not.toEqual([])
    expect(screen.queryByRole('navigation')).toBeNull()
    held.answer?.({ to: 'settings' })
    await shown
    expect(screen.getByRole('heading', { name: 'Settings' })).toBeTruthy()
  })

  it('the page goes where main wants it while it starts', async () => {
    const held: { bridge?: FakeBridge; answer?: (place: null) => void } = {}
    const shown = showApp({}, (bridge) => {
      held.answer = bridge.hold('takePlace')
      held.bridge = bridge
    })
    await screen.findAllByText('Starting')
    held.bridge?.emit('goTo', { to: 'settings' })
    held.answer?.(null)
    await shown
    expect(screen.getByRole('heading', { name: 'Settings' })).toBeTruthy()
  })
})
