import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

interface Manifest {
  readonly name: string
  readonly productName?: string
  readonly version: string
  readonly desktopName?: string
}

/** The nearest package.json above the entry file: that of the folder which `electron .` is given. */
function findManifest(): string {
  let folder = path.dirname(path.resolve(process.argv[1] ?? '.'))
  while (!existsSync(path.join(folder, 'package.json')) && folder !== '/') folder = path.dirname(folder)
  return path.join(folder, 'package.json')
}

export const manifest = JSON.parse(readFileSync(findManifest(), 'utf8')) as Manifest
