import { spawn, type ChildProcess } from 'node:child_process'
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

export interface Ran {
  readonly code: number | null
  readonly output: string
  readonly errors: string
}

export interface Running {
  readonly child: ChildProcess
  output(): string
  readonly ended: Promise<Ran>
}

/** A copy of `scripts/` in a project that has nothing else, on a computer that has only the programs given here. */
export interface TinyProject {
  readonly root: string
  file(...names: readonly string[]): string
  write(name: string, text: string): void
  /** Puts a program on the PATH: a shell script that says it was started before it does anything. */
  program(name: string, script: string): void
  /** What was started, each as its name and arguments. */
  started(): readonly string[]
  start(script: string, args?: readonly string[], how?: StartOptions): Running
  remove(): void
}

interface StartOptions {
  readonly environment?: Readonly<Record<string, string>>
  /** Run before the script, as Node's own `--import`. */
  readonly first?: string
}

const lock = JSON.stringify({
  packages: { 'node_modules/one': { version: '1.0.0', integrity: 'sha512-one' } }
})

/** What a working `npm ci` leaves. */
export const installModule = `
  dir=node_modules/one; /bin/mkdir -p $dir && echo '{}' > $dir/package.json
  echo '${lock}' > node_modules/.package-lock.json`

/** Runs until it is killed. */
export const forever = `exec '${process.execPath}' -e 'setInterval(() => {}, 60000)'`

export function tinyProject(): TinyProject {
  const root = mkdtempSync(path.join(tmpdir(), 'token-tray-tiny-'))
  const file = (...names: readonly string[]): string => path.join(root, ...names)
  const programs = file('programs')
  const write = (name: string, text: string): void => {
    mkdirSync(path.dirname(file(name)), { recursive: true })
    writeFileSync(file(name), text)
  }
  cpSync(path.resolve(import.meta.dirname, '../../scripts'), file('scripts'), { recursive: true })
  write('package.json', JSON.stringify({ type: 'module' }))
  write('package-lock.json', lock)
  // As if it had been built: that is not setup's to test.
  write('out/tools/git-credential-libsecret', '')
  write('started', '')
  mkdirSync(programs)
  symlinkSync('/usr/bin/env', path.join(programs, 'env'))
  const program = (name: string, script: string): void => {
    const text = `#!/bin/sh\nprintf '%s\\n' "${name} $*" >> '${file('started')}'\n${script}\n`
    writeFileSync(path.join(programs, name), text, { mode: 0o755 })
  }
  program('chromium', '')
  return {
    root,
    file,
    write,
    program,
    started: () => readFileSync(file('started'), 'utf8').split('\n').filter(Boolean),
    start: (script, args = [], { environment = {}, first = '' } = {}) => {
      const child = spawn(
        process.execPath,
        ['--import', `data:text/javascript,${encodeURIComponent(first)}`, file(script), ...args],
        {
          cwd: root,
          env: { PATH: programs, HOME: root, ELECTRON_MIRROR: 'http://127.0.0.1:8/', ...environment }
        }
      )
      let output = ''
      let errors = ''
      child.stdout.on('data', (data) => (output += String(data)))
      child.stderr.on('data', (data) => (errors += String(data)))
      return {
        child,
        output: () => output,
        ended: new Promise((resolve) => child.once('close', (code) => resolve({ code, output, errors })))
      }
    },
    remove: () => rmSync(root, { recursive: true, force: true, maxRetries: 20 })
  }
}
