import type Electron from 'electron'
import { fork as forkNode } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { notBuilt, onlyBuilt, strict } from '../not-built.js'
import { atEnd, throwBeforeReady } from './life-cycle.js'

/** Built beside the register program (test/tools.vite.config.ts). */
const firstImport = new URL('../stand-in/utility.js', import.meta.url).href
const builtOptions = ['env', 'execArgv', 'cwd', 'stdio', 'serviceName']

function stdioOf(option: Electron.ForkOptions['stdio']): ('ignore' | 'inherit' | 'pipe' | 'ipc')[] {
  const [, out, error] = Array.isArray(option) ? option : [null, option ?? 'inherit', option ?? 'inherit']
  const allowed = (value: string | undefined): 'ignore' | 'inherit' | 'pipe' => {
    if (value === 'ignore' || value === 'inherit' || value === 'pipe') return value
    throw new TypeError(`stand-in: stdio ${String(value)}`)
  }
  // There is no input (docs/api/utility-process.md).
  return ['ignore', allowed(out), allowed(error), 'ipc']
}

/** Runs `modulePath` in a process of its own, with `process.parentPort`. */
function fork(
  modulePath: string,
  args: string[] = [],
  options: Electron.ForkOptions = {}
): Electron.UtilityProcess {
  throwBeforeReady('utilityProcess.fork() cannot be called')
  onlyBuilt('utilityProcess.fork option', options, builtOptions)
  const { env, execArgv = [], cwd } = options
  const child = forkNode(modulePath, args, {
    // An empty environment inherits everything, any other replaces it (shell/browser/api/electron_api_utility_process.cc).
    env: env === undefined || Object.keys(env).length === 0 ? process.env : (env as NodeJS.ProcessEnv),
    execArgv: ['--import', firstImport, ...execArgv],
    serialization: 'advanced',
    stdio: stdioOf(options.stdio),
    ...(cwd === undefined ? {} : { cwd })
  })
  const events = new EventEmitter()
  let state: 'starting' | 'running' | 'ended' = 'starting'
  let killed = false
  child.on('spawn', () => {
    state = 'running'
    events.emit('spawn')
  })
  child.on('message', (message) => events.emit('message', message))
  child.on('error', () => undefined)
  child.on('exit', (code, signal) => {
    state = 'ended'
    // kill() reports 0; a signal from elsewhere its number, as the status of wait(2).
    events.emit('exit', killed ? 0 : (code ?? (signal === 'SIGKILL' ? 9 : signal === 'SIGSEGV' ? 11 : 15)))
  })
  atEnd(() => {
    child.kill()
  })
  return strict(
    'UtilityProcess',
    Object.defineProperty(
      Object.assign(events, {
        stdout: child.stdout,
        stderr: child.stderr,
        postMessage: (message: unknown, transfer?: readonly unknown[]) => {
          if (transfer !== undefined && transfer.length > 0)
            throw notBuilt('a message port to a utility process')
          if (child.connected) child.send(message as Record<string, unknown>)
        },
        kill: () => {
          if (state !== 'running') return false
          killed = true
          return child.kill()
        }
      } satisfies Pick<Electron.UtilityProcess, 'stdout' | 'stderr' | 'postMessage' | 'kill'>),
      'pid',
      { get: () => (state === 'running' ? child.pid : undefined) }
    )
  ) as unknown as Electron.UtilityProcess
}

export const utilityProcess = strict('utilityProcess', { fork } satisfies Pick<
  typeof Electron.utilityProcess,
  'fork'
>)
