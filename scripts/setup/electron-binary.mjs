// Electron's binary: there, fetched, or the reason why not.
import { createHash } from 'node:crypto'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'

/** @typedef {{ done: false, stalled: boolean, code: string, status: number, name: string, message: string }} FetchFailure */
/** @typedef {{ at: number, reason: string, surroundings: string }} RememberedFailure */

const allowedSilenceMs = 60_000
/** A failure that took long is not repeated for an hour, so that a start stays quick where there is no route. */
const rememberedForMs = 60 * 60 * 1000
const quickFailureMs = 1_500
/** For who only packs: whether there is an answer at all is then said within five seconds. */
const hurriedAnswerMs = 4_000

/**
 * Where the program lies inside Electron's archive (as in node_modules/electron/install.js).
 * @param {string} platform
 */
export function platformPath(platform) {
  if (platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return platform === 'win32' ? 'electron.exe' : 'electron'
}

/**
 * The installed program of the right version; null where it is missing or half installed.
 * @param {string} folder of the `electron` package
 * @returns {string | null}
 */
export function installedElectron(folder) {
  try {
    const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
    const dist = process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? path.join(folder, 'dist')
    const found = readFileSync(path.join(dist, 'version'), 'utf8').trim().replace(/^v/, '')
    const program = path.join(dist, platformPath(process.platform))
    if (dist === path.join(folder, 'dist') && !existsSync(path.join(folder, 'path.txt'))) return null
    return found === version && existsSync(program) ? program : null
  } catch {
    return null
  }
}

const noRoute = new Set([
  'ENOTFOUND',
  'EAI_AGAIN',
  'ECONNREFUSED',
  'ECONNRESET',
  'ENETUNREACH',
  'EHOSTUNREACH',
  'ETIMEDOUT',
  'EPIPE',
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_SOCKET'
])
const wrongNode = new Set(['ERR_REQUIRE_ESM', 'ERR_UNKNOWN_BUILTIN_MODULE', 'ERR_UNSUPPORTED_ESM_URL_SCHEME'])
const certificate = /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET_ISSUER)/
const disk = new Set(['ENOSPC', 'EACCES', 'EPERM', 'EROFS', 'EDQUOT'])

/**
 * Why Electron could not be fetched, in words that say what can be done about it.
 * @param {FetchFailure} failure
 * @param {string} nodeVersion
 * @returns {string}
 */
export function reasonOf(failure, nodeVersion) {
  const { stalled, code, status, name, message } = failure
  if (stalled) return 'the download made no progress for 60 seconds'
  if (status === 407) return 'the proxy asks for a log-in'
  if (status !== 0) return `the server answered ${status}`
  if (wrongNode.has(code) || name === 'SyntaxError') return `Node ${nodeVersion} cannot run its installer`
  if (code === 'ERR_DLOPEN_FAILED') return 'this system does not let its extractor load'
  if (certificate.test(code)) return 'the server’s certificate is not trusted here (NODE_EXTRA_CA_CERTS)'
  if (noRoute.has(code)) return `no route to its download (${code})`
  if (disk.has(code)) return `it cannot be written here (${code})`
  if (/checksum/i.test(`${name} ${message}`)) return 'what was downloaded is damaged or not Electron'
  return message.split('\n')[0] ?? message
}

/**
 * Whether a failure is too fresh to try again. Another proxy, mirror or version is a new chance at once.
 * @param {RememberedFailure | null} remembered
 * @param {{ now: number, surroundings: string }} current `now` in epoch milliseconds
 * @returns {boolean}
 */
export function isStillTrue(remembered, { now, surroundings }) {
  if (remembered === null || remembered.surroundings !== surroundings) return false
  const age = now - remembered.at
  return age >= 0 && age < rememberedForMs
}

/**
 * What decides whether Electron can be reached, as a hash: a proxy's or mirror's address can hold a password.
 * @param {NodeJS.ProcessEnv} environment
 * @param {string} version
 */
export function surroundingsOf(environment, version) {
  const facts = Object.entries(environment)
    .filter(([name]) =>
      /^(https?_proxy|no_proxy|node_extra_ca_certs|electron_.*|npm_config_electron_.*)$/i.test(name)
    )
    .sort()
  return createHash('sha256')
    .update(JSON.stringify([version, process.versions.node, facts]))
    .digest('hex')
}

/**
 * The environment of the download: Electron's own downloader takes a proxy only when told so.
 * @param {NodeJS.ProcessEnv} environment
 * @returns {NodeJS.ProcessEnv}
 */
export function downloadEnvironment(environment) {
  const hasProxy = Object.entries(environment).some(
    ([name, value]) => /^https?_proxy$/i.test(name) && (value ?? '') !== ''
  )
  return hasProxy ? { ELECTRON_GET_USE_PROXY: '1', ...environment } : { ...environment }
}

/**
 * @param {string} file
 * @returns {RememberedFailure | null}
 */
function remembered(file) {
  try {
    const value = JSON.parse(readFileSync(file, 'utf8'))
    return typeof value.at === 'number' && typeof value.reason === 'string' ? value : null
  } catch {
    return null
  }
}

/**
 * Runs the download as a process of its own, which ends when this one does: it holds the other end of its input.
 * @param {string} folder
 * @param {(line: string) => void} log
 * @param {{ silenceMs?: number, answerMs?: number }} [limits] without progress, and before the first byte
 * @returns {Promise<{ done: true } | FetchFailure>}
 */
export function fetchElectron(folder, log, { silenceMs = allowedSilenceMs, answerMs = silenceMs } = {}) {
  return new Promise((resolve) => {
    const program = path.join(import.meta.dirname, 'fetch-electron.mjs')
    const args = ['--no-warnings', program, folder, String(silenceMs), String(answerMs)]
    const child = spawn(process.execPath, args, { env: downloadEnvironment(process.env) })
    let complaint = ''
    /** @type {{ done: true } | FetchFailure | null} */
    let outcome = null
    child.stderr.setEncoding('utf8').on('data', (text) => (complaint += text))
    createInterface({ input: child.stdout }).on('line', (line) => {
      const said = JSON.parse(line)
      if (typeof said.percent === 'number') log(`Fetching Electron: ${said.percent} %`)
      else outcome = said
    })
    child.on('close', () => {
      const message = complaint.trim().split('\n').at(-1) ?? 'the installer ended without a word'
      const name = complaint.includes('SyntaxError') ? 'SyntaxError' : ''
      resolve(outcome ?? { done: false, stalled: false, code: '', status: 0, name, message })
    })
  })
}

/**
 * Electron's program, fetched where it is missing, or the reason why it cannot be had.
 * @param {{ root: string, memory: string, log: (line: string) => void, insist: boolean, hurried: boolean }} options
 *   `memory`: the file that remembers a failure; `insist`: try although it failed a moment ago; `hurried`: give up
 *   early where nothing answers, which is then not remembered
 * @returns {Promise<{ path: string } | { path: null, reason: string, remembered: boolean }>}
 */
export async function provideElectron({ root, memory, log, insist, hurried }) {
  const folder = path.join(root, 'node_modules', 'electron')
  const installed = installedElectron(folder)
  if (installed !== null) return { path: installed }
  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  const surroundings = surroundingsOf(process.env, version)
  const earlier = remembered(memory)
  if (earlier !== null && !insist && isStillTrue(earlier, { now: Date.now(), surroundings })) {
    return { path: null, reason: earlier.reason, remembered: true }
  }
  const start = performance.now()
  log(`Fetching Electron ${version}; given up after ${allowedSilenceMs / 1000} s without progress …`)
  const outcome = await fetchElectron(folder, log, hurried ? { answerMs: hurriedAnswerMs } : {})
  const program = installedElectron(folder)
  if (outcome.done && program !== null) {
    rmSync(memory, { force: true })
    return { path: program }
  }
  const reason = outcome.done
    ? 'it was installed without its program'
    : reasonOf(outcome, process.versions.node)
  if (!hurried && performance.now() - start > quickFailureMs) {
    mkdirSync(path.dirname(memory), { recursive: true })
    writeFileSync(memory, JSON.stringify({ at: Date.now(), reason, surroundings }))
  }
  return { path: null, reason, remembered: false }
}
