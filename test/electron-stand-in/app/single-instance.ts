import { mkdirSync, readFileSync, readlinkSync, rmSync, symlinkSync } from 'node:fs'
import path from 'node:path'
import { atEnd } from './life-cycle.js'

/** When a process began, in clock ticks since boot: tells a process from another one that got its id later. */
function beginning(pid: number): string | undefined {
  try {
    // proc(5): the name in parentheses may hold spaces; the start time is the 20th field behind it.
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.split(' ')[19]
  } catch {
    return undefined
  }
}

/**
 * Takes the lock in `folder`, or tells its holder by SIGUSR2 that we came and gives false. A lock whose process is
 * gone is taken over. False as well, as in Electron, where the folder cannot be written (electron_api_app.cc,
 * LOCK_ERROR). The lock is a symbolic link, as in Chromium, because making one is atomic.
 */
export function takeInstanceLock(folder: string): boolean {
  const lock = path.join(folder, 'SingletonLock')
  const take = (): void => symlinkSync(`${process.pid}-${beginning(process.pid) ?? ''}`, lock)
  try {
    mkdirSync(folder, { recursive: true })
    try {
      take()
    } catch {
      const [pid = '', began] = readlinkSync(lock).split('-')
      if (beginning(Number(pid)) === began) {
        process.kill(Number(pid), 'SIGUSR2')
        return false
      }
      rmSync(lock)
      take()
    }
    atEnd(() => rmSync(lock, { force: true }))
    return true
  } catch {
    return false
  }
}
