import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'

const prefix = 'token-tray-stand-in-'
let folder: string | undefined

const isRunning = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/**
 * Chromium's user data: the folder of STAND_IN_PROFILE, or a temporary one that goes with this process. Those of
 * processes that were killed are swept here.
 */
export function chromiumProfile(): string {
  if (folder !== undefined) return folder
  const given = process.env['STAND_IN_PROFILE']
  if (given !== undefined && given !== '') {
    folder = path.resolve(given)
    mkdirSync(folder, { recursive: true })
    return folder
  }
  for (const name of readdirSync(os.tmpdir())) {
    const owner = Number(new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1])
    if (owner > 0 && !isRunning(owner)) rmSync(path.join(os.tmpdir(), name), { recursive: true, force: true })
  }
  const temporary = mkdtempSync(path.join(os.tmpdir(), `${prefix}${process.pid}-`))
  folder = temporary
  process.on('exit', () => rmSync(temporary, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}
