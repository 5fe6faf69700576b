import { access, constants } from 'node:fs/promises'
import path from 'node:path'
import { runProgram, type RunProgram } from './program.js'

/** Where a program may be that PATH does not name: apps started from a desktop see a shorter PATH than shells. */
const usualOnWindows: Readonly<Record<string, readonly string[]>> = {
  git: ['C:\\Program Files\\Git\\cmd\\git.exe'],
  az: ['C:\\Program Files', 'C:\\Program Files (x86)'].map(
    (folder) => `${folder}\\Microsoft SDKs\\Azure\\CLI2\\wbin\\az.cmd`
  )
}

/** What is there without the command line tools is a stub that opens a window to install them (xcode-select(1)). */
const appleStub = '/usr/bin/git'

/** Where outside programs are looked for, and how they are run. */
export interface ProgramSearch {
  readonly platform: NodeJS.Platform
  /** The person's own environment: home folder, PATH, and what programs read their places from. */
  readonly environment: Readonly<Record<string, string>>
  /** A full path that the person set: it wins, and nothing else is tried. Empty: searched for. Read at each use. */
  readonly program?: () => string
  readonly run?: RunProgram
  readonly isProgram?: (file: string) => Promise<boolean>
}

const canRun = (file: string): Promise<boolean> =>
  access(file, constants.X_OK).then(
    () => true,
    () => false
  )

/** The first of these files that can be run, or null. */
export async function firstProgram(files: readonly string[], isProgram = canRun): Promise<string | null> {
  for (const file of files) if (await isProgram(file)) return file
  return null
}

function candidates(name: string, { platform, environment }: ProgramSearch): readonly string[] {
  const paths = platform === 'win32' ? path.win32 : path.posix
  const folders = (environment['PATH'] ?? environment['Path'] ?? '')
    .split(paths.delimiter)
    // SECURITY: a relative folder means another place in each working folder.
    .filter((folder) => paths.isAbsolute(folder))
  const inside = (places: readonly string[]): readonly string[] =>
    places.map((folder) => paths.join(folder, name))
  return platform === 'win32'
    ? [...inside(folders).flatMap((file) => [`${file}.exe`, `${file}.cmd`]), ...(usualOnWindows[name] ?? [])]
    : inside([...folders, '/usr/bin', '/usr/local/bin'])
}

/** The full path of an outside program, or null: the chosen one, else PATH, else where it usually is. */
export async function findProgram(name: string, search: ProgramSearch): Promise<string | null> {
  const { platform, environment, program = () => '', run = runProgram, isProgram } = search
  const chosen = program()
  if (chosen !== '') {
    const paths = platform === 'win32' ? path.win32 : path.posix
    return paths.isAbsolute(chosen) ? firstProgram([chosen], isProgram) : null
  }
  const files = candidates(name, search)
  const isStub = (file: string): boolean => platform === 'darwin' && file === appleStub
  const safe = await firstProgram(
    files.filter((file) => !isStub(file)),
    isProgram
  )
  if (safe !== null || !files.some(isStub)) return safe
  const tools = { program: '/usr/bin/xcode-select', args: ['-p'], environment, timeout: 10_000 }
  return (await run(tools)).code === 0 ? firstProgram([appleStub], isProgram) : null
}
