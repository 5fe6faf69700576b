import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import ts from 'typescript'
import { beforeEach, describe, expect, it } from 'vitest'
import { createKeychainVault } from '../../../electron/adapters/vault/keychain-vault.js'
import {
  vaultRequest,
  type VaultReply,
  type VaultRequest
} from '../../../electron/adapters/vault/vault-messages.js'
import type { VaultWorker } from '../../../electron/adapters/vault/worker-session.js'
import { Secret } from '../../../electron/domain/secret.js'
import type { Vault } from '../../../electron/services/ports/keychain.js'
import { createFakeClock, type FakeClock } from '../../fakes/clock.js'
import { createFakeLog, type FakeLog } from '../../fakes/log.js'

/** A worker that a test answers for. */
interface HandWorker extends VaultWorker {
  readonly asked: VaultRequest[]
  ended: boolean
  /** Answers the newest request. */
  reply(reply: VaultReply): void
  replyTo(id: number, reply: VaultReply): void
  say(message: unknown): void
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
    replyTo: (id, reply) => hear({ ...reply, id }),
    say: (message) => hear(message),
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
let log: FakeLog
const worker = (): HandWorker => workers.at(-1)!

function vaultOn(platform: NodeJS.Platform): Vault {
  return createKeychainVault({
    service: 'Token Tray',
    platform,
    clock,
    log,
    launch: () => {
      workers.push(createHandWorker())
      return worker()
    }
  })
}

beforeEach(() => {
  clock = createFakeClock()
  workers = []
  log = createFakeLog()
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

  it('has ten seconds on macOS, too, where the keychain is only asked how it is', async () => {
    vault = vaultOn('darwin')
    const state = expect(vault.state()).rejects.toMatchObject({ code: 'vault-no-answer' })
    clock.advance(10_000)
    await state
  })

  it('has a minute for every entry on macOS, which asks the person by itself', async () => {
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

describe('a keychain’s process that keeps failing', () => {
  /** One call that fails for good: asked, and asked once more of another process. */
  async function failOnce(): Promise<void> {
    const before = workers.length
    const reading = expect(vault.get(entry)).rejects.toMatchObject({ code: 'vault-failed' })
    for (let pauses = 0; pauses < 20; pauses += 1) {
      await turn()
      if (workers.length > before && !worker().ended) worker().crash()
      clock.advance(1_000)
    }
    await reading
  }

  it('is started again only after pauses that grow to eight seconds', async () => {
    const starts: number[] = []
    const reading = [1, 2, 3, 4].map(() => vault.get(entry).catch(() => null))
    for (let second = 0; second < 60; second += 1) {
      await turn()
      if (workers.length > starts.length) {
        starts.push(second)
        worker().crash()
        await turn()
        if (workers.length > starts.length) {
          starts.push(second)
          worker().crash()
        }
      }
      await turn()
      clock.advance(1_000)
    }
    await Promise.all(reading)
    expect(starts.map((start, number) => start - (starts[number - 1] ?? start))).toEqual([
      ...[0, 0, 1, 2, 4],
      ...[8, 8, 8]
    ])
  })

  it('is started without a pause again once it has answered', async () => {
    await failOnce()
    const reading = vault.get(entry)
    await turn()
    clock.advance(8_000)
    await turn()
    worker().reply({ kind: 'missing' })
    expect(await reading).toBeNull()
    const before = workers.length
    worker().crash()
    const again = vault.get(entry)
    await turn()
    expect(workers).toHaveLength(before + 1)
    worker().reply({ kind: 'missing' })
    expect(await again).toBeNull()
  })

  it('is asked about every call that waited for its start', async () => {
    await failOnce()
    const calls = [vault.state(), vault.state()]
    await turn()
    const before = workers.length
    clock.advance(8_000)
    expect(workers).toHaveLength(before + 1)
    expect(worker().asked).toHaveLength(2)
    for (const { id } of worker().asked) worker().replyTo(id, { kind: 'state', state: 'ready' })
    expect(await Promise.all(calls)).toEqual(['ready', 'ready'])
  })

  it('does not count a person who is not there as a fault', async () => {
    for (let times = 0; times < 3; times += 1) {
      const reading = expect(vault.get(entry)).rejects.toMatchObject({ code: 'vault-locked' })
      await turn()
      expect(workers).toHaveLength(times + 1)
      worker().reply({ kind: 'prompting' })
      clock.advance(60_000)
      await reading
    }
  })

  it.each([['nothing'], [null], [{ id: 0, kind: 'present', value: '' }], [{ kind: 'done' }], [{ id: 'x' }]])(
    'is replaced when it says %j',
    async (message) => {
      const reading = vault.get(entry)
      await turn()
      worker().say(message)
      await turn()
      expect(workers.map(({ ended }) => ended)).toEqual([true, false])
      worker().reply({ kind: 'present', value: 'here' })
      expect((await reading)?.reveal()).toBe('here')
    }
  )

  it('may go while nobody asks it anything', async () => {
    const state = vault.state()
    worker().reply({ kind: 'state', state: 'ready' })
    await state
    worker().crash()
    const again = vault.state()
    worker().reply({ kind: 'state', state: 'locked' })
    expect(await again).toBe('locked')
  })
})

describe('the keychain’s process, while calls overlap,', () => {
  /** Two faults in a row: the next start waits for a second. */
  async function failTwice(fail: () => void): Promise<void> {
    const reading = vault.get(entry).catch(() => null)
    await turn()
    fail()
    await turn()
    fail()
    await turn()
    await reading
  }
  const askState = (): void => void vault.state().catch(() => null)

  it.each([
    ['ends', () => worker().crash()],
    ['answers that it failed', () => worker().reply(failed)]
  ])('waits for its start after two faults when it %s', async (_what, fail) => {
    await failTwice(fail)
    expect(workers).toHaveLength(2)
    askState()
    expect(workers).toHaveLength(2)
    clock.advance(1_000)
    expect(workers).toHaveLength(3)
  })

  it('waits as well after two calls that it did not answer', async () => {
    for (let times = 0; times < 2; times += 1) {
      const reading = expect(vault.get(entry)).rejects.toMatchObject({ code: 'vault-no-answer' })
      await turn()
      clock.advance(10_000)
      await reading
    }
    askState()
    expect(workers).toHaveLength(2)
    clock.advance(1_000)
    expect(workers).toHaveLength(3)
  })

  it('is started once for all that wait, and asked at once when it runs', async () => {
    await failTwice(() => worker().crash())
    askState()
    clock.advance(600)
    askState()
    clock.advance(400)
    expect([workers.length, worker().asked.length]).toEqual([3, 2])
    askState()
    expect([workers.length, worker().asked.length]).toEqual([3, 3])
  })

  it('is not idle while the person is looking for a password', async () => {
    const reading = vault.get(entry)
    await turn()
    const { id } = worker().asked[0]!
    worker().replyTo(id, { kind: 'prompting' })
    askState()
    worker().reply({ kind: 'state', state: 'locked' })
    clock.advance(50_000)
    expect(worker().ended).toBe(false)
    worker().replyTo(id, { kind: 'present', value: 'here' })
    expect((await reading)?.reveal()).toBe('here')
    clock.advance(30_000)
    expect(worker().ended).toBe(true)
  })

  it('is looked at by no timer any more once it ended', async () => {
    const state = vault.state()
    worker().reply({ kind: 'state', state: 'ready' })
    await state
    const reading = vault.get(entry).catch(() => null)
    await turn()
    worker().crash()
    await turn()
    worker().reply(failed)
    await reading
    expect(workers.every(({ ended }) => ended)).toBe(true)
    expect(clock.armed()).toBe(0)
  })

  it('that does not answer one call has not answered the others', async () => {
    const states = [vault.state(), vault.state()].map((state) =>
      expect(state).rejects.toMatchObject({ code: 'vault-no-answer' })
    )
    clock.advance(10_000)
    await Promise.all(states)
    expect(workers).toHaveLength(1)
  })

  it('that was ended since the person did not answer is not taken for locked by another call', async () => {
    const reading = expect(vault.get(entry)).rejects.toMatchObject({ code: 'vault-locked' })
    await turn()
    worker().reply({ kind: 'prompting' })
    clock.advance(55_000)
    const state = expect(vault.state()).rejects.toMatchObject({ code: 'vault-no-answer' })
    clock.advance(5_000)
    await Promise.all([reading, state])
  })

  it.each([
    ['longer', 'garbage'],
    ['shorter', { id: 0, kind: 'missing' }]
  ])('does not wait %s for what one that was ended still says', async (_what, message) => {
    const reading = vault.get(entry).catch(() => null)
    await turn()
    worker().crash()
    await turn()
    workers[0]!.say(message)
    worker().crash()
    await reading
    askState()
    clock.advance(999)
    expect(workers).toHaveLength(2)
    clock.advance(1)
    expect(workers).toHaveLength(3)
  })

  it.each(['locked', 'dismissed', 'no-service', 'no-library'] as const)(
    'has answered when it says %s, and is started without a pause after the next fault',
    async (problem) => {
      await failTwice(() => worker().crash())
      const reading = vault.get(entry).catch(() => null)
      await turn()
      clock.advance(1_000)
      worker().reply({ kind: 'problem', problem, message: '' })
      await reading
      worker().crash()
      askState()
      expect(workers).toHaveLength(4)
    }
  )

  it('may answer what nobody asked, or twice', async () => {
    const reading = vault.get(entry)
    await turn()
    const heard = [7, 0, 0].map((id) => () => worker().replyTo(id, { kind: 'missing' }))
    for (const say of [() => worker().replyTo(7, { kind: 'prompting' }), ...heard]) expect(say).not.toThrow()
    expect(await reading).toBeNull()
    expect([workers.length, worker().ended]).toEqual([1, false])
  })

  it('is left alone by what one that was ended still says', async () => {
    const reading = vault.get(entry)
    await turn()
    const [old] = workers
    old!.crash()
    await turn()
    old!.say('garbage')
    old!.replyTo(0, { kind: 'missing' })
    old!.replyTo(0, { kind: 'prompting' })
    expect([workers.length, worker().ended]).toEqual([2, false])
    worker().reply({ kind: 'present', value: 'here' })
    expect((await reading)?.reveal()).toBe('here')
  })
})

describe('the keychain’s state', () => {
  it.each(['no-library', 'no-service'] as const)('is that there is none where it is %s', async (problem) => {
    const state = vault.state()
    worker().reply({ kind: 'problem', problem, message: '' })
    expect(await state).toBe('no-service')
  })

  it('is not known where asking fails twice', async () => {
    const state = expect(vault.state()).rejects.toMatchObject({ code: 'vault-failed' })
    worker().reply(failed)
    await turn()
    worker().reply(failed)
    await state
  })

  it('is a bug where the answer is to another question', async () => {
    const state = expect(vault.state()).rejects.toThrow('the vault answered done')
    worker().reply({ kind: 'done' })
    await state
  })

  it.each(['no-library', 'no-service'] as const)('of none says why: %s', async (problem) => {
    const reading = expect(vault.get(entry)).rejects.toMatchObject({ facts: { reason: problem } })
    await turn()
    worker().reply({ kind: 'problem', problem, message: '' })
    await reading
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

describe('the log of the keychain', () => {
  it('tells which call failed and why, and neither the entry nor its value', async () => {
    const writing = expect(vault.put(entry, new Secret('open sesame'))).rejects.toMatchObject({
      code: 'vault-failed'
    })
    for (const message of ['gone', 'gone again']) {
      await turn()
      worker().reply({ kind: 'problem', problem: 'failed', message })
    }
    await writing
    expect(log.lines.filter((line) => !line.includes('vault.fault'))).toEqual([
      'warn vault.renewed {"call":"put","message":"gone"}',
      'warn vault.problem {"call":"put","problem":"failed","message":"gone again"}'
    ])
  })

  it('tells which call was not answered, and how often in a row the process failed', async () => {
    for (let times = 0; times < 2; times += 1) {
      const state = expect(vault.state()).rejects.toMatchObject({ code: 'vault-no-answer' })
      clock.advance(10_000)
      await state
    }
    const late = 'warn vault.late {"call":"state","limit":10000}'
    expect(log.lines).toEqual([
      ...[late, 'warn vault.fault {"faults":1}'],
      ...[late, 'warn vault.fault {"faults":2}']
    ])
  })
})

describe('findCredentials of keytar', () => {
  it('is called nowhere: it crashes the process while the collection is locked', () => {
    const sources = readdirSync('electron', { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.ts')
    )
    expect(sources.length).toBeGreaterThan(50)
    const callers = sources.filter((file) => {
      const words = ts.createScanner(ts.ScriptTarget.Latest, true)
      words.setText(readFileSync(path.join('electron', file), 'utf8'))
      while (words.scan() !== ts.SyntaxKind.EndOfFileToken) {
        if (words.getTokenText().includes('findCredentials')) return true
      }
      return false
    })
    expect(callers).toEqual([])
  })
})
