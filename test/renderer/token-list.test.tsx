import { fireEvent, screen, waitFor, within } from '@testing-library/react'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import type { RotationView } from '../../electron/shared/rotation-view.js'
import type { RevokeReport } from '../../electron/shared/outcome-view.js'
import type { TokenView } from '../../electron/shared/view.js'
import { tokenView, type FakeBridge } from '../fakes/fake-bridge.js'
import { showApp, violations } from './render-app.js'

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()
const token = (id: string, name: string, days: number, change: Partial<TokenView> = {}): TokenView =>
  tokenView({ id, name, validTo: inDays(days), ...change })

const button = (name: string | RegExp): HTMLElement => screen.getByRole('button', { name })
const list = (): HTMLElement => screen.getByRole('listbox', { name: 'Tokens' })
const names = (): readonly string[] =>
  within(list())
    .getAllByRole('option')
    .map((row) => row.querySelector('div > div:first-child')?.textContent ?? '')
const hidden = true
const done: RevokeReport = {
  service: { state: 'done' },
  git: { state: 'done' },
  files: { state: 'not-needed' },
  keychain: { state: 'done' }
}

const some = [
  token('a', 'Push', 30, { organization: 'wingtip' }),
  token('b', 'Agent 10', 5, { organization: 'contoso', state: 'ending-soon', usedByGit: true }),
  token('c', 'Agent 9', -3, { organization: 'fabrikam', state: 'expired' }),
  token('d', 'Elsewhere', 60, { origin: 'elsewhere', kept: 'nowhere' })
]

describe('what the list shows', () => {
  it('is filtered by state, origin and what is worth a look, with how many there are of each', async () => {
    const { user } = await showApp({ tokens: some })
    const show = screen.getByRole('combobox', { name: 'Show' })
    expect(within(show).getByRole('option', { name: 'Ended (1)' })).toBeTruthy()
    await user.selectOptions(show, 'expired')
    expect(names()).toEqual(['Agent 9'])
    await user.selectOptions(show, 'elsewhere')
    expect(names()).toEqual(['Elsewhere'])
    await user.selectOptions(show, 'unused')
    expect(names()).toEqual(['Push', 'Elsewhere'])
    await user.selectOptions(show, 'revoked')
    expect(screen.getByText('No token is shown under “Revoked”.')).toBeTruthy()
    expect(await violations()).toEqual([])
  })

  it('tells the time that is left as of now when the person comes back to the window', async () => {
    await showApp({ tokens: [token('a', 'Push', 30)] })
    expect(within(list()).getByText('in 30 days')).toBeTruthy()
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 3 * 86_400_000 })
    onTestFinished(() => void vi.useRealTimers())
    fireEvent.focus(window)
    expect(await within(list()).findByText('in 27 days')).toBeTruthy()
  })

  it('is sorted by end, by name as people count, or by organization', async () => {
    const { user } = await showApp({ tokens: some })
    expect(names()).toEqual(['Agent 10', 'Push', 'Elsewhere', 'Agent 9'])
    await user.selectOptions(screen.getByRole('combobox', { name: 'Sort' }), 'name')
    expect(names()).toEqual(['Agent 9', 'Agent 10', 'Elsewhere', 'Push'])
    await user.selectOptions(screen.getByRole('combobox', { name: 'Sort' }), 'organization')
    expect(names()).toEqual(['Agent 10', 'Elsewhere', 'Agent 9', 'Push'])
  })

  it('goes by what stops a token first, not by the end that it was given', async () => {
    const end = {
      at: inDays(12),
      reason: 'inactivity',
      sure: 'likely',
      helps: 'sign-in',
      extendableTo: null
    } as const
    const { user } = await showApp({ tokens: [token('a', 'Push', 80, { end }), token('b', 'Other', 20)] })
    expect(names()).toEqual(['Push', 'Other'])
    expect(within(list()).getByText('likely in 12 days')).toBeTruthy()
    await user.click(within(list()).getByText('Push'))
    expect(screen.getByText(/^90 days without a sign-in to contoso stop a token/)).toBeTruthy()
    expect(screen.getByText('Its own end')).toBeTruthy()
  })

  it('points out two of a name, but not a token and its successor', async () => {
    const twins = [
      token('a', 'CI', 10),
      token('b', 'CI', 20),
      token('c', 'Old', 3, { successor: 'd' }),
      token('d', 'Old', 90)
    ]
    const { fake, user } = await showApp({ tokens: twins })
    expect(screen.getByText(/2 tokens share a name/)).toBeTruthy()
    await user.click(button('Show them'))
    expect(names()).toEqual(['CI', 'CI'])
    fake.push({
      rotations: [
        {
          ...{
            tokenId: 'a',
            successorId: 'b',
            step: 'grace',
            needs: null,
            automatic: false,
            back: false
          },
          ...{ uses: [], graceUntil: inDays(1), stopped: null }
        }
      ]
    })
    await waitFor(() => expect(screen.queryByText(/share a name/)).toBeNull())
  })

  it('draws of 1,000 only what is in sight, and gets to the last one by a key', async () => {
    const thousand = Array.from({ length: 1000 }, (_, index) =>
      token(`t${index}`, `Token ${index}`, index + 1)
    )
    const { user } = await showApp({ tokens: thousand })
    expect(within(list()).getAllByRole('option').length).toBeLessThan(40)
    expect(within(list()).getAllByRole('option')[0]?.getAttribute('aria-setsize')).toBe('1000')
    list().focus()
    await user.keyboard('{End}')
    expect(screen.getByRole('region', { name: 'Details of Token 999' })).toBeTruthy()
    expect(list().getAttribute('aria-activedescendant')).toBe('token-t999')
    expect(document.getElementById('token-t999')).toBeTruthy()
  })
})

describe('how old the list is', () => {
  const known = { tokens: some, accounts: ['ada@contoso.com'] }

  it('is said by the oldest of its parts', async () => {
    await showApp({
      ...known,
      listedAt: {
        contoso: new Date(Date.now() - 5 * 60_000).toISOString(),
        wingtip: new Date(Date.now() - 3 * 3_600_000).toISOString()
      }
    })
    expect(screen.getByText('Lists of 2 organizations, read 3 hours ago.')).toBeTruthy()
  })

  it('stays where there is no connection, which is said', async () => {
    const { user } = await showApp(
      { ...known, listedAt: { contoso: new Date(Date.now() - 5 * 60_000).toISOString() } },
      (bridge) => {
        bridge.refuse('refreshTokens', 'offline', { host: 'dev.azure.com' })
      }
    )
    await user.click(button('Look again at Azure DevOps'))
    expect(await screen.findByText('No connection')).toBeTruthy()
    expect(screen.getByText('List read 5 minutes ago.')).toBeTruthy()
    expect(names()).toHaveLength(4)
  })
})

describe('the list of Azure DevOps', () => {
  const asks = (fake: FakeBridge): number => fake.asked.filter(([call]) => call === 'refreshTokens').length
  const ago = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString()
  const contoso = { organization: 'contoso', engine: 'sign-in', account: 'ada@contoso.com' } as const
  const signedIn = { accounts: ['ada@contoso.com'] }

  it.each([
    ['where it was never read', { listedAt: {} }, 1],
    ['where it is older than a day', { ...signedIn, listedAt: { contoso: ago(25) } }, 1],
    ['where somebody signed in to another organization since', { organizations: [contoso] }, 1],
    ['where it is young', { listedAt: { contoso: ago(23) } }, 0],
    ['where the keychain would ask for its password', { listedAt: {}, vault: 'locked' }, 0],
    ['where nobody is signed in', { listedAt: {}, accounts: [] }, 0]
  ] as const)('is read by itself or not, %s', async (_where, change, times) => {
    const { fake } = await showApp({ tokens: some, ...signedIn, listedAt: { wingtip: ago(1) }, ...change })
    expect(asks(fake)).toBe(times)
  })

  it('is shown on demand where our own is empty: nobody has to sign in twice', async () => {
    const { fake, user } = await showApp({ ...signedIn, listedAt: { contoso: ago(1) } })
    await user.click(button('Show the tokens I have at Azure DevOps'))
    expect(await screen.findByText('No token was found in 1 organization.')).toBeTruthy()
    fake.push({ tokens: some })
    await screen.findByRole('listbox')
    expect(names()).toHaveLength(4)
  })

  it('asks to sign in where nobody is signed in, then shows it; a failure is told in words', async () => {
    const { fake, user } = await showApp({}, (bridge) => {
      bridge.answer('refreshTokens', () => ({ organizations: 0 }))
      bridge.answer('signIn', () => {
        bridge.push(signedIn)
        bridge.refuse('refreshTokens', 'offline', { host: 'dev.azure.com' })
        return { account: 'ada@contoso.com' }
      })
    })
    await user.click(button('Show the tokens I have at Azure DevOps'))
    expect(await screen.findByText('No connection')).toBeTruthy()
    expect(fake.asked).toContainEqual(['signIn', { organization: null, device: false }])
    expect(await violations()).toEqual([])
  })

  it('stops waiting for the browser, and shows its address where none opened', async () => {
    const { fake, user } = await showApp({}, (bridge) => {
      bridge.answer('refreshTokens', () => ({ organizations: 0 }))
      bridge.hold('signIn')
      bridge.answer('cancelSignIn', () => null)
      bridge.answer('copyValue', () => null)
    })
    await user.click(button('Show the tokens I have at Azure DevOps'))
    await screen.findByText('Waiting for you in the browser')
    expect(screen.queryByRole('button', { name: 'Copy address' })).toBeNull()
    fake.push({ signInAddress: 'https://login.microsoftonline.com/authorize' })
    await user.click(await screen.findByRole('button', { name: 'Copy address' }))
    expect(fake.asked.at(-1)).toEqual(['copyValue', { value: 'https://login.microsoftonline.com/authorize' }])
    await user.click(button('Cancel'))
    expect(fake.asked.at(-1)).toEqual(['cancelSignIn', null])
    expect(button('Show the tokens I have at Azure DevOps')).toBeTruthy()
  })
})

describe('keys', () => {
  it('Enter goes into the details, and Delete asks before it revokes', async () => {
    const { fake, user } = await showApp({ tokens: some })
    list().focus()
    await user.keyboard('{ArrowDown}{Enter}')
    expect(document.activeElement?.textContent).toBe('Agent 10')
    list().focus()
    await user.keyboard('{Delete}')
    const dialog = await screen.findByRole('alertdialog', { hidden })
    expect(within(dialog).getByText('Revoke “Agent 10”?')).toBeTruthy()
    expect(fake.asked.some(([call]) => call === 'revokeToken')).toBe(false)
  })

  it('Delete does nothing for a token that is over', async () => {
    const { user } = await showApp({ tokens: some })
    list().focus()
    await user.keyboard('{End}{Delete}')
    expect(screen.queryByRole('alertdialog', { hidden })).toBeNull()
  })
})

describe('several at once', () => {
  it('are chosen with Shift and the arrows, with Space, and with all that is shown', async () => {
    const { user } = await showApp({ tokens: some })
    list().focus()
    await user.keyboard('{ArrowDown}{Shift>}{ArrowDown}{/Shift}')
    expect(screen.getByText('2 tokens chosen')).toBeTruthy()
    expect(list().getAttribute('aria-multiselectable')).toBe('true')
    await user.keyboard(' ')
    expect(screen.getByText('1 token chosen')).toBeTruthy()
    await user.click(button('All shown'))
    expect(screen.getByText('4 tokens chosen')).toBeTruthy()
    // One of the four is over.
    expect(button('Revoke 3')).toBeTruthy()
    expect(await violations()).toEqual([])
    await user.keyboard('{Escape}')
    expect(screen.queryByText(/tokens chosen/)).toBeNull()
  })

  it('are revoked one after another; the report names what failed, and that alone is tried again', async () => {
    const { fake, user } = await showApp({ tokens: some }, (bridge) => {
      bridge.answer('revokeToken', ({ tokenId }) =>
        tokenId === 'b'
          ? { ...done, service: { state: 'failed', error: { code: 'offline', facts: {} } } }
          : done
      )
    })
    list().focus()
    await user.keyboard('{ArrowDown}{Shift>}{ArrowDown}{/Shift}')
    await user.click(button('Revoke 2'))
    const dialog = within(await screen.findByRole('alertdialog', { hidden }))
    expect(dialog.getByText(/^Git on this computer: it cannot reach/)).toBeTruthy()
    expect(fake.asked.some(([call]) => call === 'revokeToken')).toBe(false)
    await user.click(dialog.getByRole('button', { name: 'Revoke 2 tokens', hidden }))
    expect(await dialog.findByText('1 of 2 tokens revoked')).toBeTruthy()
    expect(dialog.getByText(/: not done\. No connection\./)).toBeTruthy()
    fake.answer('revokeToken', () => done)
    await user.click(dialog.getByRole('button', { name: 'Go on with 1', hidden }))
    expect(await dialog.findByText('2 of 2 tokens revoked')).toBeTruthy()
    const revoked = fake.asked.filter(([call]) => call === 'revokeToken').map(([, input]) => input)
    expect(revoked).toEqual([{ tokenId: 'b' }, { tokenId: 'a' }, { tokenId: 'b' }])
  })

  it('stop after the present one when that is asked', async () => {
    const { fake, user } = await showApp({ tokens: some })
    const answer = fake.hold('revokeToken')
    list().focus()
    await user.keyboard('{ArrowDown}{Shift>}{ArrowDown}{/Shift}')
    await user.click(button('Revoke 2'))
    const dialog = within(await screen.findByRole('alertdialog', { hidden }))
    await user.click(dialog.getByRole('button', { name: 'Revoke 2 tokens', hidden }))
    expect(dialog.getByText('Revoking 1 of 2')).toBeTruthy()
    expect(dialog.getByRole('progressbar', { hidden })).toBeTruthy()
    await user.click(dialog.getByRole('button', { name: 'Stop after this one', hidden }))
    answer(done)
    expect(await dialog.findByText('1 of 2 tokens revoked')).toBeTruthy()
    expect(fake.asked.filter(([call]) => call === 'revokeToken')).toHaveLength(1)
  })

  it('are renewed side by side, with how each fares and why one did not begin', async () => {
    const rotation = (tokenId: string, step: RotationView['step']): RotationView => ({
      ...{ tokenId, step, successorId: null, automatic: false, back: false },
      ...{ uses: [], graceUntil: null, stopped: null, needs: null }
    })
    const third = token('e', 'Deploy', 9)
    const { fake, user } = await showApp({ tokens: [...some, third] }, (bridge) => {
      bridge.answer('renewToken', ({ tokenId }) => {
        if (tokenId === 'e') throw new AppFailure('rotation-not-possible', { reason: 'ended' })
        return null
      })
    })
    list().focus()
    await user.click(button('Choose several'))
    await user.click(button('All shown'))
    // One is over, and of one the value is not here.
    await user.click(button('Renew 3'))
    const dialog = within(await screen.findByRole('alertdialog', { hidden }))
    expect(dialog.getByText('In Git on this computer')).toBeTruthy()
    expect(fake.asked.some(([call]) => call === 'renewToken')).toBe(false)
    fake.push({ rotations: [rotation('a', 'places'), rotation('b', 'grace')] })
    await user.click(dialog.getByRole('button', { name: 'Renew 3 tokens', hidden }))
    expect(await dialog.findByText('1 of 3 tokens renewed')).toBeTruthy()
    expect(await dialog.findByText(/^Not renewed\. /)).toBeTruthy()
    expect(dialog.getByText('Renewing')).toBeTruthy()
    expect(dialog.getByRole('progressbar', { hidden })).toBeTruthy()
    const asked = fake.asked.filter(([call]) => call === 'renewToken').map(([, input]) => input)
    expect(asked).toEqual([{ tokenId: 'b' }, { tokenId: 'e' }, { tokenId: 'a' }])
    fake.push({ rotations: [rotation('b', 'grace')] })
    expect(await dialog.findByText('2 of 3 tokens renewed')).toBeTruthy()
    expect(dialog.queryByRole('progressbar', { hidden })).toBeNull()
    expect(await violations()).toEqual([])
  })
})
