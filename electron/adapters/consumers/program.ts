import { spawn } from 'node:child_process'
import { access, constants } from 'node:fs/promises'
import path from 'node:path'

export interface ProgramAnswer {
  /** Null when it was ended, or never started. */
  readonly code: number | null
  readonly output: string
}

export interface ProgramOrder {
  readonly program: string
  /** SECURITY: an argument vector, never a shell, and never a secret: those go through `input`. */
  readonly args: readonly string[]
  readonly environment: Readonly<Record<string, string>>
  readonly input?: string
  /** Milliseconds. */
  readonly timeout: number
}

/** Runs a program to its end. Its errors are not kept: helpers may print what they were given. */
export type RunProgram = (order: ProgramOrder) => Promise<ProgramAnswer>

export const runProgram: RunProgram = ({ program, args, environment, input, timeout }) =>
  new Promise((resolve) => {
    const child = spawn(program, args, {
      env: environment,
      // Away from any repository, whose own settings are not the person's.
      cwd: environment['HOME'] ?? environment['USERPROFILE'] ?? path.parse(process.cwd()).root,
      stdio: ['pipe', 'pipe', 'ignore'],
      windowsHide: true,
      timeout,
      killSignal: 'SIGKILL'
    })
    const output: Buffer[] = []
    child.stdout.on('data', (part: Buffer) => output.push(part))
    // A program that ends before it read its input is judged by its code.
    child.stdin.on('error', () => undefined)
    child.stdin.end(input ?? '')
    child.once('error', () => {
      resolve({ code: null, output: '' })
    })
    child.once('close', (code) => {
      resolve({ code, output: Buffer.concat(output).toString('utf8') })
    })
  })

/** Where a program may be that PATH does not name: apps started from a desktop see a shorter PATH than shells. */
function usualPlaces(name: string, platform: NodeJS.Platform): readonly string[] {
  switch (platform) {
    case 'win32':
      return [`C:\\Program Files\\Git\\cmd\\${name}.exe`]
    case 'darwin':
      return [`/opt/homebrew/bin/${name}`, `/usr/local/bin/${name}`, `/usr/bin/${name}`]
    default:
      return [`/usr/bin/${name}`, `/usr/local/bin/${name}`]
  }
}

export async function isProgram(file: string): Promise<boolean> {
  return access(file, constants.X_OK).then(
    () => true,
    () => false
  )
}

/** The first of these files that can be run, or null. */
export async function firstProgram(files: readonly string[]): Promise<string | null> {
  for (const file of files) if (await isProgram(file)) return file
  return null
}

/** The full path of a program, or null: PATH first, then its usual places. */
export function findProgram(
  name: string,
  platform: NodeJS.Platform,
  environment: Readonly<Record<string, string>>
): Promise<string | null> {
  const variable = environment['PATH'] ?? environment['Path'] ?? ''
  const file = platform === 'win32' ? `${name}.exe` : name
  const named = variable
    .split(path.delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => path.join(folder, file))
  return firstProgram([...named, ...usualPlaces(name, platform)])
}
