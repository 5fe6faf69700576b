import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { AppFailure } from '../../domain/app-failure.js'
import { FormatError } from '../../domain/consumer-files/file-format.js'
import { createOneAtATime } from '../../domain/one-at-a-time.js'
import { backupOf, isOurs, keepBackup, keepTheirs, keptOf, noteWrite } from './file-backup.js'
import { bytesOf, notWritten, replace, targetOf } from './whole-file.js'

/* Files of other programs: read whole, written whole or not at all, as they were before on demand. */

/** A file that other programs write too may change between our look and our write; so often we look again. */
const tries = 5

/** The text, or null where there is no file. Rejects with `file-not-readable`. */
export async function readText(file: string): Promise<string | null> {
  return (await bytesOf(file))?.toString('utf8') ?? null
}

/** What `act` gives; `file-not-readable`, with its `line`, where the file's text is not of its format. */
export function asFormat<T>(file: string, act: () => T): T {
  try {
    return act()
  } catch (error) {
    if (!(error instanceof FormatError)) throw error
    throw new AppFailure('file-not-readable', { file, ...(error.line === null ? {} : { line: error.line }) })
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
export const editText = (name: string, edit: (text: string) => string): Promise<() => Promise<boolean>> =>
  inTurn(name, async (file) => {
    for (let time = 1; ; time += 1) {
      const before = await bytesOf(file)
      const text = before?.toString('utf8') ?? ''
      const edited = asFormat(name, () => edit(text))
      if (edited === text) return () => Promise.resolve(true)
      try {
        await mkdir(path.dirname(file), { recursive: true })
        const ours = await isOurs(file)
        await keepBackup(file, before)
        const now = await bytesOf(file)
        const isSame = now === null || before === null ? now === before : now.equals(before)
        if (!isSame && time < tries) continue
        if (!isSame) throw new Error('changed again and again')
        await replace(file, edited)
        await noteWrite(file, ours)
        return () => inTurn(name, (target) => takeBack(name, target, before, edited))
      } catch (error) {
        throw notWritten(name, error)
      }
    }
  })

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
export const hasBackup = async (name: string): Promise<boolean> =>
  (await keptOf(await targetOf(name))) !== null

/**
 * Brings the file back, byte for byte; rejects with `backup-missing` where nothing was kept. Gives the path of a copy
 * of what was there, where another hand wrote it after us; else null.
 */
export const restoreText = (name: string): Promise<string | null> =>
  inTurn(name, async (file) => {
    try {
      const kept = await keptOf(file)
      if (kept === null) throw new AppFailure('backup-missing', { file: name })
      const theirs = await keepTheirs(file)
      if (kept === backupOf(file)) await rename(kept, file)
      else for (const gone of [file, kept]) await rm(gone, { force: true })
      return theirs
    } catch (error) {
      throw error instanceof AppFailure ? error : notWritten(name, error)
    }
  })
