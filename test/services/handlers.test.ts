import { describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { calls, events } from '../../electron/shared/ipc-contract.js'
import { recordOf } from '../fakes/token-record.js'
import { createFakeSettings } from '../fakes/settings.js'
import { code, createCoreOnFakes, createFakeOutside, locked, startCore, wish } from './core-on-fakes.js'

const settled = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))

describe('the calls of the page', () => {
  it('have one handler each', () => {
    const { call } = createCoreOnFakes()
    expect(Object.keys(call).sort()).toEqual(Object.keys(calls).sort())
  })

  it('answer with a state that the contract takes', async () => {
    const { call } = createCoreOnFakes()
    await call.createToken(wish)
    const snapshot = await call.getSnapshot(null)
    expect(events.snapshot.parse(snapshot)).toEqual(snapshot)
    expect(snapshot).toMatchObject({
      computer: 'LAPTOP-7',
      tray: 'shown',
      settings: { organization: 'contoso' }
    })
  })

  it('are followed by a new state, also when they fail, and by none when nothing changed', async () => {
    const { call, snapshots, clipboard } = createCoreOnFakes()
    await call.createToken(wish)
    await settled()
    expect(snapshots.at(-1)?.tokens).toHaveLength(1)
    const before = snapshots.length
    await call.clearClipboard(null)
    expect(snapshots).toHaveLength(before)
    clipboard.text = ''
    await expect(call.pasteToken({ ...wish, validTo: null, anyway: false })).rejects.toMatchObject(
      code('clipboard-empty')
    )
    await settled()
    expect(snapshots).toHaveLength(before)
  })

  it('tell the account and the keychain once somebody looks', async () => {
    const { call, core, vault } = createCoreOnFakes()
    expect(core.state.snapshot()).toMatchObject({ accounts: [], vault: 'unknown' })
    await call.getSnapshot(null)
    await settled()
    expect(core.state.snapshot()).toMatchObject({ accounts: ['ada@contoso.example'], vault: 'ready' })
    vault.problem = locked()
    await core.state.lookUp()
    expect(core.state.snapshot()).toMatchObject({ accounts: ['ada@contoso.example'], vault: 'locked' })
  })

  it('do not ask a locked keychain who is signed in: it would ask for its password', async () => {
    const { core, vault, signIn } = createCoreOnFakes()
    vault.problem = locked()
    let asked = false
    signIn.accounts = async () => {
      asked = true
      return []
    }
    await core.state.lookUp()
    expect(asked).toBe(false)
    expect(core.state.snapshot()).toMatchObject({ accounts: [], vault: 'locked' })
  })

  it('say that a revoke is not finished once it has failed, and not while it runs', async () => {
    const { call, core, patApi } = createCoreOnFakes()
    const { tokenId } = await call.createToken(wish)
    let fail: (failure: AppFailure) => void = () => undefined
    patApi.revoke = () =>
      new Promise((_resolve, reject) => {
        fail = reject
      })
    const revoking = call.revokeToken({ tokenId })
    await settled()
    core.state.publish()
    expect(core.state.snapshot().tokens[0]?.revokeFailed).toBe(false)
    fail(new AppFailure('access-denied'))
    await revoking
    expect(core.state.snapshot().tokens[0]?.revokeFailed).toBe(true)
  })

  it('sign in and out', async () => {
    const { call, signIn, core } = createCoreOnFakes()
    await call.signOut(null)
    await settled()
    expect(core.state.snapshot().accounts).toEqual([])
    const waiting = call.signIn({ organization: 'contoso', device: false })
    await settled()
    signIn.finish('grace@contoso.example')
    expect(await waiting).toEqual({ account: 'grace@contoso.example' })
    await settled()
    expect(core.state.snapshot()).toMatchObject({
      accounts: ['grace@contoso.example'],
      organizations: [{ organization: 'contoso', engine: 'sign-in', account: 'grace@contoso.example' }]
    })
    const cancelled = call.signIn({ organization: 'contoso', device: true })
    await settled()
    expect(core.state.snapshot().deviceCode?.userCode).toBe('FAKE-CODE')
    await Promise.all([
      call.cancelSignIn(null),
      expect(cancelled).rejects.toMatchObject(code('sign-in-cancelled'))
    ])
  })

  it('change the settings that are named and leave the others', async () => {
    const { call, core, loginItems } = createCoreOnFakes()
    await call.changeSettings({ organization: 'fabrikam', launchAtLogin: true })
    expect(core.state.snapshot().settings).toMatchObject({
      organization: 'fabrikam',
      theme: 'system',
      launchAtLogin: true
    })
    expect(loginItems).toEqual([true])
    await call.changeSettings({ theme: undefined })
    expect(core.state.snapshot().settings.theme).toBe('system')
  })

  it('start the app with the computer as the administrator has it, also where nobody opens the settings', async () => {
    const { settings, ...outside } = createFakeOutside()
    for (const launchAtLogin of [true, false]) {
      const locked = createFakeSettings({ launchAtLogin }, ['launchAtLogin'])
      const { core, loginItems } = startCore({ ...outside, settings: locked })
      expect(loginItems).toEqual([])
      core.start()
      expect(loginItems).toEqual([launchAtLogin])
    }
    const own = startCore({ ...outside, settings })
    own.core.start()
    expect(own.loginItems).toEqual([])
  })

  it('start the app with the computer as the person has it again, once the administrator sets it no more', async () => {
    const outside = createFakeOutside()
    const names: 'launchAtLogin'[] = ['launchAtLogin']
    const settings = createFakeSettings({ launchAtLogin: true }, names)
    const started = async (refuses = false): Promise<readonly boolean[]> => {
      const { core, loginItems } = startCore({ ...outside, settings }, refuses)
      core.start()
      await settled()
      return loginItems
    }
    expect(await started()).toEqual([true])
    names.pop()
    settings.change({ launchAtLogin: false })
    // Tried again at the next start where the system refuses.
    expect(await started(true)).toEqual([])
    expect(await started()).toEqual([false])
    expect(await started()).toEqual([])
  })

  it("do not start the app with the computer against the administrator's will", async () => {
    const { call, core, loginItems } = createCoreOnFakes({ locked: ['launchAtLogin'] })
    await call.changeSettings({ launchAtLogin: true })
    expect(loginItems).toEqual([])
    expect(core.state.snapshot().settings).toMatchObject({
      launchAtLogin: false,
      lockedByAdministrator: ['launchAtLogin']
    })
  })

  it('open the https link of a place that the person told us of, and nothing else', async () => {
    const { call, browser, index } = createCoreOnFakes()
    index.save(recordOf({ origin: 'elsewhere' }))
    const tokenId = recordOf().id
    const link = 'https://dev.azure.com/contoso/p/_library'
    for (const one of [link, 'file:///etc/passwd', 'https://ada:secret@contoso.example']) {
      await call.addManualUse({ tokenId, name: 'Nightly', link: one, note: '' })
    }
    const [first, ...others] = index.all()[0]!.uses
    await call.openPlace({ tokenId, useId: first!.id })
    for (const { id } of others) {
      await expect(call.openPlace({ tokenId, useId: id })).rejects.toMatchObject(code('invalid-input'))
    }
    expect(browser.opened).toEqual([link])
  })

  it('open only addresses that the app names', async () => {
    const { call, browser } = createCoreOnFakes()
    await call.openTokenPage({ organization: 'con/../toso?x' })
    await call.openHelp({ topic: 'git-helper' })
    await call.openHelp({ topic: 'keychain' })
    expect(browser.opened).toEqual([
      'https://dev.azure.com/con%2F..%2Ftoso%3Fx/_usersSettings/tokens',
      'https://git-scm.com/doc/credential-helpers',
      'https://wiki.archlinux.org/title/KDE_Wallet'
    ])
  })

  it("show the proxy's question and take its answer", async () => {
    const { call, proxyLogin, core, snapshots } = createCoreOnFakes()
    const answer = proxyLogin.ask({ host: 'proxy.example:8080', realm: 'Office' }, false)
    expect(snapshots.at(-1)?.proxyLogin).toEqual({ host: 'proxy.example:8080', realm: 'Office' })
    await call.answerProxyLogin({ username: 'ada', password: 'hush' })
    expect((await answer)?.username).toBe('ada')
    expect(core.state.snapshot().proxyLogin).toBeNull()
    expect(JSON.stringify(snapshots)).not.toContain('hush')
  })
})

describe('the tray', () => {
  it('copies a token as the page does, and the page is told', async () => {
    const { core, call, clipboard, snapshots } = createCoreOnFakes()
    const { tokenId } = await call.createToken(wish)
    await core.commands.copyToken(tokenId)
    expect(clipboard.text).not.toBe('')
    expect(snapshots.at(-1)?.clipboard?.tokenId).toBe(tokenId)
  })

  it('tells of a session that ended and of a network that is away', async () => {
    const { core, call, patApi } = createCoreOnFakes()
    await call.createToken(wish)
    const asked = patApi.list
    patApi.list = () => Promise.reject(new AppFailure('offline'))
    await call.refreshTokens(null).catch(() => undefined)
    expect(core.state.tray().icon).toBe('offline')
    patApi.list = () => Promise.reject(new AppFailure('sign-in-again'))
    await call.refreshTokens(null).catch(() => undefined)
    expect(core.state.tray().toolTip).toContain('your sign-in has ended')
    patApi.list = asked
    await call.refreshTokens(null)
    expect(core.state.tray().icon).toBe('fine')
  })
})

describe('the end of the app', () => {
  it('ends a create that waits', async () => {
    const { core, call, signIn } = createCoreOnFakes()
    signIn.bearer = () => new Promise(() => undefined)
    const waiting = expect(call.createToken(wish)).rejects.toMatchObject(code('create-cancelled'))
    await settled()
    await core.close()
    await waiting
  })
})

describe('the start', () => {
  it('looks for what a create of an earlier run left', async () => {
    const { core, createJournal, clock, patApi } = createCoreOnFakes()
    const startedAt = new Date(clock.now() - 60_000).toISOString()
    createJournal.open({ id: 'one', organization: 'contoso', name: 'Push code', startedAt })
    const asked: string[] = []
    const list = patApi.list
    patApi.list = (bearer, organization, filter) => {
      asked.push(organization)
      return list(bearer, organization, filter)
    }
    core.start()
    await settled()
    expect(asked).toEqual(['contoso'])
    await core.close()
  })
})

describe('the state', () => {
  it('redraws the tray at each look but tells the page of changes only', () => {
    const { core, index, trays, snapshots } = createCoreOnFakes()
    index.save(recordOf())
    core.state.publish()
    core.state.publish()
    expect([trays.length, snapshots.length]).toEqual([2, 1])
  })

  it('is told to nobody who went away', () => {
    const { core, index } = createCoreOnFakes()
    let heard = 0
    const leave = core.state.subscribe({
      onSnapshot: () => void (heard += 1),
      onTray: () => void (heard += 1)
    })
    leave()
    index.save(recordOf())
    core.state.publish()
    expect(heard).toBe(0)
  })
})
