/*
 * A process of its own: downloads Electron's binary, checks it and puts it into the package's folder.
 * Does what node_modules/electron/install.js does, on Node 20.19 too, gives up after a minute without progress and
 * never leaves half an installation. Its last line says how it went, as JSON. It ends when its input is closed, so that
 * it does not outlive a setup that was killed.
 *
 * argv: the folder of the `electron` package, then the milliseconds that are allowed without progress and before the
 * first byte.
 */
import { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { spawnSync } from 'node:child_process'
import { platformPath } from './electron-binary.mjs'

const root = path.resolve(import.meta.dirname, '..', '..')
const folder = process.argv[2] ?? path.join(root, 'node_modules', 'electron')
const allowedSilenceMs = Number(process.argv[3] ?? 60_000)
const allowedAnswerMs = Number(process.argv[4] ?? allowedSilenceMs)
let answered = false

/** A Node for x64 on an Apple computer with an ARM processor: Electron for ARM is the one to have. */
function isTranslated() {
  if (process.platform !== 'darwin' || process.arch !== 'x64') return false
  return spawnSync('sysctl', ['-in', 'sysctl.proc_translated'], { encoding: 'utf8' }).stdout.trim() === '1'
}

/** @param {unknown} error */
function factsOf(error) {
  /** @type {unknown} */
  let cause = error
  let code = ''
  let status = 0
  while (cause instanceof Error) {
    const facts = /** @type {{ code?: unknown, response?: { status?: unknown } }} */ (
      /** @type {unknown} */ (cause)
    )
    if (typeof facts.code === 'string') code = facts.code
    if (typeof facts.response?.status === 'number') status = facts.response.status
    cause = cause instanceof AggregateError ? cause.errors[0] : cause.cause
  }
  return { code, status, name: error instanceof Error ? error.name : '', message: String(error) }
}

/** @param {AbortController} silence */
async function fetchElectron(silence) {
  const resolve = createRequire(path.join(root, 'node_modules', 'electron', 'install.js')).resolve
  /** @param {string} name */
  const load = (name) => import(pathToFileURL(resolve(name)).href)
  const { downloadArtifact } = await load('@electron/get')
  const { extract } = await load('@electron-internal/extract-zip')

  const { version } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'))
  const remote = process.env['electron_use_remote_checksums'] ?? ''
  let told = 0
  let timer = setTimeout(() => silence.abort(), allowedAnswerMs)
  const progressed = () => {
    answered = true
    clearTimeout(timer)
    timer = setTimeout(() => silence.abort(), allowedSilenceMs)
  }
  /** @type {string} */
  const zip = await downloadArtifact({
    version,
    artifactName: 'electron',
    platform: process.platform,
    arch: isTranslated() ? 'arm64' : process.arch,
    force: process.env['force_no_cache'] === 'true',
    cacheRoot: process.env['electron_config_cache'],
    checksums:
      remote === '' ? JSON.parse(readFileSync(path.join(folder, 'checksums.json'), 'utf8')) : undefined,
    downloadOptions: {
      quiet: true,
      signal: silence.signal,
      /** @param {{ percent: number }} progress */
      getProgressCallback: async ({ percent }) => {
        progressed()
        if (percent - told < 0.2) return
        told = percent
        console.log(JSON.stringify({ percent: Math.round(percent * 100) }))
      }
    }
  }).finally(() => clearTimeout(timer))

  for (const name of readdirSync(folder).filter((one) => one.startsWith('dist.partial'))) {
    rmSync(path.join(folder, name), { recursive: true, force: true, maxRetries: 5 })
  }
  const partial = path.join(folder, `dist.partial-${process.pid}`)
  const dist = path.join(folder, 'dist')
  await extract(zip, { dir: partial })
  const types = path.join(partial, 'electron.d.ts')
  if (existsSync(types)) renameSync(types, path.join(folder, 'electron.d.ts'))
  rmSync(path.join(folder, 'path.txt'), { force: true })
  rmSync(dist, { recursive: true, force: true })
  renameSync(partial, dist)
  // Written last: without it the installation does not count.
  writeFileSync(path.join(folder, 'path.txt'), platformPath(process.platform))
}

process.stdin.on('end', () => process.exit(1)).resume()
const silence = new AbortController()
try {
  await fetchElectron(silence)
  console.log(JSON.stringify({ done: true }))
} catch (error) {
  const facts = factsOf(error)
  if (silence.signal.aborted && !answered) facts.code = 'ETIMEDOUT'
  console.log(JSON.stringify({ done: false, stalled: silence.signal.aborted && answered, ...facts }))
  process.exitCode = 1
} finally {
  process.stdin.destroy()
}
