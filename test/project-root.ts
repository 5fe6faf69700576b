import { existsSync } from 'node:fs'
import path from 'node:path'

/** The project's folder, seen from a source file or from what is built of it. */
export function projectRoot(): string {
  for (let folder = import.meta.dirname; folder !== path.dirname(folder); folder = path.dirname(folder)) {
    if (existsSync(path.join(folder, 'electron-builder.yml'))) return folder
  }
  throw new Error('not inside the project')
}
