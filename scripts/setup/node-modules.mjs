// node_modules: whole and as package-lock.json says, or made again.
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
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
  const record = textOf(path.join(root, 'node_modules', '.package-lock.json'))
  if (record === null || !isInstallationOf(JSON.parse(lockText), JSON.parse(record))) return false
  writeStamp(stamp, wanted)
  return true
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
 * @param {(line: string) => void} log
 */
export async function installModules(root, log) {
  log('Installing the node modules (npm ci) …')
  const lockText = readFileSync(path.join(root, 'package-lock.json'), 'utf8')
  const done = await run('npm', ['ci', '--no-fund', '--no-audit', '--loglevel=error'], { cwd: root })
  if (done.status !== 0) {
    const why = done.stderr.trim().split('\n').slice(0, 8).join('\n')
    throw new SetupProblem(`npm ci failed; the next run starts it over. It said:\n${why}`)
  }
  writeStamp(path.join(root, 'node_modules', '.token-tray-stamp'), stampOf(lockText, process))
}
