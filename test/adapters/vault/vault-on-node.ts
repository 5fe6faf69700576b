import { fork, type ChildProcess } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import type { VaultWorker } from '../../../electron/adapters/vault/worker-session.js'
import { compile } from '../../desktop/compile.js'

/** Starts the real worker as a plain Node process in place of Electron's utility process. */
export interface VaultOnNode {
  launch(): VaultWorker
  /** All that were ever started, newest last. */
  readonly started: readonly ChildProcess[]
  close(): void
}

/** `process.parentPort` (electron/electron docs/api/parent-port.md) over Node's own channel. */
const parentPort = `import { EventEmitter } from 'node:events'
const port = new EventEmitter()
port.postMessage = (message) => process.send?.(message)
port.once('newListener', () => process.on('message', (data) => port.emit('message', { data })))
process.on('disconnect', () => process.exit(0))
process.parentPort = port
`

export async function prepareVaultOnNode(env: Readonly<Record<string, string>>): Promise<VaultOnNode> {
  const directory = mkdtempSync(resolve('out', 'vault-test-'))
  const worker = await compile(resolve('electron/adapters/vault/vault-worker.ts'), directory)
  const port = join(directory, 'parent-port.mjs')
  writeFileSync(port, parentPort)
  const started: ChildProcess[] = []
  return {
    started,
    launch: () => {
      const child = fork(worker, [], {
        env,
        execArgv: ['--import', port],
        serialization: 'advanced',
        stdio: ['ignore', 'ignore', 'inherit', 'ipc']
      })
      child.on('error', () => undefined)
      started.push(child)
      return {
        send: (message) => {
          if (child.connected) child.send(message as Record<string, unknown>)
        },
        onMessage: (listener) => child.on('message', listener),
        onEnd: (listener) => child.once('exit', listener),
        end: () => child.kill()
      }
    },
    close: () => {
      for (const child of started) child.kill()
      rmSync(directory, { recursive: true })
    }
  }
}
