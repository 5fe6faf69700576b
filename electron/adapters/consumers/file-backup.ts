import { open, stat, utimes } from 'node:fs/promises'
import { bytesOf, copyAs, exists } from './whole-file.js'

/* What is kept beside a file: how it was before our first write, and what another hand wrote after us. */

/** Where the content before our first write is kept. */
export const backupOf = (file: string): string => `${file}.token-tray-backup`
/**
 * Says that there was no file before our first write. This or the copy has the time of our last write, so that what
 * another hand wrote later is seen.
 */
const markOf = (file: string): string => `${file}.token-tray-made`

/** Keeps the file as it is before our first write, once. */
export async function keepBackup(file: string, before: Buffer | null): Promise<void> {
  if ((await exists(backupOf(file))) || (await exists(markOf(file)))) return
  if (before === null) {
    await (await open(markOf(file), 'wx', 0o600)).close()
    return
  }
  await copyAs(file, before, backupOf(file))
}

/** The copy, or the mark in its place; null before our first write. */
export const keptOf = async (file: string): Promise<string | null> => {
  for (const kept of [backupOf(file), markOf(file)]) if (await exists(kept)) return kept
  return null
}

/** True where nobody but us wrote the file since our first write, or we never did. */
export async function isOurs(file: string): Promise<boolean> {
  const kept = await keptOf(file)
  if (kept === null) return true
  const now = await stat(file).catch(() => null)
  if (now === null) return kept === markOf(file)
  // Times are set more coarsely than they are read.
  return Math.abs(now.mtimeMs - (await stat(kept)).mtimeMs) < 2
}

/** Notes our write; one upon another hand's does not make that ours. */
export async function noteWrite(file: string, ours: boolean): Promise<void> {
  const kept = await keptOf(file)
  if (kept === null) return
  const time = ours ? (await stat(file)).mtimeMs / 1000 : 0
  // Where that fails, the file counts as another hand's, and is kept.
  await utimes(kept, time, time).catch(() => undefined)
}

/** A copy of the file as it is beside it, where another hand wrote it after us: its path; null where none did. */
export async function keepTheirs(file: string): Promise<string | null> {
  const now = await bytesOf(file)
  if (now === null || (await isOurs(file)) || (await bytesOf(backupOf(file)))?.equals(now) === true)
    return null
  let copy = `${file}.token-tray-kept`
  while (await exists(copy)) copy += '-2'
  await copyAs(file, now, copy)
  return copy
}
