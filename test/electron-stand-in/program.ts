import { execFile } from 'node:child_process'
import { programEnvironment } from './program-environment.js'

/** Milliseconds after which a program of the desktop that does not end is given up. */
const limit = 20_000

/** Runs a program of the desktop and gives what it printed, or null where it failed. Never rejects. */
export function run(program: string, ...args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const options = { env: programEnvironment(), timeout: limit, maxBuffer: 64 * 1024 * 1024 }
    execFile(program, [...args], options, (error, output) => resolve(error === null ? output : null))
  })
}
