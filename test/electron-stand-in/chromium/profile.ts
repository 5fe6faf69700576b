import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

/** With the user's number: what another one left is not ours to sweep. */
const prefix = `token-tray-stand-in-${process.getuid?.() ?? 0}-`
let folder: string | undefined

/** Makes a folder that goes with this process, and sweeps those of processes that were killed. */
function makeTemporary(): string {
  for (const name of readdirSync(os.tmpdir())) {
    const owner = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]
    const isLeft = owner !== undefined && !existsSync(`/proc/${owner}`)
    if (isLeft) rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true })
  }
  const made = mkdtempSync(path.join(os.tmpdir(), `${prefix}${process.pid}-`))
  process.on('exit', () => rmSync(made, { recursive: true, force: true, maxRetries: 5 }))
  return made
}

/** Chromium's user data: the folder of STAND_IN_PROFILE, or a temporary one. */
export function chromiumProfile(): string {
  const given = process.env['STAND_IN_PROFILE'] ?? ''
  folder ??= given === '' ? makeTemporary() : path.resolve(given)
  mkdirSync(folder, { recursive: true })
  return folder
}
