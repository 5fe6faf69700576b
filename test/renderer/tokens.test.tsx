import { act, screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { GitPlan } from '../../electron/shared/git-view.js'
import type { RevokeReport } from '../../electron/shared/outcome-view.js'
import { tokenView } from '../fakes/fake-bridge.js'
import { showApp, violations } from './render-app.js'

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()
const push = tokenView({ validTo: inDays(5), state: 'ending-soon', usedByGit: true })
const build = tokenView({
  id: 'b2',
  name: 'Nightly',
  organization: 'fabrikam',
  scopes: ['vso.build_execute'],
  validTo: inDays(40),
  origin: 'assisted'
})
const over = tokenView({ id: 'c3', name: 'Old', state: 'expired', validTo: inDays(-3) })

const button = (name: string | RegExp): HTMLElement => screen.getByRole('button', { name })
const list = () => within(screen.getByRole('listbox', { name: 'Tokens' }))
const option = (name: RegExp): HTMLElement => list().getByRole('option', { name })

describe('the list of tokens', () => {
  it('begins with one sentence, a way to a new token, a way for one that is there, and where the icon is', async () => {
    await showApp()
    expect(screen.getByText(/Make a token for Azure DevOps/)).toBeTruthy()
    expect(button('I already have one')).toBeTruthy()
    expect(screen.getByText(/lives in the tray/)).toBeTruthy()
    expect(await violations()).toEqual([])
  })

  it.each([
    ['linux', 'in the panel, beside the clock'],
    ['win32', 'at the right of the taskbar, perhaps behind the small arrow'],
    ['darwin', 'in the menu bar, at the right']
  ] as const)('says on %s where the icon is, with tokens and without', async (platform, place) => {
    const { fake } = await showApp({ platform })
    const says = new RegExp(`its icon is ${place}\\. Closing this window leaves it there\\.$`)
    expect(screen.getByText(says)).toBeTruthy()
    fake.push({ tokens: [push] })
    expect(await screen.findByRole('listbox')).toBeTruthy()
    expect(screen.getByText(says)).toBeTruthy()
    fake.push({ tray: 'not-available' })
    await waitFor(() => expect(screen.queryByText(/its icon is/)).toBeNull())
  })

  it('shows state, name, organization, what it can do, its end and where it is used, next end first', async () => {
    await showApp({ tokens: [over, build, push] })
    const rows = list().getAllByRole('option')
    expect(rows.map((row) => row.textContent.slice(0, 4))).toEqual(['Push', 'Nigh', 'Old '])
    const first = within(option(/Push code/))
    expect(first.getByLabelText('Ending soon')).toBeTruthy()
    expect(first.getByLabelText('Used by Git')).toBeTruthy()
    expect(option(/Push code/).textContent).toContain('contoso · Read and change code')
    expect(option(/Push code/).textContent).toContain('in 5 days')
    expect(option(/Old/).textContent).toContain('ended 3 days ago')
    expect(await violations()).toEqual([])
  })

  it('is searched by Ctrl+F in name, organization, scopes and use', async () => {
    const { user } = await showApp({ tokens: [push, build, over] })
    await user.keyboard('{Control>}f{/Control}')
    await user.keyboard('fabrikam builds')
    expect(list().getAllByRole('option')).toHaveLength(1)
    await user.keyboard(' nowhere')
    expect(screen.queryByRole('listbox', { name: 'Tokens' })).toBeNull()
    expect(screen.getByText(/No token has/)).toBeTruthy()
    await user.keyboard('{Escape}')
    expect(list().getAllByRole('option')).toHaveLength(3)
  })

  it('is walked with the arrow keys, and the chosen token is shown in words', async () => {
    const { user } = await showApp({ tokens: [push, build] })
    await user.click(option(/Push code/))
    await user.keyboard('{ArrowDown}')
    expect(option(/Nightly/).getAttribute('aria-selected')).toBe('true')
    const details = within(screen.getByRole('region', { name: 'Details of Nightly' }))
    expect(details.getByText('Read and start builds')).toBeTruthy()
    expect(details.getByText(/^\w+day, .* \(in 40 days\)$/)).toBeTruthy()
    expect(await violations()).toEqual([])
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('region', { name: 'Details of Nightly' })).toBeNull()
  })

  it('shows on request what was done with the chosen token, and with no other', async () => {
    const { user, fake } = await showApp({ tokens: [push, build] })
    const event = {
      tokenId: 'a1',
      name: 'Push code',
      organization: 'contoso',
      at: '2026-11-24T09:00:00.000Z'
    }
    fake.answer('getHistory', () => ({
      written: true,
      events: [
        { ...event, what: 'taken-out', to: 'npmrc', by: 'removeUse' },
        { ...event, what: 'changed', to: null, by: 'updateToken' },
        { ...event, what: 'handed-over', to: 'npmrc', by: 'useAt' },
        { ...event, tokenId: 'b2', what: 'revoked', to: null, by: 'revokeToken' },
        { ...event, what: 'copied', to: null, by: 'tray' }
      ]
    }))
    await user.click(option(/Push code/))
    const section = within(screen.getByRole('group', { name: 'What was done with it' }))
    await user.click(section.getByRole('button', { name: 'Show' }))
    const rows = await section.findAllByRole('listitem')
    expect(rows.map((row) => row.textContent.replace(/^.*?: /, ''))).toEqual([
      'taken out of npm',
      'changed',
      'handed over to npm',
      'copied, from the tray'
    ])
    expect(await violations()).toEqual([])
  })

  it('copies the chosen token by Ctrl+C, counts down visibly, and clears on demand', async () => {
    const { fake, user } = await showApp({ tokens: [push] }, (bridge) => {
      bridge.answer('copyToken', ({ tokenId }) => {
        const clearsAt = new Date(Date.now() + 45_000).toISOString()
        bridge.push({ clipboard: { tokenId, clearsAt, needsFocus: false, concealed: true } })
        return { clearsAt }
      })
      bridge.answer('clearClipboard', () => {
        bridge.push({ clipboard: null })
        return null
      })
    })
    await user.click(option(/Push code/))
    await user.keyboard('{Control>}c{/Control}')
    expect(await screen.findByText(/Copied\. Cleared in 4[45] s\./)).toBeTruthy()
    await user.click(button('Clear now'))
    await waitFor(() => expect(screen.queryByText(/Copied\. Cleared/)).toBeNull())
    expect(fake.asked.map(([call]) => call)).toContain('clearClipboard')
  })

  it('clears the clipboard by one key, which stands beside the button, from anywhere in the window', async () => {
    const clipboard = {
      tokenId: push.id,
      clearsAt: new Date(Date.now() + 45_000).toISOString(),
      needsFocus: false,
      concealed: true
    }
    const { fake, user } = await showApp({ tokens: [push], clipboard }, (bridge) => {
      bridge.answer('clearClipboard', () => {
        bridge.push({ clipboard: null })
        return null
      })
      bridge.answer('listRemovals', () => [])
    })
    const clears = (): number => fake.asked.filter(([call]) => call === 'clearClipboard').length
    await user.click(option(/Push code/))
    expect(screen.queryByText(/clipboard history/)).toBeNull()
    act(() => fake.push({ clipboard: { ...clipboard, concealed: false } }))
    expect(screen.getByText(/Your system’s clipboard history may keep it/)).toBeTruthy()
    expect(button('Clear now').getAttribute('aria-keyshortcuts')).toBe('F8')
    expect(screen.getByText('F8')).toBeTruthy()
    await user.click(button('Settings'))
    await user.click(screen.getByRole('textbox', { name: 'Tenant' }))
    await user.keyboard('{F8}')
    await waitFor(() => expect(clears()).toBe(1))
    // Nothing is there any more.
    await user.keyboard('{F8}')
    expect(clears()).toBe(1)
    act(() => fake.push({ clipboard }))
    await user.click(button('Remove everything this app did…'))
    await screen.findByRole('alertdialog', { hidden: true })
    await user.keyboard('{F8}')
    await waitFor(() => expect(clears()).toBe(2))
  })

  it('asks which token of Azure DevOps a pasted one is, and shows that one from then on', async () => {
    const pasted = tokenView({ id: 'hand-1', name: 'Found in .npmrc', origin: 'assisted' })
    const listed = { origin: 'elsewhere', kept: 'nowhere' } as const
    const nightly = tokenView({ id: 'n1', name: 'Nightly', ...listed })
    const others = [
      tokenView({ id: 'n2', name: 'Theirs', ...listed, organization: 'fabrikam' }),
      tokenView({ id: 'n3', name: 'Kept', origin: 'elsewhere' }),
      tokenView({ id: 'n4', name: 'Stray', ...listed, stray: true }),
      tokenView({ id: 'n5', name: 'Ended', ...listed, state: 'expired' })
    ]
    const { fake, user } = await showApp({ tokens: [pasted, nightly, ...others] }, (bridge) => {
      bridge.answer('confirmToken', () => {
        bridge.push({ tokens: [tokenView({ id: 'n1', name: 'Nightly', origin: 'elsewhere' })] })
        return null
      })
    })
    await user.click(option(/Found in/))
    const section = within(screen.getByRole('group', { name: 'Which one is it at Azure DevOps?' }))
    expect(section.getAllByRole('button')).toHaveLength(1)
    expect(await violations()).toEqual([])
    await user.click(section.getByRole('button', { name: 'This is the one: Nightly' }))
    expect(fake.asked.at(-1)).toEqual(['confirmToken', { tokenId: 'hand-1', listedId: 'n1' }])
    expect(await screen.findByRole('region', { name: 'Details of Nightly' })).toBeTruthy()
  })

  it('says in words why a copy did not work', async () => {
    const { user } = await showApp({ tokens: [push] }, (bridge) => {
      bridge.refuse('copyToken', 'vault-locked')
    })
    await user.click(option(/Push code/))
    await user.click(button('Copy'))
    expect(await screen.findByText('Your keychain is locked')).toBeTruthy()
    expect(button('Try again')).toBeTruthy()
  })

  it('offers nothing for a token that is over but to take it off the list', async () => {
    const { fake, user } = await showApp({ tokens: [over] }, (bridge) => {
      bridge.answer('forgetToken', () => null)
    })
    await user.click(option(/Old/))
    expect(screen.queryByRole('button', { name: 'Copy' })).toBeNull()
    expect(screen.queryByRole('button', { name: 'Revoke' })).toBeNull()
    await user.click(button('Remove from list'))
    expect(fake.asked.at(-1)).toEqual(['forgetToken', { tokenId: 'c3' }])
  })

  it('goes to the token that a notice was about', async () => {
    const { fake } = await showApp({ tokens: [push, build] })
    fake.emit('goTo', { to: 'tokens', tokenId: 'b2' })
    expect(await screen.findByRole('region', { name: 'Details of Nightly' })).toBeTruthy()
  })
})

describe('handing a token to Git', () => {
  const useForGit = async (user: UserEvent): Promise<void> => {
    await user.click(option(/Push code/))
    await user.click(button('Use it for…'))
    await user.click(button('Use it for Git'))
  }
  const handedOver = { helper: 'libsecret', readRepository: null }
  const withPlan = (plan: GitPlan) =>
    showApp({ tokens: [push] }, (bridge) => {
      bridge.answer('planGit', () => structuredClone(plan) as never)
      bridge.answer('useForGit', () => handedOver)
      bridge.answer('openHelp', () => null)
    })

  it('is done at once where Git has a good helper, and says what was proven', async () => {
    const { fake, user } = await withPlan({ kind: 'ready', helper: 'libsecret', withoutStore: false })
    await useForGit(user)
    expect(await screen.findByText(/Git has it, in libsecret, and gave the same token back/)).toBeTruthy()
    expect(screen.getByText(/shows no repository/).textContent).not.toContain('store')
    expect(fake.asked.at(-1)).toEqual([
      'useForGit',
      { tokenId: 'a1', allowPlainText: false, setUpHelper: false }
    ])
  })

  it('names a helper that would keep plain text and is left out', async () => {
    const { user } = await withPlan({ kind: 'ready', helper: 'Git Credential Manager', withoutStore: true })
    await useForGit(user)
    expect(await screen.findByText(/Git’s helper “store” gets no copy/)).toBeTruthy()
  })

  it('names the plain-text file and writes nothing until the person agrees', async () => {
    const { fake, user } = await withPlan({
      kind: 'plain-text',
      helper: 'store',
      file: '/home/ada/.git-credentials'
    })
    await useForGit(user)
    expect(await screen.findByText('/home/ada/.git-credentials')).toBeTruthy()
    expect(fake.asked.some(([call]) => call === 'useForGit')).toBe(false)
    expect(await violations()).toEqual([])
    await user.click(button('Write it there all the same'))
    expect(fake.asked.at(-1)).toEqual([
      'useForGit',
      { tokenId: 'a1', allowPlainText: true, setUpHelper: false }
    ])
  })

  it('shows the exact commands of a set-up before it is made', async () => {
    const commands = ['git config --global credential.helper libsecret']
    const { fake, user } = await withPlan({
      kind: 'no-helper',
      proposal: { helper: 'libsecret', installed: true, commands }
    })
    await useForGit(user)
    expect(await screen.findByText(commands[0] ?? '')).toBeTruthy()
    expect(fake.asked.some(([call]) => call === 'useForGit')).toBe(false)
    await user.click(button('Set it up'))
    expect(fake.asked.at(-1)).toEqual([
      'useForGit',
      { tokenId: 'a1', allowPlainText: false, setUpHelper: true }
    ])
  })

  it('does not offer to set up a helper that is not there', async () => {
    const { user } = await withPlan({
      kind: 'no-helper',
      proposal: { helper: 'libsecret', installed: false, commands: ['sudo apt install git-libsecret'] }
    })
    await useForGit(user)
    expect(await screen.findByText('sudo apt install git-libsecret')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Set it up' })).toBeNull()
    expect(button('Look again')).toBeTruthy()
  })

  it.each([
    [{ kind: 'needs-no-token' }, /Git needs no token here/],
    [{ kind: 'git-missing' }, /Git was not found/]
  ] as const)('says so where nothing can be handed over: %j', async (plan, words) => {
    const { fake, user } = await withPlan(plan)
    await useForGit(user)
    expect(await screen.findByText(words)).toBeTruthy()
    expect(fake.asked.some(([call]) => call === 'useForGit')).toBe(false)
  })
})

describe('revoking', () => {
  const done: RevokeReport = {
    service: { state: 'done' },
    git: { state: 'done' },
    files: { state: 'not-needed' },
    keychain: { state: 'done' }
  }
  // Fluent hides by aria-hidden what the focus is not in, and happy-dom's focus does not always say where it is;
  // that a dialog is reachable is seen in a real browser, by the gallery.
  const hidden = true
  const dialog = () => within(screen.getByRole('alertdialog', { hidden }))
  const inDialog = (name: string): HTMLElement => dialog().getByRole('button', { name, hidden })

  it('names what will break, asks, and reports each part', async () => {
    const { fake, user } = await showApp({ tokens: [push] }, (bridge) => {
      bridge.answer('revokeToken', () => done)
    })
    await user.click(option(/Push code/))
    await user.click(button('Revoke'))
    await screen.findByRole('alertdialog', { hidden })
    expect(dialog().getByText(/Git on this computer: it cannot reach contoso/)).toBeTruthy()
    expect(fake.asked.some(([call]) => call === 'revokeToken')).toBe(false)
    await user.click(inDialog('Revoke'))
    expect(await screen.findByText('“Push code · LAPTOP-7” is revoked')).toBeTruthy()
    expect(dialog().getByText('contoso: revoked.')).toBeTruthy()
    expect(dialog().getByText('Git on this computer: taken out.')).toBeTruthy()
    expect(dialog().getByText('Keychain: erased.')).toBeTruthy()
  })

  it('says which part failed and tries that again', async () => {
    const { fake, user } = await showApp({ tokens: [push] }, (bridge) => {
      bridge.answer('revokeToken', () => ({
        ...done,
        service: { state: 'failed', error: { code: 'offline', facts: {} } }
      }))
    })
    await user.click(option(/Push code/))
    await user.click(button('Revoke'))
    await screen.findByRole('alertdialog', { hidden })
    await user.click(inDialog('Revoke'))
    expect(await screen.findByText('The revoke is not finished')).toBeTruthy()
    expect(dialog().getByText(/^contoso: not done\. No connection\./)).toBeTruthy()
    fake.answer('revokeToken', () => done)
    await user.click(inDialog('Try again'))
    expect(await screen.findByText('“Push code · LAPTOP-7” is revoked')).toBeTruthy()
  })

  it('tells who made a token by hand what is theirs to do', async () => {
    const { user } = await showApp({ tokens: [build] }, (bridge) => {
      bridge.answer('revokeToken', () => ({
        ...done,
        service: { state: 'by-hand' },
        git: { state: 'not-needed' }
      }))
    })
    await user.click(option(/Nightly/))
    await user.click(button('Revoke'))
    await screen.findByRole('alertdialog', { hidden })
    expect(dialog().getByText(/you also revoke it by hand/)).toBeTruthy()
    await user.click(inDialog('Revoke'))
    expect(await screen.findByText('One step is yours')).toBeTruthy()
    expect(dialog().getByText(/choose the token there, then Revoke/)).toBeTruthy()
  })

  it('is offered again while it is not finished', async () => {
    const { user } = await showApp({ tokens: [tokenView({ revokeFailed: true, state: 'revoked' })] })
    await user.click(option(/Push code/))
    expect(screen.getByText('The revoke is not finished.')).toBeTruthy()
    await user.click(button('Go on'))
    await screen.findByRole('alertdialog', { hidden })
    expect(dialog().getByText(/tried again/)).toBeTruthy()
  })
})
