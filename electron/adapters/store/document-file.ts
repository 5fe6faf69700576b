import Store from 'electron-store'
import { existsSync, readFileSync, renameSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'

/** One JSON file of ours: what it holds, and how older ones become that. */
export interface DocumentKind<T> {
  /** The file's name without its ending. */
  readonly name: string
  /** The version that this program writes; 1 when left out. */
  readonly version?: number
  readonly schema: z.ZodType<T>
  readonly empty: T
  /** `migrations[n]` turns the content of version n into that of n + 1. */
  readonly migrations?: Readonly<Record<number, (content: unknown) => unknown>>
}

export interface DocumentFile<T> {
  /** What is known of it; a file that could not be read so far is tried again. */
  read(): T
  /**
   * Atomic; on disk when it returns, or in memory where the disk does not take it (`hasUnwritten`). `how` is run once
   * more, on what the file holds, where that could not be read before: it gives no whole that it made from elsewhere.
   */
  change(how: (content: T) => T): void
  /** The file that was found, in this run or an earlier one, was put aside, for as long as that file is there. */
  wasEverSetAside(): boolean
}

/** The stored content brought to the present version, or null where it is not ours, damaged or from the future. */
function present<T>({ version: now = 1, schema, migrations = {} }: DocumentKind<T>, text: string): T | null {
  try {
    const found: unknown = JSON.parse(text)
    if (typeof found !== 'object' || found === null) return null
    if (!('version' in found) || typeof found.version !== 'number' || !('content' in found)) return null
    let content = found.content
    for (let version = found.version; version !== now; version += 1) {
      const migrate = migrations[version]
      if (migrate === undefined) return null
      content = migrate(content)
    }
    return schema.parse(content)
  } catch {
    return null
  }
}

/** A free name beside the file: nothing that was set aside before is overwritten. */
function setAside(file: string): void {
  let number = 1
  while (existsSync(`${file}.set-aside-${number}`)) number += 1
  renameSync(file, `${file}.set-aside-${number}`)
}

/** What the system says of a disk (full, read-only, not permitted, broken, busy), or null for a bug of ours. */
function codeOfDisk(error: unknown): string | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  return /^E[A-Z0-9]+$/.test(code) ? code : null
}

/** The text of a file, or null where there is none. What stands in its place and is no file holds nothing of ours. */
function textOf(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch (error) {
    const code = codeOfDisk(error)
    if (code === 'ENOENT') return null
    if (code === 'EISDIR') return ''
    throw error
  }
}

/** Documents whose newest content is only in memory, and how to write them once more. */
const unwritten = new Map<string, () => void>()
/** Documents that the disk does not let us read now, and those that held nothing of ours at this start. */
const unread = new Set<string>()
const aside = new Set<string>()
const isIn = (folder: string) => (file: string) => path.dirname(file) === path.resolve(folder)

/** True while something of `folder` could not be written; the next write of any document tries again. */
export function hasUnwritten(folder: string): boolean {
  return [...unwritten.keys()].some(isIn(folder))
}

/** True while something of `folder` could not be read: it is left as it is, and tried again at every use. */
export function hasUnread(folder: string): boolean {
  return [...unread].some(isIn(folder))
}

/** The names, without their ending, of what was put aside in `folder` at this start. */
export function setAsideIn(folder: string): readonly string[] {
  return [...aside].filter(isIn(folder)).map((file) => path.basename(file, '.json'))
}

/** Runs what touches the disk; false where the disk refused. */
function tried(task: () => void): boolean {
  try {
    task()
    return true
  } catch (error) {
    if (codeOfDisk(error) !== null) return false
    throw error
  }
}

/**
 * Opens a document in `folder`. A file that holds nothing of this kind is set aside, never overwritten, and the empty
 * one takes its place. One that the disk does not give may be sound: it stays where it is, and what is changed
 * meanwhile is applied to what it holds once it can be read. What the disk refuses to take is kept in memory and tried
 * again at the next write. Files are readable by the person alone.
 */
export function openDocument<T extends object>(folder: string, kind: DocumentKind<T>): DocumentFile<T> {
  const file = path.resolve(folder, `${kind.name}.json`)
  let current = kind.empty
  let inTheWay = false
  let store: Store<{ version: number; content: T }> | null = null
  /** What was changed before the file could be read; null once it was. */
  let early: ((content: T) => T)[] | null = []

  function looked(): boolean {
    if (early === null) return true
    let text = null as string | null
    if (!tried(() => (text = textOf(file)))) {
      unread.add(file)
      return false
    }
    unread.delete(file)
    const found = text === null ? kind.empty : present(kind, text)
    if (found === null) {
      aside.add(file)
      inTheWay = !tried(() => setAside(file))
    }
    current = early.reduce((content, how) => how(content), found ?? kind.empty)
    early = null
    return true
  }

  function save(): boolean {
    const done =
      looked() &&
      tried(() => {
        if (inTheWay) setAside(file)
        inTheWay = false
        store ??= new Store({
          cwd: folder,
          name: kind.name,
          configFileMode: 0o600,
          accessPropertiesByDotNotation: false
        })
        store.store = { version: kind.version ?? 1, content: current }
      })
    if (done) unwritten.delete(file)
    else unwritten.set(file, save)
    return done
  }

  aside.delete(file)
  looked()
  return {
    wasEverSetAside: () => aside.has(file) || existsSync(`${file}.set-aside-1`),
    read: () => {
      looked()
      return current
    },
    change: (how) => {
      current = how(current)
      early?.push(how)
      if (save()) for (const again of [...unwritten.values()]) again()
    }
  }
}

/** One JSON file of ours that is a list of records, none with the key of another. */
export interface ListKind<T> extends Pick<DocumentKind<T>, 'version' | 'migrations'> {
  /** The file's name without its ending, and that of the list in it. */
  readonly name: string
  readonly record: z.ZodType<T>
  readonly keyOf: (record: T) => string
}

/** Opens a list as `openDocument` does. Records stay in the order in which they came. */
export function openList<T>(folder: string, { name, record, keyOf, ...versions }: ListKind<T>) {
  const file = openDocument<Readonly<Record<string, readonly T[]>>>(folder, {
    ...versions,
    name,
    schema: z.object({ [name]: z.array(record) }),
    empty: { [name]: [] }
  })
  /** `how` may be run once more, as that of a document. */
  const change = (how: (records: Map<string, T>) => void): void =>
    file.change((content) => {
      const records = new Map((content[name] ?? []).map((one) => [keyOf(one), one]))
      how(records)
      return { [name]: [...records.values()] }
    })
  return {
    all: (): readonly T[] => file.read()[name] ?? [],
    change,
    /** Adds each, or replaces the one with its key, in one write. */
    save: (...changed: readonly T[]): void =>
      change((records) => {
        for (const one of changed) records.set(keyOf(one), one)
      }),
    remove: (key: string): void => change((records) => void records.delete(key)),
    wasEverSetAside: () => file.wasEverSetAside()
  }
}
