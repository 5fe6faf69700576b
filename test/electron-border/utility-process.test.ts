import { EventEmitter } from 'node:events'
import { expect, it, vi } from 'vitest'
import { launchVaultWorker } from '../../electron/adapters/vault/vault-process.js'

const child = Object.assign(new EventEmitter(), { postMessage: () => undefined, kill: () => true })
vi.mock('electron', () => ({ utilityProcess: { fork: () => child } }))

it("a fatal error of V8 in keytar's process ends that process alone (B6)", () => {
  const worker = launchVaultWorker('vault-worker.js')
  let ended = false
  worker.onEnd(() => (ended = true))
  // An EventEmitter throws an `error` that nobody hears, and Electron's arguments are not an Error.
  expect(() => child.emit('error', 'FatalError', 'v8::ToLocalChecked', '{}')).not.toThrow()
  expect(ended).toBe(false)
  child.emit('exit', 133)
  expect(ended).toBe(true)
})
