// The browser of the stand-in, the tests and the practice organization.
import { existsSync, realpathSync } from 'node:fs'
import path from 'node:path'

/**
 * The program `chromium` on a search path, or null. Snap's are passed over: they cannot be given a profile.
 * @param {string} [searchPath]
 * @returns {string | null}
 */
export function findChromium(searchPath = process.env['PATH'] ?? '') {
  const programs = searchPath.split(path.delimiter).map((folder) => path.resolve(folder, 'chromium'))
  return programs.find((file) => existsSync(file) && !realpathSync(file).includes('snap')) ?? null
}

/**
 * The same where there must be one: setup has seen to it.
 * @returns {string}
 */
export function chromiumProgram() {
  const found = findChromium()
  if (found === null) throw new Error('There is no chromium on the PATH: npm run setup')
  return found
}

/** For one that asks nobody anything. As root it refuses to run with its sandbox; --test-type hides the bar that says so. */
export const quietSwitches = [
  ...(process.getuid?.() === 0 ? ['--no-sandbox', '--test-type'] : []),
  '--no-first-run',
  '--no-default-browser-check',
  '--disable-quic',
  '--disable-sync',
  '--disable-background-networking',
  '--disable-component-update',
  '--password-store=basic'
]
