import { execFile, execFileSync, spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'

/** Milliseconds after which a program of the desktop that does not end is given up. */
const limit = 60_000

/**
 * The environment for programs that draw on the desktop: ours without what drives the clock of the main
 * process, because Chromium hangs when its clock is jumped.
 */
export function programEnvironment(own: NodeJS.ProcessEnv = process.env): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.entries(own).filter(([name]) => name !== 'LD_PRELOAD' && !/^(DONT_)?FAKE(TIME|_)/.test(name))
  )
}

/** Starts a program of the desktop. One that cannot be started ends nothing here. */
export function start(program: string, args: readonly string[], options: SpawnOptions): ChildProcess {
  const child = spawn(program, args, { ...options, env: programEnvironment() })
  child.on('error', () => undefined)
  // It may end before it has read what is written to it.
  child.stdin?.on('error', () => undefined)
  return child
}

/** Runs a program of the desktop and gives what it printed, or null where it failed. Never rejects. */
export function run(program: string, ...args: readonly string[]): Promise<string | null> {
  return new Promise((resolve) => {
    const options = { env: programEnvironment(), timeout: limit, maxBuffer: 64 * 1024 * 1024 }
    execFile(program, args, options, (error, output) => resolve(error === null ? output : null))
  })
}

/** The same at once, for what is synchronous in Electron. Throws where it failed. */
export const runNow = (program: string, ...args: readonly string[]): string =>
  execFileSync(program, args, { env: programEnvironment(), encoding: 'utf8' })
