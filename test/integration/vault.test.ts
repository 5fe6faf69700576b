import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { systemClock } from '../../electron/adapters/desktop/clock.js'
import { createHistoryFile } from '../../electron/adapters/store/history.js'
import { createHistorySeal } from '../../electron/adapters/vault/history-seal.js'
import { createKeychainVault } from '../../electron/adapters/vault/keychain-vault.js'
import { Secret } from '../../electron/domain/secret.js'
import { createHistory, type History } from '../../electron/services/history.js'
import type { Clock } from '../../electron/services/ports/clock.js'
import type { Vault } from '../../electron/services/ports/keychain.js'
import { prepareVaultOnNode, type VaultOnNode } from '../adapters/vault/vault-on-node.js'
import { describeVault } from '../adapters/vault/vault-suite.js'
import { startDesktop, type Desktop } from '../desktop/desktop.js'
import { keyringPassword } from '../desktop/keyring.js'
import { createFakeClock, type FakeClock } from '../fakes/clock.js'
import { recordOf } from '../fakes/token-record.js'
import { createFakeLog } from '../fakes/log.js'
import { createFakeTokenIndex } from '../fakes/token-index.js'

const run = promisify(execFile)
const service = 'Token Tray test'
const entry = { label: 'contoso · Push code · 4ab5764f' }

interface VaultHere {
  readonly vault: Vault
  readonly desktop: Desktop
  readonly worker: VaultOnNode
  close(): Promise<void>
}

/** On a clock that a test drives, or that stands still: its limits are not for slow machines. */
async function vaultOn(
  keyring: 'unlocked' | 'locked' | 'none',
  clock: Clock = createFakeClock()
): Promise<VaultHere> {
  const desktop = await startDesktop({ keyring, panel: false, notifications: false })
  const worker = await prepareVaultOnNode(desktop.env)
  const vault = createKeychainVault({
    service,
    launch: worker.launch,
    clock,
    log: createFakeLog(),
    platform: 'linux'
  })
  return {
    vault,
    desktop,
    worker,
    close: async () => {
      worker.close()
      await desktop.close()
    }
  }
}

/** Of the vault's limits and pauses: they pass when a test says so, however long the programs take. */
let clock: FakeClock
/** Lets the next of them pass, once it is this one. */
async function pass(milliseconds: number): Promise<void> {
  await vi.waitFor(() => expect(clock.untilNext()).toBe(milliseconds), { timeout: limit })
  clock.advance(milliseconds)
}
/** Milliseconds for what other programs do. */
const limit = 60_000
const answerLimit = 10_000
const promptLimit = 60_000
const idleLimit = 30_000
const pauseAfterTwoFaults = 1_000

let here: VaultHere

describe('a keychain that is open', () => {
  beforeAll(async () => {
    here = await vaultOn('unlocked')
  })
  afterAll(() => here.close())

  describeVault('the real keychain', () => here.vault)

  it('shows a person what an entry is', async () => {
    await here.vault.put(entry, new Secret('seen from outside'))
    const attributes = ['service', service, 'account', entry.label]
    const { stdout } = await run('secret-tool', ['lookup', ...attributes], { env: here.desktop.env })
    expect(stdout).toBe('seen from outside')
    const shown = await run('secret-tool', ['search', ...attributes], { env: here.desktop.env })
    expect(shown.stdout).toContain(`label = ${service}/${entry.label}`)
  })

  it('refuses a value that the keychain cuts off', async () => {
    await expect(here.vault.put({ label: 'cut' }, new Secret('before\0after'))).rejects.toMatchObject({
      code: 'vault-failed'
    })
  })
})

describe('a keychain that is locked', () => {
  beforeAll(async () => {
    clock = createFakeClock()
    here = await vaultOn('unlocked', clock)
    await here.vault.put(entry, new Secret('kept'))
  })
  afterAll(() => here.close())
  afterEach(() => here.desktop.unlockKeyring())

  const onDesktop = async (...command: string[]): Promise<string> =>
    (await run('xdotool', command, { env: here.desktop.env })).stdout
  const promptIsShown = (): Promise<void> =>
    vi.waitFor(async () => expect(await onDesktop('getwindowfocus', 'getwindowname')).toMatch(/^Unlock/), {
      timeout: limit,
      interval: 100
    })
  const typePassword = async (): Promise<void> => {
    await promptIsShown()
    await onDesktop('type', keyringPassword)
    await onDesktop('key', 'Return')
  }
  const promptIsGone = (): Promise<void> =>
    vi.waitFor(() => expect(onDesktop('search', '--onlyvisible', '--name', '^Unlock')).rejects.toThrow(), {
      timeout: limit,
      interval: 100
    })

  it('says so without asking the person', async () => {
    await here.desktop.lockKeyring()
    expect(await here.vault.state()).toBe('locked')
    await promptIsGone()
  })

  it('gives the value once the person has typed the password', async () => {
    await here.desktop.lockKeyring()
    const reading = here.vault.get(entry)
    await typePassword()
    expect((await reading)?.reveal()).toBe('kept')
  })

  it('is dismissed when the person closes the prompt, and nothing is taken for missing', async () => {
    for (const call of [
      () => here.vault.get(entry),
      () => here.vault.delete(entry),
      () => here.vault.put(entry, new Secret('other'))
    ]) {
      await here.desktop.lockKeyring()
      const called = expect(call()).rejects.toMatchObject({ code: 'vault-dismissed' })
      await promptIsShown()
      await onDesktop('key', 'Escape')
      await called
      await promptIsGone()
    }
    await here.desktop.unlockKeyring()
    expect((await here.vault.get(entry))?.reveal()).toBe('kept')
  })

  it('stays locked when nobody answers in time, and is open after a late answer', async () => {
    await here.desktop.lockKeyring()
    const refused = expect(here.vault.get(entry)).rejects.toMatchObject({ code: 'vault-locked' })
    await promptIsShown()
    await pass(promptLimit)
    await refused
    expect(await here.vault.state()).toBe('locked')
    await typePassword()
    await promptIsGone()
    expect((await here.vault.get(entry))?.reveal()).toBe('kept')
  })
})

describe('a history under this keychain', () => {
  let folder = ''
  beforeAll(async () => {
    clock = createFakeClock()
    here = await vaultOn('unlocked', clock)
    folder = mkdtempSync(join(tmpdir(), 'history-'))
  })
  afterAll(async () => {
    rmSync(folder, { recursive: true })
    await here.close()
  })
  const index = createFakeTokenIndex()
  index.save(recordOf({ inVault: true }))
  const open = (): History =>
    createHistory({
      historyFile: createHistoryFile(folder),
      historySeal: createHistorySeal(here.vault),
      vault: here.vault,
      index,
      clock: systemClock,
      log: createFakeLog()
    })
  const event = {
    what: 'made',
    tokenId: 'a1',
    name: 'Push',
    organization: 'contoso',
    to: null,
    by: 'x'
  } as const

  it('waits for a locked one without a prompt, is written after that, and finds what was done to it', async () => {
    await here.desktop.lockKeyring()
    const history = open()
    history.note(event)
    expect(await history.list()).toMatchObject({ events: [{ name: 'Push' }], written: false })
    await here.desktop.unlockKeyring()
    for (const by of ['one', 'two']) history.note({ ...event, by })
    expect(await history.list()).toMatchObject({ written: true })
    const file = join(folder, 'history.jsonl')
    expect(await open().verify()).toEqual({ lines: 3, problems: [] })
    const whole = readFileSync(file, 'utf8')
    writeFileSync(file, whole.replace('"by":"one"', '"by":"eno"'))
    expect((await open().verify()).problems).toEqual([{ problem: 'changed', line: 2 }])
    writeFileSync(file, whole.split('\n').slice(0, 2).join('\n'))
    expect((await open().verify()).problems).toEqual([{ problem: 'cut-off', line: 3 }])
  })
})

describe('a keychain that fails', () => {
  beforeAll(async () => {
    clock = createFakeClock()
    here = await vaultOn('unlocked', clock)
    await here.vault.put(entry, new Secret('kept'))
  })
  afterAll(() => here.close())

  it('is missing while it is dead, and is itself again after a restart', async () => {
    await here.desktop.killKeyring()
    expect(await here.vault.state()).toBe('no-service')
    await expect(here.vault.get(entry)).rejects.toMatchObject({ code: 'no-protected-store' })
    await here.desktop.startKeyring()
    expect(await here.vault.state()).toBe('ready')
    expect((await here.vault.get(entry))?.reveal()).toBe('kept')
  })

  it('heals when it was restarted between two calls', async () => {
    expect((await here.vault.get(entry))?.reveal()).toBe('kept')
    await here.desktop.killKeyring()
    await here.desktop.startKeyring()
    await here.vault.put(entry, new Secret('after a restart'))
    expect((await here.vault.get(entry))?.reveal()).toBe('after a restart')
  })

  it('does not answer while it is frozen, and does again afterwards', async () => {
    here.desktop.stopKeyring()
    for (const call of [() => here.vault.get(entry), () => here.vault.state()]) {
      const refused = expect(call()).rejects.toMatchObject({ code: 'vault-no-answer' })
      await pass(answerLimit)
      await refused
    }
    here.desktop.continueKeyring()
    const reading = here.vault.get(entry)
    await pass(pauseAfterTwoFaults)
    expect((await reading)?.reveal()).toBe('after a restart')
  })

  it('is asked again by a new process when ours was killed', async () => {
    await here.vault.state()
    const last = here.worker.started.at(-1)!
    last.kill('SIGKILL')
    await once(last, 'exit')
    expect((await here.vault.get(entry))?.reveal()).toBe('after a restart')
    expect(here.worker.started.at(-1)).not.toBe(last)
  })

  it('keeps no process when it is not used', async () => {
    await here.vault.state()
    const last = here.worker.started.at(-1)!
    const ended = once(last, 'exit')
    await pass(idleLimit)
    await ended
    expect(last.signalCode).toBe('SIGTERM')
  })
})

describe('no keychain', () => {
  beforeAll(async () => {
    here = await vaultOn('none')
  })
  afterAll(() => here.close())

  it('is said, and nothing is kept', async () => {
    expect(await here.vault.state()).toBe('no-service')
    const refused = { code: 'no-protected-store', facts: { reason: 'no-service' } }
    await expect(here.vault.get(entry)).rejects.toMatchObject(refused)
    await expect(here.vault.put(entry, new Secret('nowhere'))).rejects.toMatchObject(refused)
    await expect(here.vault.delete(entry)).rejects.toMatchObject(refused)
  })

  it('is the same without a session bus', async () => {
    const worker = await prepareVaultOnNode({
      ...here.desktop.env,
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nowhere'
    })
    try {
      const vault = createKeychainVault({
        service,
        launch: worker.launch,
        clock: createFakeClock(),
        log: createFakeLog(),
        platform: 'linux'
      })
      expect(await vault.state()).toBe('no-service')
      await expect(vault.get(entry)).rejects.toMatchObject({ code: 'no-protected-store' })
    } finally {
      worker.close()
    }
  })
})
