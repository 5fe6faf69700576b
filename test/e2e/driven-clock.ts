import { existsSync } from 'node:fs'
import { rename, writeFile } from 'node:fs/promises'
import path from 'node:path'

/** Wall and steady clock of one process, moved from outside by libfaketime. */
export interface DrivenClock {
  readonly environment: Readonly<Record<string, string>>
  /** Moves the clock to this many seconds from the real time. */
  setOffset(seconds: number): Promise<void>
}

const libraries = ['x86_64-linux-gnu', 'aarch64-linux-gnu'].map(
  (machine) => `/usr/lib/${machine}/faketime/libfaketime.so.1`
)

/** A clock whose state lies in `folder`. For the main process only: a Chromium whose clock jumps hangs. */
export async function createDrivenClock(folder: string): Promise<DrivenClock> {
  const library = libraries.find((file) => existsSync(file))
  if (library === undefined) throw new Error('libfaketime is not installed (Debian package: faketime)')
  const file = path.join(folder, 'clock')
  const setOffset = async (seconds: number): Promise<void> => {
    await writeFile(`${file}.new`, `${seconds < 0 ? '-' : '+'}${Math.abs(seconds)}\n`)
    await rename(`${file}.new`, file)
  }
  await setOffset(0)
  return {
    environment: { LD_PRELOAD: library, FAKETIME_TIMESTAMP_FILE: file, FAKETIME_NO_CACHE: '1' },
    setOffset
  }
}
