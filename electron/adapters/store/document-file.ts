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
  /** Atomic; on disk when it returns, or in memory where the disk does not take it (`hasUnwritten`). */
  write(content: T): void
  /** The file that was found could not be used and was put aside under another name. */
  readonly wasSetAside: boolean
  /** As `wasSetAside`, in this run or an earlier one, for as long as that file is there. */
  wasEverSetAside(): boolean
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

/** Full, read-only, not permitted, gone: what the system says of a disk, as against a bug of ours. */
const isOfTheDisk = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^E[A-Z0-9]+$/.test(String(error.code))

/** Documents whose newest content is only in memory, and how to write them once more. */
const unwritten = new Map<string, () => void>()

/** True while something of `folder` could not be written; the next write of any document tries again. */
export function hasUnwritten(folder: string): boolean {
  return [...unwritten.keys()].some((file) => path.dirname(file) === path.resolve(folder))
}

/** Runs what touches the disk; false where the disk refused. */
function tried(task: () => void): boolean {
  try {
    task()
    return true
  } catch (error) {
    if (isOfTheDisk(error)) return false
    throw error
  }
}

/**
 * Opens a document in `folder`. A file that cannot be read as this kind is set aside, never overwritten, and
 * the empty one takes its place. What the disk refuses to take is kept in memory and tried again at the next
 * write. Files are readable by the person alone.
 */
export function openDocument<T extends object>(folder: string, kind: DocumentKind<T>): DocumentFile<T> {
  const file = path.resolve(folder, `${kind.name}.json`)
  let refused = false
  const found = ((): T | null => {
    try {
      return existsSync(file) ? present(kind, readFileSync(file, 'utf8')) : kind.empty
    } catch (error) {
      if (!isOfTheDisk(error)) throw error
      refused = true
      return null
    }
  })()
  const wasSetAside = found === null
  // One that only now cannot be read may be sound: it stays in its place until something is written.
  let inTheWay = wasSetAside && (refused || !tried(() => setAside(file)))
  let current = found ?? kind.empty
  let store: Store<{ version: number; content: T }> | null = null

  function save(): boolean {
    const done = tried(() => {
      if (inTheWay) setAside(file)
      inTheWay = false
      store ??= new Store({
        cwd: folder,
        name: kind.name,
        configFileMode: 0o600,
        accessPropertiesByDotNotation: false
      })
      store.store = { version: kind.version, content: current }
    })
    if (done) unwritten.delete(file)
    else unwritten.set(file, save)
    return done
  }

  return {
    wasSetAside,
    wasEverSetAside: () => wasSetAside || existsSync(`${file}.set-aside-1`),
    read: () => current,
    write: (content) => {
      current = content
      if (save()) for (const again of [...unwritten.values()]) again()
    }
  }
}
