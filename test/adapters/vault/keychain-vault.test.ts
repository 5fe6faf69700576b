import { beforeEach, describe, expect, it } from 'vitest'
import { createKeychainVault } from '../../../electron/adapters/vault/keychain-vault.js'
import { vaultRequest } from '../../../electron/adapters/vault/vault-messages.js'
import type { VaultReply, VaultRequest } from '../../../electron/adapters/vault/vault-messages.js'
import type { VaultWorker } from '../../../electron/adapters/vault/worker-session.js'
import { Secret } from '../../../electron/domain/secret.js'
import type { Vault } from '../../../electron/services/ports.js'
import { createFakeClock } from '../../fakes/clock.js'
import type { FakeClock } from '../../fakes/clock.js'
import { createFakeLog } from '../../fakes/log.js'

/** A worker that a test answers for. */
interface HandWorker extends VaultWorker {
  readonly asked: VaultRequest[]
  ended: boolean
  reply(reply: VaultReply): void
  crash(): void
}

function createHandWorker(): HandWorker {
  let hear: (message: unknown) => void = () => undefined
  let endings: (() => void)[] = []
  const worker: HandWorker = {
    asked: [],
    ended: false,
    send: (message) => void worker.asked.push(vaultRequest.parse(message)),
    onMessage: (listener) => (hear = listener),
    onEnd: (listener) => void endings.push(listener),
    end: () => {
      worker.ended = true
      worker.crash()
    },
    reply: (reply) => hear({ ...reply, id: worker.asked.at(-1)?.id }),
    crash: () => {
      const told = endings
      endings = []
      told.forEach((tell) => tell())
    }
  }
  return worker
}

const entry = { label: 'contoso · Push code · 4ab5764f' }
const failed: VaultReply = { kind: 'problem', problem: 'failed', message: '' }
const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

let clock: FakeClock
let workers: HandWorker[]
let vault: Vault
const worker = (): HandWorker => workers.at(-1)!

function vaultOn(platform: NodeJS.Platform): Vault {
  return createKeychainVault({
    service: 'Token Tray',
    platform,
    clock,
    log: createFakeLog(),
    launch: () => {
      workers.push(createHandWorker())
      return worker()
    }
  })
}

beforeEach(() => {
  clock = createFakeClock()
  workers = []
  vault = vaultOn('linux')
})

describe('the keychain’s process', () => {
  it('is not started before it is needed, and ended after half a minute without a call', async () => {
    expect(workers).toEqual([])
    const state = vault.state()
    worker().reply({ kind: 'state', state: 'ready' })
    expect(await state).toBe('ready')
    clock.advance(29_999)
    expect(worker().ended).toBe(false)
    clock.advance(1)
    expect(worker().ended).toBe(true)
  })

  it('has ten seconds to answer, then it is ended and the next call gets another', async () => {
    const reading = expect(vault.get(entry)).rejects.toMatchObject({ code: 'vault-no-answer' })
    await turn()
    clock.advance(9_999)
    expect(worker().ended).toBe(false)
    clock.advance(1)
    await reading
    expect(worker().ended).toBe(true)
    const again = vault.get(entry)
    await turn()
    worker().reply({ kind: 'present', value: 'here' })
    expect((await again)?.reveal()).toBe('here')
    expect(workers).toHaveLength(2)
  })

  it('has a minute from when the person is asked, after which the keychain counts as locked', async () => {
    const reading = expect(vault.get(entry)).rejects.toMatchObject({ code: 'vault-locked' })
    await turn()
    clock.advance(9_000)
    worker().reply({ kind: 'prompting' })
    clock.advance(59_999)
    expect(worker().ended).toBe(false)
    clock.advance(1)
    await reading
    expect(worker().ended).toBe(true)
  })

  it('has a minute for everything on macOS, which asks the person by itself', async () => {
    vault = vaultOn('darwin')
    const reading = expect(vault.get(entry)).rejects.toMatchObject({ code: 'vault-no-answer' })
    await turn()
    clock.advance(59_999)
    expect(worker().ended).toBe(false)
    clock.advance(1)
    await reading
  })

  it.each([
    ['crashed', () => worker().crash()],
    ['failed', () => worker().reply(failed)]
  ])('is replaced and asked once more when it %s', async (_what, fail) => {
    const reading = vault.get(entry)
    await turn()
    fail()
    await turn()
    expect(workers).toHaveLength(2)
    worker().reply({ kind: 'missing' })
    expect(await reading).toBeNull()
  })

  it('is not asked a third time', async () => {
    const writing = expect(vault.put(entry, new Secret('value'))).rejects.toMatchObject({
      code: 'vault-failed'
    })
    await turn()
    worker().reply(failed)
    await turn()
    worker().reply(failed)
    await writing
    expect(workers).toHaveLength(2)
    expect(workers.every(({ ended }) => ended)).toBe(true)
  })
})

describe('the keychain', () => {
  it.each([
    ['no-library', 'no-protected-store'],
    ['no-service', 'no-protected-store'],
    ['locked', 'vault-locked'],
    ['dismissed', 'vault-dismissed']
  ] as const)('that is %s rejects with %s for every call, and is not asked twice', async (problem, code) => {
    for (const call of [
      () => vault.get(entry),
      () => vault.put(entry, new Secret('value')),
      () => vault.delete(entry)
    ]) {
      const called = expect(call()).rejects.toMatchObject({ code })
      await turn()
      worker().reply({ kind: 'problem', problem, message: '' })
      await called
    }
    expect(worker().asked).toHaveLength(3)
  })

  it('is asked about one entry at a time, and for its state at any time', async () => {
    const [first, second] = [vault.get(entry), vault.get({ label: 'other' })]
    await turn()
    expect(worker().asked.map(({ call }) => call)).toEqual(['get'])
    const state = vault.state()
    worker().reply({ kind: 'state', state: 'locked' })
    expect(await state).toBe('locked')
    clock.advance(10_000)
    await expect(first).rejects.toMatchObject({ code: 'vault-no-answer' })
    await turn()
    worker().reply({ kind: 'missing' })
    expect(await second).toBeNull()
  })

  it('is told service, label and value, and nothing else', async () => {
    const writing = vault.put(entry, new Secret('value'))
    await turn()
    expect(worker().asked).toEqual([
      { id: 0, call: 'put', service: 'Token Tray', account: entry.label, value: 'value' }
    ])
    worker().reply({ kind: 'done' })
    await writing
  })
})
