import Store from 'electron-store'
import { existsSync, readFileSync, renameSync } from 'node:fs'
import path from 'node:path'
import type { z } from 'zod'

/** One JSON file of ours: what it holds, and how older ones become that. */
export interface DocumentKind<T> {
  /** The file's name without its ending. */
  readonly name: string
  /** The version that this program writes, from 1. */
  readonly version: number
  readonly schema: z.ZodType<T>
  readonly empty: T
  /** `migrations[n]` turns the content of version n into that of n + 1. */
  readonly migrations: Readonly<Record<number, (content: unknown) => unknown>>
}

export interface DocumentFile<T> {
  read(): T
  /** Atomic; on disk when it returns. */
  write(content: T): void
  /** The file that was found could not be used and was put aside under another name. */
  readonly wasSetAside: boolean
}

/** The stored content brought to the present version, or null where it is not ours, damaged or from the future. */
function present<T>(kind: DocumentKind<T>, text: string): T | null {
  try {
    const found: unknown = JSON.parse(text)
    if (typeof found !== 'object' || found === null) return null
    if (!('version' in found) || typeof found.version !== 'number' || !('content' in found)) return null
    let content = found.content
    for (let version = found.version; version !== kind.version; version += 1) {
      const migrate = kind.migrations[version]
      if (migrate === undefined) return null
      content = migrate(content)
    }
    return kind.schema.parse(content)
  } catch {
    return null
  }
}

/** A free name beside the file: nothing that was set aside before is overwritten. */
function setAside(file: string): void {
  for (let number = 1; ; number += 1) {
    const other = `${file}.set-aside-${number}`
    if (existsSync(other)) continue
    renameSync(file, other)
    return
  }
}

/**
 * Opens a document in `folder`. A file that cannot be read as this kind is set aside, never overwritten, and
 * the empty one takes its place. Files are readable by the person alone.
 */
export function openDocument<T extends object>(folder: string, kind: DocumentKind<T>): DocumentFile<T> {
  const file = path.join(folder, `${kind.name}.json`)
  const found = existsSync(file) ? present(kind, readFileSync(file, 'utf8')) : kind.empty
  const wasSetAside = found === null
  if (wasSetAside) setAside(file)
  let current = found ?? kind.empty
  const store = new Store<{ version: number; content: T }>({
    cwd: folder,
    name: kind.name,
    configFileMode: 0o600,
    accessPropertiesByDotNotation: false
  })
  return {
    wasSetAside,
    read: () => current,
    write: (content) => {
      store.store = { version: kind.version, content }
      current = content
    }
  }
}
