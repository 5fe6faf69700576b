// Where Linux keeps Electron's sandbox from starting. It is said, never switched off.
import { existsSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'

/** @typedef {{ platform: string, userId: number, restrictsNamespaces: boolean, helperIsSetuid: boolean, sandboxIsOff: boolean }} SandboxFacts */

/**
 * What keeps Electron from starting here: `root` (Chromium refuses to run as root with its sandbox), `namespaces`
 * (Ubuntu's AppArmor forbids unprivileged user namespaces, electron/electron#42510), or nothing. A person who set
 * ELECTRON_DISABLE_SANDBOX decided for themselves.
 * @param {SandboxFacts} facts
 * @returns {'root' | 'namespaces' | null}
 */
export function sandboxObstacle(facts) {
  if (facts.platform !== 'linux' || facts.sandboxIsOff) return null
  if (facts.userId === 0) return 'root'
  return facts.restrictsNamespaces && !facts.helperIsSetuid ? 'namespaces' : null
}

/**
 * The one line that lets Electron's sandbox work where user namespaces are forbidden.
 * @param {string} electron
 */
export function sandboxLine(electron) {
  const helper = path.join(path.dirname(electron), 'chrome-sandbox')
  return `sudo chown root:root '${helper}' && sudo chmod 4755 '${helper}'`
}

/**
 * @param {string} electron the program
 * @returns {SandboxFacts}
 */
export function readSandboxFacts(electron) {
  const restriction = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns'
  const helper = path.join(path.dirname(electron), 'chrome-sandbox')
  const facts = existsSync(helper) ? statSync(helper) : null
  return {
    platform: process.platform,
    userId: process.getuid?.() ?? -1,
    restrictsNamespaces: existsSync(restriction) && readFileSync(restriction, 'utf8').trim() === '1',
    helperIsSetuid: facts !== null && facts.uid === 0 && (facts.mode & 0o4000) !== 0,
    sandboxIsOff: process.env['ELECTRON_DISABLE_SANDBOX'] !== undefined
  }
}
