import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'

/** Electron gives its own version where package.json has none (docs/api/app.md, getVersion). */
const versionWithoutManifest = '45.3.3'

export interface Manifest {
  readonly name: string
  readonly productName: string | undefined
  readonly version: string
  readonly desktopName: string | undefined
}

/** The folder of the nearest package.json above the entry file: what `electron .` is given. */
function findAppFolder(): string {
  let folder = path.dirname(path.resolve(process.argv[1] ?? '.'))
  while (!existsSync(path.join(folder, 'package.json')) && folder !== path.dirname(folder)) {
    folder = path.dirname(folder)
  }
  return folder
}

function readManifest(folder: string): Manifest {
  const file = path.join(folder, 'package.json')
  const read: unknown = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {}
  const text = (name: string): string | undefined => {
    const value = (read as Record<string, unknown>)[name]
    return typeof value === 'string' ? value : undefined
  }
  return {
    name: text('name') ?? 'Electron',
    productName: text('productName'),
    version: text('version') ?? versionWithoutManifest,
    desktopName: text('desktopName')
  }
}

export const appFolder = findAppFolder()
export const manifest: Manifest = readManifest(appFolder)
