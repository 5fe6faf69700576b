import type Electron from 'electron'
import { fork as forkNode } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { notBuilt, onlyBuilt, strict } from '../not-built.js'
import { atEnd, throwBeforeReady } from './life-cycle.js'

/** Built beside the register program (test/tools.vite.config.ts). */
const firstImport = new URL('../stand-in/utility.js', import.meta.url).href
const builtOptions = ['stdio', 'serviceName']

/** Runs `modulePath` in a process of its own, with `process.parentPort`. */
function fork(
  modulePath: string,
  args: string[] = [],
  options: Electron.ForkOptions = {}
): Electron.UtilityProcess {
  throwBeforeReady('utilityProcess.fork() cannot be called')
  onlyBuilt('utilityProcess.fork option', options, builtOptions)
  const { stdio = 'inherit' } = options
  if (stdio !== 'ignore' && stdio !== 'inherit') throw notBuilt('this stdio of a utility process')
  const child = forkNode(modulePath, args, {
    execArgv: ['--import', firstImport],
    serialization: 'advanced',
    // There is no input (docs/api/utility-process.md).
    stdio: ['ignore', stdio, stdio, 'ipc']
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
  atEnd(() => void child.kill())
  return strict(
    'UtilityProcess',
    Object.defineProperty(
      Object.assign(events, {
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
      } satisfies Pick<Electron.UtilityProcess, 'postMessage' | 'kill'>),
      'pid',
      { get: () => (state === 'running' ? child.pid : undefined) }
    )
  ) as unknown as Electron.UtilityProcess
}

export const utilityProcess = strict('utilityProcess', { fork } satisfies Pick<
  typeof Electron.utilityProcess,
  'fork'
>)
