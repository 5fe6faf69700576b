import { spawn, type ChildProcess, type SpawnOptions } from 'node:child_process'
import path from 'node:path'

export interface ProgramAnswer {
  /** Null when it was ended, or never started. */
  readonly code: number | null
  readonly output: string
  /** What it wrote to its error stream; empty unless it was asked for. */
  readonly errors: string
  readonly timedOut: boolean
}

export interface ProgramOrder {
  readonly program: string
  /** SECURITY: an argument vector, never a shell, and never a secret: those go through `input`. */
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly input?: string
  /** Milliseconds. */
  readonly timeout: number
  /** Errors are dropped otherwise: helpers may print what they were given. */
  readonly keepErrors?: boolean
  readonly signal?: AbortSignal | undefined
}

/** Runs a program to its end, and ends it with all that it started at the time limit. Rejects with the signal's reason. */
export type RunProgram = (order: ProgramOrder) => Promise<ProgramAnswer>

interface Command {
  readonly file: string
  readonly args: readonly string[]
  readonly options: Pick<SpawnOptions, 'windowsVerbatimArguments'>
}

/**
 * How a program is started. SECURITY: Windows runs `.cmd` files by its command interpreter only, which reads
 * arguments as its own language; so they may hold nothing that it reads (nodejs.org, CVE-2024-27980).
 */
export function commandOf(
  { program, args, environment }: Pick<ProgramOrder, 'program' | 'args' | 'environment'>,
  platform: NodeJS.Platform
): Command {
  if (platform !== 'win32' || !/\.(cmd|bat)$/i.test(program)) return { file: program, args, options: {} }
  if (!/^[a-z]:\\[^"%!^&|<>\r\n]+$/i.test(program)) throw new RangeError('a script under an unsafe path')
  if (!args.every((argument) => /^[\w./:=-]+$/.test(argument))) {
    throw new RangeError('a script with unsafe arguments')
  }
  const interpreter = path.win32.join(environment['SystemRoot'] ?? 'C:\\Windows', 'System32', 'cmd.exe')
  return {
    file: interpreter,
    args: ['/d', '/s', '/c', `""${program}" ${args.join(' ')}"`],
    options: { windowsVerbatimArguments: true }
  }
}

/** Ends a program with all that it started: `az` is a script whose work another process does. */
function endAll(child: ChildProcess, environment: Readonly<Record<string, string>>): void {
  if (child.pid === undefined) return
  if (process.platform === 'win32') {
    const file = path.win32.join(environment['SystemRoot'] ?? 'C:\\Windows', 'System32', 'taskkill.exe')
    spawn(file, ['/pid', String(child.pid), '/t', '/f'], { windowsHide: true, stdio: 'ignore' }).once(
      'error',
      () => child.kill()
    )
    return
  }
  try {
    process.kill(-child.pid, 'SIGKILL')
  } catch {
    // It ended by itself meanwhile.
  }
}

export const runProgram: RunProgram = (order) =>
  new Promise((resolve, reject) => {
    const { environment, input, timeout, keepErrors = false, signal } = order
    signal?.throwIfAborted()
    const { file, args, options } = commandOf(order, process.platform)
    const child = spawn(file, args, {
      ...options,
      env: environment,
      // Away from any repository, whose own settings are not the person's.
      cwd: environment['HOME'] ?? environment['USERPROFILE'] ?? path.parse(process.cwd()).root,
      stdio: ['pipe', 'pipe', keepErrors ? 'pipe' : 'ignore'],
      windowsHide: true,
      // A group of its own, so that all of it can be ended.
      detached: process.platform !== 'win32'
    })
    const output: Buffer[] = []
    const errors: Buffer[] = []
    const settle = (outcome: () => void): void => {
      clearTimeout(timer)
      signal?.removeEventListener('abort', onAbort)
      outcome()
    }
    const answer = (code: number | null, timedOut = false): void =>
      settle(() => {
        const text = (parts: readonly Buffer[]): string => Buffer.concat(parts).toString('utf8')
        resolve({ code, output: text(output), errors: text(errors), timedOut })
      })
    const onAbort = (): void => {
      endAll(child, environment)
      settle(() => {
        // The signal's reason is passed on as it is, as the platform does.
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
        reject(signal?.reason)
      })
    }
    const timer = setTimeout(() => {
      endAll(child, environment)
      answer(null, true)
    }, timeout)
    signal?.addEventListener('abort', onAbort, { once: true })
    child.stdout?.on('data', (part: Buffer) => output.push(part))
    child.stderr?.on('data', (part: Buffer) => errors.push(part))
    // A program that ends before it read its input is judged by its code.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input ?? '')
    child.once('error', () => answer(null))
    child.once('close', (code) => answer(code))
  })
