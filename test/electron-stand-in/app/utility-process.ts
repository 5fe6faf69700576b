import type Electron from 'electron'
import { fork as forkNode } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { notBuilt, onlyBuilt, strict } from '../not-built.js'
import { throwBeforeReady } from './life-cycle.js'

/** Built beside the register program (test/tools.vite.config.ts). */
const firstImport = new URL('../stand-in/utility.js', import.meta.url).href

/** Runs `modulePath` in a process of its own, with `process.parentPort`. */
function fork(
  modulePath: string,
  args: string[] = [],
  options: Electron.ForkOptions = {}
): Electron.UtilityProcess {
  throwBeforeReady('utilityProcess.fork() cannot be called')
  onlyBuilt('utilityProcess.fork option', options, 'stdio', 'serviceName')
  const { stdio = 'inherit' } = options
  if (stdio !== 'ignore' && stdio !== 'inherit') throw notBuilt('this stdio of a utility process')
  const child = forkNode(modulePath, args, {
    execArgv: ['--import', firstImport],
    serialization: 'advanced',
    // There is no input (docs/api/utility-process.md).
    stdio: ['ignore', stdio, stdio, 'ipc']
  })
  const events = new EventEmitter()
  let running = false
  let killed = false
  child.on('spawn', () => {
    running = true
    events.emit('spawn')
  })
  child.on('message', (message) => events.emit('message', message))
  child.on('error', () => undefined)
  child.on('exit', (code) => {
    running = false
    // kill() reports 0. Of a signal from elsewhere the app asks only whether it was a fault.
    events.emit('exit', killed ? 0 : (code ?? 1))
  })
  return strict(
    'UtilityProcess',
    Object.assign(events, {
      postMessage: (message: unknown) => {
        if (child.connected) child.send(message as object)
      },
      kill: () => {
        killed ||= running
        return running && child.kill()
      }
    } satisfies Pick<Electron.UtilityProcess, 'postMessage' | 'kill'>)
    // The part of a UtilityProcess that is built.
  ) as unknown as Electron.UtilityProcess
}

export const utilityProcess = strict('utilityProcess', { fork })
