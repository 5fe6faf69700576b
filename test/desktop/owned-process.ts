import { spawn, type ChildProcess, type StdioOptions } from 'node:child_process'
import { openSync, closeSync } from 'node:fs'
import { join } from 'node:path'

/** A program of the desktop. It ends with `end()`, and with this process, however this process ends. */
export interface OwnedProcess {
  readonly child: ChildProcess
  signal(name: NodeJS.Signals): void
  end(): Promise<void>
}

export interface OwnedProcessOrder {
  readonly program: string
  readonly args?: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** The folder that gets `{name}.log`. */
  readonly logs: string
  readonly name: string
  /** Written to standard input, which is then closed. */
  readonly input?: string
  /** A fourth descriptor, on which X servers and buses tell their address. */
  readonly tells?: boolean
}

/** Milliseconds that a program may take to end when it is asked to. */
const patience = 20_000

/** Starts a program under `setpriv --pdeathsig`: the kernel kills it when this process dies. */
export function startOwned(order: OwnedProcessOrder): OwnedProcess {
  const log = openSync(join(order.logs, `${order.name}.log`), 'a')
  const stdio: StdioOptions = [order.input === undefined ? 'ignore' : 'pipe', log, log]
  if (order.tells) stdio.push('pipe')
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', order.program, ...(order.args ?? [])], {
    env: order.env,
    stdio,
    cwd: order.logs
  })
  closeSync(log)
  child.on('error', () => undefined)
  child.stdin?.on('error', () => undefined)
  child.stdin?.end(order.input)
  const ended = new Promise<void>((resolve) => {
    child.once('exit', () => resolve())
    child.once('error', () => resolve())
  })
  return {
    child,
    signal: (name) => void child.kill(name),
    async end() {
      if (child.exitCode !== null || child.signalCode !== null || child.pid === undefined) return
      child.kill('SIGTERM')
      child.kill('SIGCONT')
      const impatience = setTimeout(() => child.kill('SIGKILL'), patience)
      await ended
      clearTimeout(impatience)
    }
  }
}

/** The first line that a program told on its fourth descriptor; rejects when it ends without one. */
export function toldLine(owned: OwnedProcess, name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const stream = owned.child.stdio[3]
    let text = ''
    stream?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (text.includes('\n')) resolve(text.trim())
    })
    owned.child.once('exit', () => reject(new Error(`${name} ended before it was ready`)))
    owned.child.once('error', (error) => reject(new Error(`${name} did not start`, { cause: error })))
  })
}
