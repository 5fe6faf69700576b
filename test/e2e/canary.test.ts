import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CallName } from '../../electron/shared/ipc-contract.js'
import type { AppSnapshot } from '../../electron/shared/view.js'
import type { Fault } from '../simulator/faults.js'
import { promptOn } from './keychain-prompt.js'
import { callFrom } from './page-call.js'
import { gitOf, readClipboard, writeClipboard } from './programs.js'
import { startApp } from './running-app.js'
import type { RunningApp } from './running-app.js'
import { accessibilityOf, holds, memoryOf, searchFiles, watchProcesses } from './secret-search.js'
import type { ProcessWatch } from './secret-search.js'
import { until } from './until.js'
import { walkWizard } from './wizard-walk.js'

/*
 * Every token's value begins with one marker; it goes through all that the app does, through faults, a locked
 * keychain, and a crash. Afterwards the marker is looked for wherever it must not be.
 */

const marker = `Canary${randomBytes(14).toString('hex')}`
const recordFolder = mkdtempSync(path.join(tmpdir(), 'token-tray-canary-'))
const ipcRecord = path.join(recordFolder, 'ipc.jsonl')
/** Where the keyring's own daemon keeps what it was given, encrypted; and the files that the person chose. */
const mayHave = [/\.local\/share\/keyrings\/[^/]+\.keyring$/, /profile\/home\/\.(npmrc|netrc|pypirc)$/]

let app: RunningApp
let page: Page
let processes: ProcessWatch
const said: string[] = []
const seenInPages: string[] = []

async function call<T>(name: CallName, input: unknown = null): Promise<T> {
  const answer = (await callFrom(page, name, input)) as { value: T }
  said.push(JSON.stringify(answer))
  return answer.value
}
/** What a refused call says goes to the search, too. */
const refused = (name: CallName, input: unknown): Promise<unknown> =>
  call(name, input).catch((error: unknown) => said.push(String(error)))
const snapshot = (): Promise<AppSnapshot> => call('getSnapshot')

async function lookIntoPage(): Promise<void> {
  seenInPages.push(await page.content(), await accessibilityOf(page), await memoryOf(page))
}
async function openPage(): Promise<void> {
  page = await app.window()
  page.on('console', (message) => said.push(message.text()))
}

const wish = (name: string) => ({
  organization: 'contoso',
  name,
  scopes: ['vso.code_write', 'vso.packaging'],
  validTo: new Date(app.simulator.clock.now() + 30 * 86_400_000).toISOString(),
  engine: 'sign-in'
})
const create = async (name: string): Promise<{ tokenId: string; kept: string }> =>
  call('createToken', wish(name))
const forbidden = (files: readonly string[]): readonly string[] =>
  files.filter((file) => !mayHave.some((pattern) => pattern.test(file)))

beforeAll(async () => {
  app = await startApp({ marker, environment: { STAND_IN_RECORD_IPC: ipcRecord } })
  processes = watchProcesses(app.directory)
  await openPage()
  await page.getByRole('button', { name: 'New token' }).first().click()
  const wizard = walkWizard(app, page)
  await wizard.where('contoso')
  await wizard.signIn()
  await wizard.what('Push code')
  await wizard.life(30, 'By the wizard')
  await wizard.create()
  await wizard.ready()
})
afterAll(async () => {
  processes.stop()
  await app.close()
  rmSync(recordFolder, { recursive: true })
})

describe('a marked token goes through everything', () => {
  let first = ''

  it('is made, copied, handed to Git, written to files and told in snippets', async () => {
    ;({ tokenId: first } = await create('Everywhere'))
    expect(app.simulator.tokens('contoso').some(({ displayName }) => displayName === 'Everywhere')).toBe(true)
    await call('copyToken', { tokenId: first })
    expect(await readClipboard(app)).toContain(marker)
    await call('clearClipboard')
    await until('the cleared clipboard', async () => (await readClipboard(app)) === null)
    await call('useForGit', { tokenId: first, allowPlainText: false, setUpHelper: true })
    const address = app.simulator.cloneAddress('contoso').replace('contoso@', '')
    expect(await gitOf(app)('clone', address, path.join(app.directory, 'work'))).toMatchObject({ code: 0 })

    const places = await call<readonly { kind: string; file: string; entry: string }[]>('listPlaces', {
      tokenId: first
    })
    const npm = places.find(({ kind }) => kind === 'npmrc')
    const netrc = places.find(({ kind }) => kind === 'netrc')
    for (const place of [npm, netrc]) {
      expect(place).toBeDefined()
      const { kind, file, entry } = place ?? { kind: '', file: '', entry: '' }
      await call('useAt', { tokenId: first, kind, file, entry })
    }
    await call('findUses')
    await call('getSnippet', { tokenId: first, tool: 'curl' })
    await call('copySnippet', { tokenId: first, tool: 'curl' })
    expect(holds((await readClipboard(app)) ?? '', marker)).toBe(true)
    await call('clearClipboard')
    await call('getDiagnostics')
    await call('getHistory')
    await lookIntoPage()
  })

  it('is pasted', async () => {
    const { value } = app.simulator.issueToken('contoso', { scope: 'vso.code', displayName: 'By hand' })
    expect(value.startsWith(marker)).toBe(true)
    await writeClipboard(app, value)
    await until('the pasted token on the clipboard', async () => (await readClipboard(app)) === value)
    const { name, organization, scopes } = wish('By hand')
    await call('pasteToken', { organization, name, scopes, validTo: null, anyway: false })
    expect(await readClipboard(app)).toBeNull()
  })

  it('meets every fault', async () => {
    const kinds = ['203-page', 'redirect', 'server-error', 'cut-off-json', 'reset', 'answer-lost'] as const
    for (const kind of kinds) {
      const faults: readonly Fault[] = [
        { where: 'tokens', method: 'POST', kind },
        { where: 'connection', kind }
      ]
      for (const fault of faults) {
        app.simulator.setFault(fault)
        await refused('createToken', wish(`Under ${kind}`))
        await refused('explainStop', { tokenId: first })
      }
      app.simulator.setFault(null)
      await refused('refreshTokens', null)
    }
    await refused('useForGit', { tokenId: 'nobody', allowPlainText: false, setUpHelper: true })
    await lookIntoPage()
  }, 240_000)

  it('is renewed in all its places', async () => {
    await call('renewToken', { tokenId: first })
    await until('the grace period', async () => (await snapshot()).rotations[0]?.step === 'grace', 60_000)
    await call('endGrace', { tokenId: first })
    await until('the end of the renewal', async () => (await snapshot()).rotations.length === 0, 60_000)
    const made = app.simulator.tokens('contoso').filter(({ displayName }) => displayName === 'Everywhere')
    expect(made.map(({ revoked }) => revoked)).toEqual([true, false])
  })

  it('is held in memory while the keychain is locked, and lost in a crash', async () => {
    await app.desktop.lockKeyring()
    let isOver = false
    const making = create('In memory').finally(() => {
      isOver = true
    })
    const prompt = promptOn(app)
    await until('the end of the create, each question of the keychain dismissed', async () => {
      if (await prompt.isShown()) await prompt.press('Escape')
      return isOver
    })
    expect((await making).kept).toBe('memory')
    await lookIntoPage()
    process.kill(app.pid, 'SIGKILL')
    await app.ended
    await app.desktop.unlockKeyring()
    await app.restart(() => Promise.resolve())
    await openPage()
    await until('the tokens', async () => (await snapshot()).tokens.length > 2)
  })
})

describe('while tools use it', () => {
  it('its value is in the files that the person chose, and in no other', async () => {
    const { found, read } = await searchFiles(app.directory, [marker])
    expect(found.some((file) => file.endsWith('.npmrc'))).toBe(true)
    expect(found.some((file) => file.endsWith('.netrc'))).toBe(true)
    expect(forbidden(found)).toEqual([])
    expect(read).toBeGreaterThan(100)
  })

  it('no process was given it', () => {
    const seen = processes.seen()
    for (const program of ['chromium', 'vault-worker', 'git', 'xclip'])
      expect(seen.some((text) => text.includes(program))).toBe(true)
    expect(seen.filter((text) => holds(text, marker))).toEqual([])
  })

  it('nothing of it came over the bridge, to a page, or into a log', async () => {
    await lookIntoPage()
    const bridge = readFileSync(ipcRecord, 'utf8')
    for (const name of ['createToken', 'pasteToken', 'renewToken', 'copySnippet'])
      expect(bridge).toContain(name)
    expect(holds(bridge, marker)).toBe(false)
    expect(seenInPages.some((text) => text.includes('Everywhere'))).toBe(true)
    const all = [...seenInPages, ...said, app.log(), JSON.stringify(app.simulator.requests())]
    expect(all.filter((text) => holds(text, marker)).map((text) => text.slice(0, 80))).toEqual([])
    expect(await readClipboard(app)).toBeNull()
  })
})

describe('when everything was removed', () => {
  it('no file has it any more', async () => {
    await call('removeEverything')
    await app.chooseFromTray('Quit')
    expect(await app.ended).toBe(0)
    const { found } = await searchFiles(app.directory, [marker])
    expect(found.filter((file) => !(mayHave[0]?.test(file) ?? false))).toEqual([])
  })
})

describe('the search finds what leaks', () => {
  it('over the bridge, onto the clipboard, into a page, its memory and its accessibility tree', async () => {
    await app.restart(() => Promise.resolve())
    await openPage()
    await call('copyValue', { value: `leak ${marker}` })
    expect(holds(readFileSync(ipcRecord, 'utf8'), marker)).toBe(true)
    expect(holds((await readClipboard(app)) ?? '', marker)).toBe(true)
    await page.evaluate((text) => {
      document.body.append(Object.assign(document.createElement('p'), { textContent: text }))
      Object.assign(window, { kept: { header: `Basic ${text}` } })
    }, marker)
    expect(holds(await page.content(), marker)).toBe(true)
    expect(holds(await accessibilityOf(page), marker)).toBe(true)
    expect(holds(await memoryOf(page), marker)).toBe(true)
  })
})
