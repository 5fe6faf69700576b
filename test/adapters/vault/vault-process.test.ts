import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { launchVaultWorker } from '../../../electron/adapters/vault/vault-process.js'

/*
 * What is asked of Electron's utility process; what comes of it is in test/integration/vault.test.ts, and what Electron
 * does beyond its types in test/electron-border/utility-process.test.ts.
 */
class FakeChild extends EventEmitter {
  readonly posted: unknown[] = []
  kills = 0
  hasSpawned = false
  postMessage(message: unknown): void {
    this.posted.push(message)
  }
  /** As Electron's: false where there is no process to end. */
  kill(): boolean {
    if (this.hasSpawned) this.kills += 1
    return this.hasSpawned
  }
  spawned(): void {
    this.hasSpawned = true
    this.emit('spawn')
  }
}

const seen = vi.hoisted(() => ({
  child: undefined as unknown as FakeChild,
  forked: [] as (readonly unknown[])[]
}))
vi.mock('electron', () => ({
  utilityProcess: {
    fork: (...given: readonly unknown[]) => {
      seen.forked.push(given)
      return seen.child
    }
  }
}))

beforeEach(() => {
  seen.child = new FakeChild()
  seen.forked.length = 0
})

describe('the process of keytar', () => {
  it('runs the worker, and nothing that it prints goes anywhere', () => {
    launchVaultWorker('vault-worker.js')
    expect(seen.forked).toEqual([['vault-worker.js', [], expect.objectContaining({ stdio: 'ignore' })]])
  })

  it('hears what is said to it, and is heard', () => {
    const worker = launchVaultWorker('vault-worker.js')
    const heard: unknown[] = []
    worker.onMessage((message) => heard.push(message))
    worker.send({ id: 0, call: 'state' })
    seen.child.emit('message', { id: 0, kind: 'done' })
    seen.child.emit('message', { id: 1, kind: 'done' })
    expect(seen.child.posted).toEqual([{ id: 0, call: 'state' }])
    expect(heard).toEqual([
      { id: 0, kind: 'done' },
      { id: 1, kind: 'done' }
    ])
  })

  it('is ended at once where it runs', () => {
    const worker = launchVaultWorker('vault-worker.js')
    seen.child.spawned()
    worker.end()
    expect(seen.child.kills).toBe(1)
  })

  it('is ended as soon as it runs where it has not started yet', () => {
    const worker = launchVaultWorker('vault-worker.js')
    worker.end()
    expect(seen.child.kills).toBe(0)
    seen.child.spawned()
    expect(seen.child.kills).toBe(1)
  })

  it('goes on where nobody ends it', () => {
    launchVaultWorker('vault-worker.js')
    seen.child.spawned()
    expect(seen.child.kills).toBe(0)
  })
})
