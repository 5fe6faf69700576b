import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import path from 'node:path'
import type { RunningApp } from './running-app.js'
import { until } from './until.js'

export interface Ran {
  readonly code: number | null
  readonly output: string
  readonly errors: string
}

/** Runs a program to its end without blocking: the practice organization lives in this process. */
export function runProgram(
  program: string,
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  input?: string,
  timeout = 120_000
): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'pipe'], timeout })
    let output = ''
    let errors = ''
    child.stdout.on('data', (data) => (output += String(data)))
    child.stderr.on('data', (data) => (errors += String(data)))
    child.stdin.on('error', () => undefined)
    child.stdin.end(input ?? '')
    child.once('error', reject)
    child.once('close', (code) => {
      resolve({ code, output: output.trim(), errors: errors.trim() })
    })
  })
}

/** The environment of git as the person of this desktop has it: with the HOME that the app set up. */
function gitEnvironment(app: RunningApp): Record<string, string> {
  const home = path.join(app.profile, 'home')
  return {
    ...app.env,
    HOME: home,
    GIT_CONFIG_GLOBAL: path.join(home, '.gitconfig'),
    GIT_AUTHOR_NAME: 'Practice Developer',
    GIT_AUTHOR_EMAIL: 'developer@contoso.example',
    GIT_COMMITTER_NAME: 'Practice Developer',
    GIT_COMMITTER_EMAIL: 'developer@contoso.example',
    GIT_ASKPASS: '/bin/false'
  }
}

export function gitOf(app: RunningApp): (...args: readonly string[]) => Promise<Ran> {
  return (...args) => runProgram('git', args, gitEnvironment(app))
}

/** npm as the person of this desktop has it; its output is what it prints. */
export function npmOf(app: RunningApp): (...args: readonly string[]) => Promise<Ran> {
  const env = { ...app.env, HOME: path.join(app.profile, 'home'), npm_config_update_notifier: 'false' }
  return (...args) => runProgram('npm', args, env)
}

/** What git does by itself when the service refuses a token: its helpers erase it. */
export function gitRejects(app: RunningApp, organization: string): Promise<Ran> {
  const refused = `protocol=https\nhost=dev.azure.com\npath=${organization}\nusername=${organization}\n\n`
  return runProgram('git', ['credential', 'reject'], gitEnvironment(app), refused)
}

/** What the keychain's own command-line program reads for a token of this app, or null. */
export async function readKeychain(app: RunningApp, account: string): Promise<string | null> {
  const words = ['lookup', 'service', 'Token Tray practice', 'account', account]
  const { code, output } = await runProgram('secret-tool', words, app.env)
  return code === 0 && output !== '' ? output : null
}

/** What is on the clipboard, as another program reads it; null where it is empty. */
export async function readClipboard(app: RunningApp): Promise<string | null> {
  // xclip waits for ever when the clipboard's owner ends while it asks.
  const { code, output } = await runProgram(
    'timeout',
    ['20', 'xclip', '-o', '-selection', 'clipboard'],
    app.env
  )
  return code === 0 && output !== '' ? output : null
}

/** Puts text on the clipboard, as another program does; resolves once others read it there. */
export async function writeClipboard(app: RunningApp, text: string): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    // It stays behind to own the clipboard, so nothing of it is waited for but its start's end.
    const child = spawn('xclip', ['-i', '-selection', 'clipboard'], {
      env: { ...app.env },
      stdio: ['pipe', 'ignore', 'ignore']
    })
    child.once('error', reject)
    child.once('exit', () => {
      resolve()
    })
    child.stdin.end(text)
  })
  // It goes into the background before the X server knows that it owns the clipboard.
  await until('the text on the clipboard', async () => (await readClipboard(app)) === text)
}

/** Names a secret without showing it. */
export const fingerprint = (secret: string): string =>
  `${secret.length} characters, SHA-256 ${createHash('sha256').update(secret).digest('hex').slice(0, 12)}…`
