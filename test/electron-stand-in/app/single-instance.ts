import { randomUUID } from 'node:crypto'
import { mkdirSync, readFileSync, readdirSync, readlinkSync, rmSync, symlinkSync, watch } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { atEnd } from './life-cycle.js'

/** What a second instance tells the first. */
export interface Arrival {
  readonly argv: string[]
  readonly workingDirectory: string
}

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
 * Takes the lock in `folder`, or tells its holder that we came and gives false. A lock whose process is gone is
 * taken over. False as well, as in Electron, where the folder cannot be written (electron_api_app.cc, LOCK_ERROR).
 *
 * The lock is a symbolic link, as in Chromium, because making one is atomic; so are the messages in a spool
 * folder, because the caller wants the answer synchronously.
 */
export function takeInstanceLock(folder: string, onArrival: (arrival: Arrival) => void): boolean {
  const lock = path.join(folder, 'SingletonLock')
  const spool = path.join(folder, 'SingletonSpool')
  const holder = `${os.hostname()}-${process.pid}-${beginning(process.pid) ?? ''}`
  const take = (): boolean => {
    try {
      symlinkSync(holder, lock)
      return true
    } catch {
      return false
    }
  }
  try {
    mkdirSync(folder, { recursive: true })
    if (!take()) {
      const [pid, began] = readlinkSync(lock).split('-').slice(-2)
      if (beginning(Number(pid)) === began) {
        const arrival: Arrival = { argv: process.argv, workingDirectory: process.cwd() }
        symlinkSync(JSON.stringify(arrival), path.join(spool, randomUUID()))
        return false
      }
      rmSync(lock)
      if (!take()) return false
    }
    rmSync(spool, { recursive: true, force: true })
    mkdirSync(spool)
    const watcher = watch(spool, () => {
      for (const name of readdirSync(spool)) {
        const file = path.join(spool, name)
        // Written above.
        const arrival = JSON.parse(readlinkSync(file)) as Arrival
        rmSync(file)
        onArrival(arrival)
      }
    })
    atEnd(() => {
      watcher.close()
      for (const own of [spool, lock]) rmSync(own, { recursive: true, force: true })
    })
    return true
  } catch {
    return false
  }
}
