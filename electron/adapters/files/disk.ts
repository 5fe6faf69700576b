import { open, readFile, rename, stat } from 'node:fs/promises'

const isMissing = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR')

/** What `act` gives, or null where there is no file; rejects where the disk does not tell. */
async function unlessMissing<T>(act: Promise<T>): Promise<T | null> {
  try {
    return await act
  } catch (error) {
    if (isMissing(error)) return null
    throw error
  }
}

/** The bytes, or null where there is no file. Rejects with what the system says. */
export const contentOf = (file: string): Promise<Buffer | null> => unlessMissing(readFile(file))

/** Rejects where the disk does not tell. A link that leads to nothing is nothing. */
export const isThere = async (file: string): Promise<boolean> => (await unlessMissing(stat(file))) !== null

/** On disk when it resolves; readable by the person alone. `wx`: rejects where there is a file already. */
export async function writeWhole(file: string, content: string | Buffer, flag: 'w' | 'wx'): Promise<void> {
  const handle = await open(file, flag, 0o600)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
}

/** Renames the file to a free name beside it: nothing that was set aside before is overwritten. */
export async function setAside(file: string): Promise<void> {
  let number = 1
  while (await isThere(`${file}.set-aside-${number}`)) number += 1
  await rename(file, `${file}.set-aside-${number}`)
}
