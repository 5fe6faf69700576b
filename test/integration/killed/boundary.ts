import { createRequire, syncBuiltinESMExports } from 'node:module'
import type * as Promises from 'node:fs/promises'

/*
 * Counts every moment at which something outside of the process changes, or is asked, and ends the process at one of
 * them as a power cut would. To be imported first: it replaces what the other modules import.
 */

let count = 0
let killAt = Infinity
let log: string[] | null = null

/** From now on, effects count; the process is killed at this one. */
export function startCounting(at: number | null): void {
  count = 0
  killAt = at ?? Infinity
  log = []
}

/** The effects so far, by name. */
export const effects = (): readonly string[] => log ?? []

function pass(name: string): void {
  if (log === null) return
  log.push(name)
  if (count === killAt) process.kill(process.pid, 'SIGKILL')
  count += 1
}

/** Does something that changes the outside; the process may end right before and right after. */
export async function effect<T>(name: string, act: () => Promise<T>): Promise<T> {
  pass(`before ${name}`)
  const result = await act()
  pass(`after ${name}`)
  return result
}

export function effectNow<T>(name: string, act: () => T): T {
  pass(`before ${name}`)
  const result = act()
  pass(`after ${name}`)
  return result
}

const files = createRequire(import.meta.url)('node:fs/promises') as typeof Promises
const { rename, copyFile, rm, open } = files
Object.assign(files, {
  rename: (...given: Parameters<typeof rename>) => effect('file rename', () => rename(...given)),
  copyFile: (...given: Parameters<typeof copyFile>) => effect('file copy', () => copyFile(...given)),
  rm: (...given: Parameters<typeof rm>) => effect('file removal', () => rm(...given)),
  open: async (...given: Parameters<typeof open>) => {
    const handle = await open(...given)
    const writeFile = handle.writeFile.bind(handle)
    return Object.assign(handle, {
      writeFile: (...content: Parameters<typeof writeFile>) =>
        effect('file write', () => writeFile(...content))
    })
  }
})
syncBuiltinESMExports()
