import {
  chmod,
  chown,
  lstat,
  mkdir,
  open,
  readFile,
  readlink,
  realpath,
  rename,
  rm,
  stat,
  utimes
} from 'node:fs/promises'
import path from 'node:path'
import { AppFailure } from '../../domain/app-failure.js'
import type { FileEdit } from '../../domain/consumer-files/file-format.js'
import { createOneAtATime } from '../../domain/one-at-a-time.js'

/* Files of other programs: read whole, written whole or not at all, as they were before on demand. */

const backupOf = (file: string): string => `${file}.token-tray-backup`
/**
 * Says that there was no file before our first write. This or the copy has the time of our last write, so that what
 * another hand wrote later is seen.
 */
const markOf = (file: string): string => `${file}.token-tray-made`

/** Links that lead in a circle lead nowhere. */
const mostLinks = 40

/** A file that other programs write too may change between our look and our write; so often we look again. */
const tries = 5

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
}

const isMissing = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(codeOf(error))

const notReadable = (file: string, error: unknown): AppFailure =>
  new AppFailure('file-not-readable', { file, serviceMessage: codeOf(error) }, { cause: error })
const notWritten = (file: string, error: unknown): AppFailure =>
  new AppFailure('file-not-written', { file, serviceMessage: codeOf(error) }, { cause: error })

/** The bytes, or null where there is no file. Rejects with `file-not-readable`. */
async function bytesOf(file: string): Promise<Buffer | null> {
  try {
    return await readFile(file)
  } catch (error) {
    if (isMissing(error)) return null
    throw notReadable(file, error)
  }
}

/** The text, or null where there is no file. Rejects with `file-not-readable`. */
export async function readText(file: string): Promise<string | null> {
  return (await bytesOf(file))?.toString('utf8') ?? null
}

const exists = (file: string): Promise<boolean> =>
  lstat(file).then(
    () => true,
    () => false
  )

/** Where a link leads, also to nothing, so that the link stays and its file is written. */
async function targetOf(file: string): Promise<string> {
  let target = file
  for (let links = 0; links < mostLinks; links += 1) {
    const next = await readlink(target).catch(() => null)
    if (next === null) break
    target = path.resolve(path.dirname(target), next)
  }
  return realpath(target).catch(() => target)
}

/** Keeps the file as it is before our first write, once. */
async function keepBackup(file: string, before: Buffer | null): Promise<void> {
  if ((await exists(backupOf(file))) || (await exists(markOf(file)))) return
  if (before === null) {
    await (await open(markOf(file), 'wx', 0o600)).close()
    return
  }
  await copyAs(file, before, backupOf(file))
}

/** In one step: half a copy must never pass for a whole one. */
async function copyAs(file: string, content: Buffer, copy: string): Promise<void> {
  const { mode, uid, gid } = await stat(file)
  const half = `${copy}-half`
  await writeWhole(half, content)
  await keepOwner(half, mode, uid, gid)
  await rename(half, copy)
}

const keptOf = async (file: string): Promise<string | null> => {
  for (const kept of [backupOf(file), markOf(file)]) if (await exists(kept)) return kept
  return null
}

/** True where nobody but us wrote the file since our first write, or we never did. */
async function isOurs(file: string): Promise<boolean> {
  const kept = await keptOf(file)
  if (kept === null) return true
  const now = await stat(file).catch(() => null)
  if (now === null) return kept === markOf(file)
  // Times are set more coarsely than they are read.
  return Math.abs(now.mtimeMs - (await stat(kept)).mtimeMs) < 2
}

/** Notes our write; one upon another hand's does not make that ours. */
async function noteWrite(file: string, ours: boolean): Promise<void> {
  const kept = await keptOf(file)
  if (kept === null) return
  const time = ours ? (await stat(file)).mtimeMs / 1000 : 0
  // Where that fails, the file counts as another hand's, and is kept.
  await utimes(kept, time, time).catch(() => undefined)
}

async function keepOwner(file: string, mode: number, uid: number, gid: number): Promise<void> {
  // Only an administrator may give a file away; then it stays ours, as with every editor that replaces files.
  if (process.platform !== 'win32') await chown(file, uid, gid).catch(() => undefined)
  await chmod(file, mode & 0o7777)
}

/** On disk when it resolves; readable by the person alone. */
async function writeWhole(file: string, content: string | Buffer): Promise<void> {
  const handle = await open(file, 'w', 0o600)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Puts new content in the place of the file in one step; mode and owner stay. */
async function replace(file: string, content: string | Buffer): Promise<void> {
  // One name for all runs: what a crash left of an earlier one, a token in it, is written over and goes.
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.token-tray-new`)
  try {
    await writeWhole(temporary, content)
    const now = await stat(file).catch(() => null)
    if (now !== null) await keepOwner(temporary, now.mode, now.uid, now.gid)
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

const oneAtATime = createOneAtATime()

/** Our own changes of a file come one after another, each to what the one before left: renewals run side by side. */
async function inTurn<T>(name: string, change: (file: string) => Promise<T>): Promise<T> {
  const file = await targetOf(name)
  return oneAtATime(file, () => change(file))
}

/**
 * Edits the file, which is made where it is missing. Before the first write of ours its content is kept beside it.
 * Rejects with `file-not-readable` where the edit cannot read it (`line`), and with `file-not-written`; in both
 * cases the file is as it was. Gives a way back to the file before this edit, byte for byte, which answers false and
 * does nothing where another hand has changed the file since.
 */
export const editText = (name: string, edit: (text: string) => FileEdit): Promise<() => Promise<boolean>> =>
  inTurn(name, (file) => editFile(name, file, edit))

async function editFile(
  name: string,
  file: string,
  edit: (text: string) => FileEdit
): Promise<() => Promise<boolean>> {
  for (let time = 1; ; time += 1) {
    const before = await bytesOf(file)
    const text = before?.toString('utf8') ?? ''
    const edited = edit(text)
    if (!edited.ok) {
      throw new AppFailure('file-not-readable', {
        file: name,
        ...(edited.line === null ? {} : { line: edited.line })
      })
    }
    if (edited.text === text) return () => Promise.resolve(true)
    try {
      await mkdir(path.dirname(file), { recursive: true })
      const ours = await isOurs(file)
      await keepBackup(file, before)
      const now = await bytesOf(file)
      const isSame = now === null || before === null ? now === before : now.equals(before)
      if (!isSame && time < tries) continue
      if (!isSame) throw new Error('changed again and again')
      await replace(file, edited.text)
      await noteWrite(file, ours)
      return () => inTurn(name, (target) => takeBack(name, target, before, edited.text))
    } catch (error) {
      throw notWritten(name, error)
    }
  }
}

async function takeBack(
  name: string,
  file: string,
  before: Buffer | null,
  written: string
): Promise<boolean> {
  if ((await bytesOf(file))?.equals(Buffer.from(written)) !== true) return false
  try {
    const ours = await isOurs(file)
    if (before === null) await rm(file)
    else await replace(file, before)
    if (before !== null) await noteWrite(file, ours)
    return true
  } catch (error) {
    throw notWritten(name, error)
  }
}

/** True where the file can be brought back to what it was before our first write. */
export async function hasBackup(name: string): Promise<boolean> {
  const file = await targetOf(name)
  return (await keptOf(file)) !== null
}

/** A copy of the file as it is beside it, where another hand wrote it after us: its path; null where none did. */
async function keepTheirs(file: string): Promise<string | null> {
  const now = await bytesOf(file)
  if (now === null || (await isOurs(file)) || (await bytesOf(backupOf(file)))?.equals(now) === true)
    return null
  let copy = `${file}.token-tray-kept`
  while (await exists(copy)) copy += '-2'
  await copyAs(file, now, copy)
  return copy
}

/**
 * Brings the file back, byte for byte; rejects with `backup-missing` where nothing was kept. Gives the path of a copy
 * of what was there, where another hand wrote it after us; else null.
 */
export const restoreText = (name: string): Promise<string | null> =>
  inTurn(name, (file) => restoreFile(name, file))

async function restoreFile(name: string, file: string): Promise<string | null> {
  try {
    const kept = await keptOf(file)
    if (kept === null) throw new AppFailure('backup-missing', { file: name })
    const theirs = await keepTheirs(file)
    if (kept === backupOf(file)) {
      await rename(kept, file)
      return theirs
    }
    await rm(file, { force: true })
    await rm(kept)
    return theirs
  } catch (error) {
    throw error instanceof AppFailure ? error : notWritten(name, error)
  }
}
