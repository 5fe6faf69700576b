import { statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { notBuilt } from '../not-built.js'
import { manifest } from './manifest.js'

let name = manifest.productName ?? manifest.name
export const getName = (): string => name
export const setName = (to: string): void => {
  name = to
}

const appData = (): string => process.env['XDG_CONFIG_HOME'] ?? path.join(os.homedir(), '.config')

/** Folders by name, as documented in docs/api/app.md, getPath. */
const folders: Record<string, () => string> = {
  appData,
  userData: () => path.join(appData(), name),
  sessionData: () => getPath('userData'),
  // Unlike Node's it looks at no other variable (base/files/file_util_posix.cc, GetTempDir).
  temp: () => process.env['TMPDIR'] ?? '/tmp',
  documents: () => path.join(os.homedir(), 'Documents')
}

export function getPath(of: string): string {
  const found = folders[of]
  if (found === undefined) throw notBuilt(`the path ${of}`)
  return found()
}

/** Throws for a folder that is not there (docs/api/app.md, setPath). */
export function setPath(of: string, folder: string): void {
  if (!path.isAbsolute(folder)) throw new Error('Path must be absolute')
  getPath(of)
  statSync(folder)
  folders[of] = () => folder
}
