import { randomBytes } from 'node:crypto'
import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { CallName, CallOutput } from '../../electron/shared/ipc-contract.js'
import type { AppSnapshot } from '../../electron/shared/view.js'
import { projectRoot } from '../project-root.js'
import type { Fault } from '../simulator/faults.js'
import { promptOn } from './keychain-prompt.js'
import { callFrom } from './page-call.js'
import { gitOf, readClipboard, runProgram, writeClipboard } from './programs.js'
import { startApp, type RunningApp } from './running-app.js'
import {
  accessibilityOf,
  formsOf,
  holds,
  memoryOf,
  searchFiles,
  searchShared,
  sharedFolders,
  traceExecutions,
  watchProcesses,
  type ProcessWatch
} from './secret-search.js'
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
const mayHave = [
  /\.local\/share\/keyrings\/[^/]+\.keyring$/,
  /profile\/home\/(\.npmrc|\.netrc|\.pypirc|\.nuget\/NuGet\/NuGet\.Config)$/
]
const startedAt = Date.now()
const trace = traceExecutions(recordFolder)

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
/** Where the marker is outside the run's own folders. */
const shared = (): Promise<readonly string[]> =>
  searchShared(startedAt, [app.directory, recordFolder], [marker])
const forbidden = (files: readonly string[]): readonly string[] =>
  files.filter((file) => !mayHave.some((pattern) => pattern.test(file)))

beforeAll(async () => {
  app = await startApp({ marker, trace, environment: { STAND_IN_RECORD_IPC: ipcRecord } })
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
    await app.clock.setOffset(46)
    // A message on the bus wakes the app, whose timers then see the new time.
    await until(
      'the clipboard that is cleared by itself',
      async () => (await app.tray()) !== null && (await readClipboard(app)) === null
    )
    await call('useForGit', { tokenId: first, allowPlainText: false, setUpHelper: true })
    const address = app.simulator.cloneAddress('contoso').replace('contoso@', '')
    expect(await gitOf(app)('clone', address, path.join(app.directory, 'work'))).toMatchObject({ code: 0 })

    const places = await call<readonly { kind: string; file: string; entry: string }[]>('listPlaces', {
      tokenId: first
    })
    for (const wanted of ['npmrc', 'netrc', 'nuget-config', 'pypirc']) {
      const place = places.find((one) => one.kind === wanted)
      expect(place, wanted).toBeDefined()
      const { kind, file, entry } = place ?? { kind: '', file: '', entry: '' }
      await call('useAt', { tokenId: first, kind, file, entry })
    }
    await call('findUses')
    const [shown] = await call<CallOutput<'getSnippet'>>('getSnippet', { tokenId: first, tool: 'curl' })
    await call('copySnippet', { tokenId: first, tool: 'curl', feed: shown?.feed })
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
    const { name, organization, scopes } = wish('By hand')
    await call('pasteToken', { organization, name, scopes, validTo: null, anyway: false })
    await until('the cleared clipboard', async () => (await readClipboard(app)) === null)
  })

  it('is revoked', async () => {
    const { tokenId } = await create('Revoked')
    await call('revokeToken', { tokenId })
    const [made] = app.simulator.tokens('contoso').filter(({ displayName }) => displayName === 'Revoked')
    expect(made?.revoked).toBe(true)
  })

  it('meets every fault', async () => {
    const kinds = {
      ...{ '203-page': {}, redirect: {}, 'byte-order-mark': {}, 'server-error': {}, 'cut-off-json': {} },
      ...{ reset: {}, 'answer-lost': {}, 'rate-limit': { retryAfter: 1 }, slow: { milliseconds: 500 } }
    } satisfies Record<Fault['kind'], object>
    for (const [kind, facts] of Object.entries(kinds)) {
      for (const place of [{ where: 'tokens', method: 'POST' }, { where: 'connection' }]) {
        app.simulator.setFault({ ...place, kind, ...facts } as Fault)
        await refused('createToken', wish(`Under ${kind}`))
        await refused('explainStop', { tokenId: first })
      }
      app.simulator.setFault(null)
      await refused('refreshTokens', null)
    }
    await refused('useForGit', { tokenId: 'nobody', allowPlainText: false, setUpHelper: true })
    await lookIntoPage()
  }, 600_000)

  it('is renewed in all its places', async () => {
    await call('renewToken', { tokenId: first })
    // Its step shows a moment before the period has begun, and one that has not begun is not ended.
    await until('the grace period', async () => (await snapshot()).rotations[0]?.graceUntil ?? null)
    await call('endGrace', { tokenId: first })
    await until('the end of the renewal', async () => (await snapshot()).rotations.length === 0)
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
    for (const name of ['.npmrc', '.netrc', 'NuGet.Config', '.pypirc'])
      expect(
        found.some((file) => file.endsWith(name)),
        name
      ).toBe(true)
    expect(forbidden(found)).toEqual([])
    expect(read).toBeGreaterThan(100)
    expect(await shared()).toEqual([])
  })

  it('no crash left a file with memory in it where the app runs', () => {
    const there = readdirSync(projectRoot()).filter((name) => /^core(\.\d+)?$/.test(name))
    expect(there).toEqual([])
  })

  it('no process was given it', () => {
    const seen = [...processes.seen(), ...trace.seen()]
    for (const program of ['chromium', 'vault-worker', 'git', 'credential', 'xdg-open', 'xclip'])
      expect(
        trace.seen().some((text) => text.includes(program)),
        program
      ).toBe(true)
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

  it('into the log and the console', async () => {
    appendFileSync(path.join(app.profile, 'user-data', 'logs', 'main.log'), `kept ${marker}\n`)
    expect(holds(app.log(), marker)).toBe(true)
    await page.evaluate((text) => {
      console.log(text)
    }, `leak ${marker}`)
    await until('the line of the console', () => Promise.resolve(said.some((text) => holds(text, marker))))
  })

  it('to a program, however short it lives, as an argument and in its environment', async () => {
    const env = { PATH: app.env['PATH'] ?? '' }
    for (const [word, more] of [
      [marker, {}],
      ['none', { LEAK: Buffer.from(`:${marker}`).toString('base64') }]
    ] as const) {
      const before = trace.seen().filter((text) => holds(text, marker)).length
      const child = `require('node:child_process').execFileSync('/bin/true', [process.argv[1]])`
      const line = trace.line(process.execPath, ['-e', child, word])
      expect(await runProgram(...line, { ...env, ...more })).toMatchObject({ code: 0 })
      expect(trace.seen().filter((text) => holds(text, marker)).length).toBe(before + 2)
    }
  })

  it('into a file, in any form, of the run and of the shared folders', async () => {
    const percent = formsOf(marker).find((data) => data.toString().startsWith('%')) ?? ''
    const forms = { plain: marker, percent, utf16: Buffer.from(marker, 'utf16le') }
    const files = [app.env['TMPDIR'] ?? '', ...sharedFolders].flatMap((folder) =>
      Object.entries(forms).map(
        ([form, data]) => [path.join(folder, `leak-${form}-${marker.slice(-8)}`), data] as const
      )
    )
    try {
      for (const [file, data] of files) writeFileSync(file, data)
      const { found } = await searchFiles(app.directory, [marker])
      expect(found.filter((file) => path.basename(file).startsWith('leak-'))).toHaveLength(3)
      expect([...(await shared())].sort()).toEqual(
        files
          .slice(3)
          .map(([file]) => file)
          .sort()
      )
    } finally {
      for (const [file] of files) rmSync(file, { force: true })
    }
  })

  it('into a core file, where the system writes one beside the program', async (test) => {
    const crash = `ulimit -c unlimited && cd ${app.directory} && exec sh -c 'kill -ABRT $$' ${marker}`
    await runProgram('sh', ['-c', crash], { PATH: app.env['PATH'] ?? '' })
    const pattern = readFileSync('/proc/sys/kernel/core_pattern', 'utf8').trim()
    if (/[|/]/.test(pattern)) test.skip(`cores go to ${pattern}`)
    const { found } = await searchFiles(app.directory, [marker])
    expect(found.some((file) => file.startsWith('core'))).toBe(true)
  })
})
