import { chmod, chown, lstat, readlink, realpath, rename, rm, stat } from 'node:fs/promises'
import path from 'node:path'
import { AppFailure } from '../../domain/app-failure.js'
import { contentOf, writeWhole } from '../files/disk.js'

/* A file of another program, read whole and written whole or not at all; links, mode and owner stay. */

/** Links that lead in a circle lead nowhere. */
const mostLinks = 40

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : 'unknown'
}

/** `file-not-written`, with what the system said. */
export const notWritten = (file: string, error: unknown): AppFailure =>
  new AppFailure('file-not-written', { file, serviceMessage: codeOf(error) }, { cause: error })

/** The bytes, or null where there is no file. Rejects with `file-not-readable`. */
export async function bytesOf(file: string): Promise<Buffer | null> {
  try {
    return await contentOf(file)
  } catch (error) {
    throw new AppFailure('file-not-readable', { file, serviceMessage: codeOf(error) }, { cause: error })
  }
}

/** True also for a link that leads to nothing. */
export const exists = (file: string): Promise<boolean> =>
  lstat(file).then(
    () => true,
    () => false
  )

/** Where a link leads, also to nothing, so that the link stays and its file is written. */
export async function targetOf(file: string): Promise<string> {
  let target = file
  for (let links = 0; links < mostLinks; links += 1) {
    const next = await readlink(target).catch(() => null)
    if (next === null) break
    target = path.resolve(path.dirname(target), next)
  }
  return realpath(target).catch(() => target)
}

async function keepOwner(file: string, mode: number, uid: number, gid: number): Promise<void> {
  // Only an administrator may give a file away; then it stays ours, as with every editor that replaces files.
  if (process.platform !== 'win32') await chown(file, uid, gid).catch(() => undefined)
  await chmod(file, mode & 0o7777)
}

/** Puts new content in the place of the file in one step; mode and owner stay. */
export async function replace(file: string, content: string | Buffer): Promise<void> {
  // One name for all runs: what a crash left of an earlier one, a token in it, is written over and goes.
  const temporary = path.join(path.dirname(file), `.${path.basename(file)}.token-tray-new`)
  try {
    await writeWhole(temporary, content, 'w')
    const now = await stat(file).catch(() => null)
    if (now !== null) await keepOwner(temporary, now.mode, now.uid, now.gid)
    await rename(temporary, file)
  } catch (error) {
    await rm(temporary, { force: true })
    throw error
  }
}

/** In one step: half a copy must never pass for a whole one. */
export async function copyAs(file: string, content: Buffer, copy: string): Promise<void> {
  const { mode, uid, gid } = await stat(file)
  const half = `${copy}-half`
  await writeWhole(half, content, 'w')
  await keepOwner(half, mode, uid, gid)
  await rename(half, copy)
}
