import { statSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { manifest } from './manifest.js'

const changed = new Map<string, string>()
let name = manifest.productName ?? manifest.name

export const getName = (): string => name
export const setName = (to: string): void => {
  name = to
}

const home = (): string => process.env['HOME'] ?? os.homedir()
const appData = (): string => process.env['XDG_CONFIG_HOME'] ?? path.join(home(), '.config')
const userData = (): string => changed.get('userData') ?? path.join(appData(), name)

/** Folders by name, as documented in docs/api/app.md, getPath. */
const defaults: Readonly<Record<string, () => string>> = {
  home,
  appData,
  userData,
  sessionData: userData,
  documents: () => path.join(home(), 'Documents')
}

export function getPath(of: string): string {
  const found = changed.get(of) ?? defaults[of]?.()
  if (found === undefined) throw new Error(`Failed to get '${of}' path`)
  return found
}

/** Throws for a folder that is not there (docs/api/app.md, setPath). */
export function setPath(of: string, folder: string): void {
  if (!path.isAbsolute(folder)) throw new Error('Path must be absolute')
  if (!Object.hasOwn(defaults, of)) throw new Error(`Failed to set path`)
  statSync(folder)
  changed.set(of, folder)
}
