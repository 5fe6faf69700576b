import { randomUUID } from 'node:crypto'
import {
  mkdirSync,
  readFileSync,
  readdirSync,
  readlinkSync,
  renameSync,
  rmSync,
  symlinkSync,
  watch,
  writeFileSync
} from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { atEnd } from './life-cycle.js'

/** What a second instance tells the first. */
export interface Arrival {
  readonly argv: string[]
  readonly workingDirectory: string
  readonly additionalData: unknown
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
 * The lock is a symbolic link, as in Chromium, because making one is atomic; messages are files in a spool
 * folder, because the caller wants the answer synchronously.
 */
export function takeInstanceLock(...given: Parameters<typeof take>): boolean {
  try {
    return take(...given)
  } catch {
    return false
  }
}

function take(folder: string, additionalData: unknown, onArrival: (arrival: Arrival) => void): boolean {
  mkdirSync(folder, { recursive: true })
  const lock = path.join(folder, 'SingletonLock')
  const spool = path.join(folder, 'SingletonSpool')
  const holder = `${os.hostname()}-${process.pid}-${beginning(process.pid) ?? ''}`
  if (!link(holder, lock)) {
    const [pid, began] = readlinkSync(lock).split('-').slice(-2)
    if (beginning(Number(pid)) === began) {
      tell(spool, { argv: process.argv, workingDirectory: process.cwd(), additionalData })
      return false
    }
    rmSync(lock, { force: true })
    if (!link(holder, lock)) return false
  }
  rmSync(spool, { recursive: true, force: true })
  mkdirSync(spool)
  const watcher = watch(spool, () => drain(spool, onArrival))
  watcher.unref()
  atEnd(() => {
    watcher.close()
    rmSync(spool, { recursive: true, force: true })
    rmSync(lock, { force: true })
  })
  return true
}

function link(holder: string, lock: string): boolean {
  try {
    symlinkSync(holder, lock)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  }
}

function tell(spool: string, arrival: Arrival): void {
  const file = path.join(spool, randomUUID())
  writeFileSync(`${file}.part`, JSON.stringify(arrival))
  renameSync(`${file}.part`, `${file}.json`)
}

function drain(spool: string, onArrival: (arrival: Arrival) => void): void {
  for (const name of readdirSync(spool)) {
    if (!name.endsWith('.json')) continue
    const file = path.join(spool, name)
    // Written by `tell` of the same program.
    const arrival = JSON.parse(readFileSync(file, 'utf8')) as Arrival
    rmSync(file)
    onArrival(arrival)
  }
}
