// node_modules: whole and as package-lock.json says, or made again.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { run } from './run.mjs'
import { SetupProblem } from './problem.mjs'

/** @typedef {{ packages?: Record<string, { version?: string, integrity?: string, optional?: boolean, peer?: boolean }> }} LockFile */

/**
 * What an installation depends on; `npm ci` removes the stamp first and setup writes it last.
 * @param {string} lockText
 * @param {{ platform: string, arch: string }} system
 */
export function stampOf(lockText, { platform, arch }) {
  return `${createHash('sha256').update(lockText).digest('hex')} ${platform}-${arch}\n`
}

/**
 * Whether npm's record of what it installed (node_modules/.package-lock.json, which it writes last) is the lock file's
 * content, so that an installation made by hand is accepted. Packages for other systems may be missing.
 * @param {LockFile} lock
 * @param {LockFile} installed
 * @returns {boolean}
 */
export function isInstallationOf(lock, installed) {
  const wanted = Object.entries(lock.packages ?? {}).filter(([place]) => place !== '')
  const present = installed.packages ?? {}
  const same = wanted.every(([place, facts]) => {
    const found = present[place]
    if (found === undefined) return facts.optional === true
    return found.version === facts.version && found.integrity === facts.integrity
  })
  const known = new Set(wanted.map(([place]) => place))
  return same && Object.keys(present).every((place) => known.has(place))
}

/**
 * @param {string} file
 * @returns {string | null}
 */
function textOf(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

/**
 * Whether node_modules is what package-lock.json says. Takes over an installation made with `npm ci` by hand.
 * @param {string} root
 */
export function modulesAreReady(root) {
  const lockText = readFileSync(path.join(root, 'package-lock.json'), 'utf8')
  const stamp = path.join(root, 'node_modules', '.token-tray-stamp')
  const wanted = stampOf(lockText, process)
  const found = textOf(stamp)
  if (found !== null) return found === wanted
  if (!isWhole(root, lockText)) return false
  writeStamp(stamp, wanted)
  return true
}

/**
 * Whether npm recorded what the lock file says and every package that it recorded is there.
 * @param {string} root
 * @param {string} lockText
 */
function isWhole(root, lockText) {
  const record = textOf(path.join(root, 'node_modules', '.package-lock.json'))
  if (record === null) return false
  /** @type {LockFile} */
  const installed = JSON.parse(record)
  return (
    isInstallationOf(JSON.parse(lockText), installed) &&
    Object.keys(installed.packages ?? {}).every((place) => existsSync(path.join(root, place, 'package.json')))
  )
}

/**
 * Waits for an npm whose setup was killed: two of them at work in one folder leave neither's result.
 * @param {string} note the file with its process id
 * @param {(line: string) => void} log
 */
async function waitForLeftover(note, log) {
  const processId = Number(textOf(note) ?? '0')
  // Bounded, because the id may by now be another program's.
  for (let second = 0; processId > 0 && second < 120; second += 1) {
    try {
      process.kill(processId, 0)
    } catch {
      return
    }
    if (second === 0) log(`Waiting for an npm that a stopped setup left behind (process ${processId}) …`)
    await wait(1_000)
  }
}

/**
 * @param {string} stamp
 * @param {string} text
 */
function writeStamp(stamp, text) {
  writeFileSync(`${stamp}.new`, text)
  renameSync(`${stamp}.new`, stamp)
}

/**
 * `npm ci`. Throws SetupProblem when it fails; then there is no stamp, and the next run starts over.
 * @param {string} root
 * @param {string} state the folder for setup's own notes
 * @param {(line: string) => void} log
 */
export async function installModules(root, state, log) {
  const note = path.join(state, 'npm-process')
  await waitForLeftover(note, log)
  log('Installing the node modules (npm ci) …')
  const stamp = path.join(root, 'node_modules', '.token-tray-stamp')
  rmSync(stamp, { force: true })
  const lockText = readFileSync(path.join(root, 'package-lock.json'), 'utf8')
  mkdirSync(state, { recursive: true })
  const done = await run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], {
    cwd: root,
    onStart: (processId) => writeFileSync(note, String(processId))
  })
  rmSync(note, { force: true })
  if (done.status !== 0 || !isWhole(root, lockText)) {
    const why = done.stderr.trim().split('\n').slice(0, 8).join('\n')
    throw new SetupProblem(`npm ci failed; the next run starts it over. It said:\n${why}`)
  }
  writeStamp(stamp, stampOf(lockText, process))
}
