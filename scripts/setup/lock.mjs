// One setup at a time. The lock is a folder that holds one file named after its owner.
import {
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  rmdirSync,
  statSync,
  unlinkSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'

/** How often an owner shows that it lives, and how long a watcher waits for that before it takes over. */
const heartbeatMs = 2_000
const silenceMs = 30_000

/**
 * The process that an owner's file name speaks of; null for a name that is not ours.
 * @param {string} name
 * @returns {number | null}
 */
export function ownerProcess(name) {
  const found = /^owner-(\d+)-[0-9a-f]{16}$/.exec(name)
  return found === null ? null : Number(found[1])
}

/**
 * Whether a lock may be taken over: its owner is gone, or gave no sign for as long as we watched.
 * The silence is counted by the watcher, so a computer that slept does not look like a dead owner.
 * @param {{ alive: boolean, silentForMs: number }} seen
 * @returns {boolean}
 */
export function isAbandoned({ alive, silentForMs }) {
  return !alive || silentForMs > silenceMs
}

/** @param {number} processId */
function isAlive(processId) {
  try {
    process.kill(processId, 0)
    return true
  } catch (error) {
    // EPERM: it lives, as somebody else's.
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/** @param {() => void} action */
function quietly(action) {
  try {
    action()
  } catch {
    // The next round looks again at what is really there.
  }
}

/** @param {string} place @param {string} owner */
function free(place, owner) {
  // By its exact name: an owner that came in the meantime is never removed.
  quietly(() => unlinkSync(path.join(place, owner)))
  quietly(() => rmdirSync(place))
}

/**
 * The owner in `place` and the time of its last sign; null where there is none.
 * @param {string} place
 */
function look(place) {
  try {
    const owner = readdirSync(place).find((name) => ownerProcess(name) !== null)
    if (owner === undefined) return null
    return { owner, sign: statSync(path.join(place, owner)).mtimeMs }
  } catch {
    return null
  }
}

/**
 * Runs `work` while holding the lock at `place`, and waits for another owner first. The lock arrives by renaming a
 * folder that already names its owner, so it is never seen half made; an abandoned one is taken over.
 * @template T
 * @param {string} place
 * @param {{ onWait: (processId: number) => void, pollMs?: number }} options
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(place, { onWait, pollMs = 200 }, work) {
  const owner = `owner-${process.pid}-${randomBytes(8).toString('hex')}`
  const ready = `${place}-${owner}`
  mkdirSync(ready, { recursive: true })
  writeFileSync(path.join(ready, owner), '')
  let watched = { owner: '', sign: 0, since: 0 }
  let told = false
  try {
    while (!takes(ready, place)) {
      const seen = look(place)
      if (seen === null) {
        quietly(() => {
          // What is no owner's would keep everybody out. By name: an owner that came in the meantime is not removed.
          for (const name of readdirSync(place))
            if (ownerProcess(name) === null) rmSync(path.join(place, name), { recursive: true })
          rmdirSync(place)
        })
      } else {
        const now = performance.now()
        if (seen.owner !== watched.owner || seen.sign !== watched.sign) watched = { ...seen, since: now }
        const processId = ownerProcess(seen.owner) ?? 0
        if (isAbandoned({ alive: isAlive(processId), silentForMs: now - watched.since })) {
          free(place, seen.owner)
          continue
        }
        if (!told) onWait(processId)
        told = true
      }
      await wait(pollMs)
    }
  } finally {
    rmSync(ready, { recursive: true, force: true })
  }
  const beat = setInterval(() => {
    quietly(() => utimesSync(path.join(place, owner), new Date(), new Date()))
  }, heartbeatMs)
  beat.unref()
  try {
    return await work()
  } finally {
    clearInterval(beat)
    free(place, owner)
  }
}

/**
 * @param {string} ready
 * @param {string} place
 */
function takes(ready, place) {
  try {
    renameSync(ready, place)
    return true
  } catch (error) {
    const code = /** @type {NodeJS.ErrnoException} */ (error).code ?? ''
    // Windows refuses to rename onto a folder even when it is empty; the caller removes that one and comes again.
    if (['EEXIST', 'EPERM', 'ENOTEMPTY', 'EACCES', 'EBUSY'].includes(code)) return false
    throw error
  }
}
