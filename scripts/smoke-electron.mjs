/*
 * npm run smoke:electron: the built app on real Electron, in a profile of its own: start, tray, window, one call over
 * the bridge, one over the network, a round trip through the keychain, quit. Within 30 s; out/smoke-electron.log says
 * what happened. Without a network it says so and goes on; likewise, but in CI, without a tray or a Secret Service on
 * Linux. Ends with 3 where there is no Electron to try. Nothing in the app knows of it: Playwright reaches in from
 * outside.
 */
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { randomBytes } from 'node:crypto'
import { build } from './build.mjs'
import { launchEnvironment } from './launch.mjs'
import { electronIsProven, setup } from './setup.mjs'
import { lineOnLack } from './smoke-lack.mjs'

const root = path.resolve(import.meta.dirname, '..')
const logFile = path.join(root, 'out', 'smoke-electron.log')
const limitMs = 30_000
/** Milliseconds for the one call over the network. */
const networkLimitMs = 8_000
/** Nobody's: that there is none is as good an answer as any. */
const organization = 'token-tray-smoke-has-none'
/** What the app says where nothing here is broken but the way to the service. */
const noWay = ['offline', 'timed-out', 'proxy-login-needed', 'certificate-refused']
/** The outcome of the round trip on a desktop without a Secret Service. */
const noService = 'put: problem no-service'
/** Ends what is running when the time is over. */
let endApp = () => {}

/** @param {string} line */
function say(line) {
  console.log(line)
  appendFileSync(logFile, `${new Date().toISOString()} ${line}\n`)
}

/**
 * Runs inside Electron's main process: the app's own keychain process writes, reads and deletes one entry.
 * @param {typeof import('electron')} electron
 * @param {{ worker: string, account: string, value: string }} entry
 * @returns {Promise<string>} `done`, or what was answered instead
 */
function keychainRoundTrip({ utilityProcess }, { worker, account, value }) {
  return new Promise((resolve) => {
    const child = utilityProcess.fork(worker, [], { serviceName: 'Token Tray keychain check' })
    const entry = { service: 'Token Tray check', account }
    const calls = [
      { id: 1, call: 'put', value, ...entry },
      { id: 2, call: 'get', ...entry },
      { id: 3, call: 'delete', ...entry },
      { id: 4, call: 'get', ...entry }
    ]
    const expected = ['done', 'present', 'done', 'missing']
    /** @param {string} outcome */
    const end = (outcome) => {
      child.kill()
      resolve(outcome)
    }
    child.once('exit', (code) => resolve(`its process ended with ${code}`))
    child.on('message', (answer) => {
      if (answer.kind === 'prompting') return
      const at = answer.id - 1
      const isRight = answer.kind === expected[at] && (at !== 1 || answer.value === value)
      if (!isRight)
        return end(
          `${calls[at]?.call}: ${answer.kind} ${answer.problem ?? ''} ${answer.message ?? ''}`.trim()
        )
      if (at + 1 === calls.length) return end('done')
      child.postMessage(calls[at + 1])
    })
    child.postMessage(calls[0])
  })
}

/**
 * One call of the page's own bridge. The answer's type is the renderer's.
 * @param {import('playwright-core').Page} window
 * @param {string} call
 * @param {unknown} input
 * @returns {Promise<any>}
 */
const invoke = (window, call, input) =>
  window.evaluate(
    ([name, value]) => {
      const { tokenTray } =
        /** @type {{ tokenTray: { invoke: (call: unknown, input: unknown) => Promise<any> } }} */ (
          /** @type {unknown} */ (globalThis)
        )
      return tokenTray.invoke(name, value)
    },
    [call, input]
  )

/**
 * The app's one HTTP door, asked by the page for the ways to an organization.
 * @param {import('playwright-core').Page} window
 * @returns {Promise<string>} the line to say
 */
async function networkCall(window) {
  const late = new Promise((resolve) => setTimeout(resolve, networkLimitMs, null).unref())
  const answer = await Promise.race([invoke(window, 'findWays', { organization }), late])
  if (answer === null) return `--     network: no answer within ${networkLimitMs / 1000} s`
  /** @type {string[]} */
  const obstacles = answer.ok
    ? answer.value.ways.flatMap((/** @type {any} */ way) => way.obstacle?.code ?? [])
    : [answer.error.code]
  if (obstacles.includes('internal')) throw new Error(`findWays: ${JSON.stringify(answer)}`)
  const obstacle = obstacles.find((code) => noWay.includes(code))
  if (obstacle !== undefined) return `--     network: ${obstacle}`
  return `ok     network: the service answers (${answer.ok ? answer.value.backing : answer.error.code})`
}

/**
 * @param {string} electronPath
 * @param {string} profile
 */
async function smoke(electronPath, profile) {
  const { _electron } = await import('playwright-core')
  const app = await _electron.launch({
    executablePath: electronPath,
    args: [root],
    env: { ...launchEnvironment(process.env), TOKEN_TRAY_PRACTICE: profile },
    // Playwright would switch the sandbox off on Linux.
    chromiumSandbox: process.env['ELECTRON_DISABLE_SANDBOX'] === undefined,
    timeout: 20_000
  })
  endApp = () => {
    if (app.process().exitCode === null) app.process().kill('SIGKILL')
  }
  try {
    const versions = await app.evaluate(() => process.versions)
    say(
      `ok     start: Electron ${versions['electron']}, Chromium ${versions['chrome']}, Node ${versions.node}`
    )

    const window = await app.firstWindow({ timeout: 15_000 })
    await window.waitForSelector('h1', { timeout: 15_000 })
    say(`ok     window: ${window.url()} shows “${(await window.locator('h1').first().innerText()).trim()}”`)

    const answer = await invoke(window, 'getSnapshot', null)
    if (answer.ok !== true) throw new Error(`getSnapshot: ${JSON.stringify(answer)}`)
    say(`ok     call: getSnapshot answers for version ${answer.value.version}`)

    say(await networkCall(window))

    const here = { platform: process.platform, environment: process.env }
    if (answer.value.tray === 'shown') say('ok     tray: its item is shown')
    else say(lineOnLack('tray: this desktop has no place for tray icons', here))

    const outcome = await app.evaluate(keychainRoundTrip, {
      worker: path.join(root, 'out', 'main', 'vault-worker.js'),
      account: `check ${process.pid}`,
      value: randomBytes(16).toString('hex')
    })
    if (outcome === 'done') say('ok     keychain: written, read, deleted')
    else if (outcome === noService) say(lineOnLack('keychain: there is no Secret Service', here))
    else throw new Error(`keychain: ${outcome}`)

    const ended = new Promise((resolve) => app.process().once('exit', resolve))
    await app
      .evaluate(({ app: running }) => {
        running.quit()
      })
      .catch(() => undefined)
    const code = await ended
    if (code !== 0) throw new Error(`quit: exit code ${code}`)
    say('ok     quit')
  } finally {
    endApp()
  }
}

const { electron } = await setup({ needs: ['modules', 'electron'], log: console.log, prove: false })
mkdirSync(path.dirname(logFile), { recursive: true })
writeFileSync(logFile, '')
if (electron.kind === 'stand-in') {
  say(`not run: there is no Electron to try (${electron.reason})`)
  process.exit(3)
}
await build({ tools: false })

const profile = mkdtempSync(path.join(tmpdir(), 'token-tray-smoke-'))
const start = performance.now()
const limit = setTimeout(() => {
  say(`FAILED within ${limitMs / 1000} s it was not done`)
  endApp()
  process.exit(1)
}, limitMs)
try {
  await smoke(electron.path, profile)
  electronIsProven()
  say(`Electron works here: ${((performance.now() - start) / 1000).toFixed(1)} s`)
} catch (error) {
  say(`FAILED ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  const logs = path.join(profile, 'user-data', 'logs')
  for (const name of existsSync(logs) ? readdirSync(logs) : []) {
    appendFileSync(logFile, `--- ${name}\n${readFileSync(path.join(logs, name), 'utf8')}`)
  }
  process.exitCode = 1
} finally {
  clearTimeout(limit)
  rmSync(profile, { recursive: true, force: true, maxRetries: 5 })
}
