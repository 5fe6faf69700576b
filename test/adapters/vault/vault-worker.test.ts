import { EventEmitter } from 'node:events'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CollectionState } from '../../../electron/adapters/vault/secret-service.js'
import type { vaultAnswer } from '../../../electron/adapters/vault/vault-messages.js'

/*
 * The process's own decisions, on a keychain in memory: what a null of keytar means, when the person is asked, and
 * what counts as stored. keytar and the bus themselves are in test/integration/vault.test.ts.
 */
const keychain = new Map<string, string>()
let broken: { get?: Error; put?: 'loses' | 'changes'; delete?: 'refuses' | 'lies' } = {}
/** The collection as it is told, one answer after another; the last one stays. */
let collection: CollectionState[] = []
let unlocks: 'open' | 'dismissed' | 'no-service' = 'open'

const keytar = {
  getPassword: async (_service: string, account: string) => {
    if (broken.get !== undefined) throw broken.get
    return keychain.get(account) ?? null
  },
  setPassword: (_service: string, account: string, value: string) => {
    if (broken.put !== 'loses') keychain.set(account, broken.put === 'changes' ? 'other' : value)
    return Promise.resolve()
  },
  deletePassword: (_service: string, account: string) => {
    if (broken.delete === undefined) return Promise.resolve(keychain.delete(account))
    if (broken.delete === 'lies') keychain.delete(account)
    return Promise.resolve(false)
  }
}
vi.mock('keytar', () => ({ default: keytar }))
vi.mock('../../../electron/adapters/vault/secret-service.js', () => ({
  readCollection: () =>
    Promise.resolve(collection.length > 1 ? collection.shift() : (collection[0] ?? 'open')),
  unlockCollection: () => Promise.resolve(unlocks)
}))

const port = Object.assign(new EventEmitter(), { postMessage: (reply: unknown) => void replies.push(reply) })
let replies: unknown[] = []
/** How the app reads an answer: what it cannot read is a fault of the process. */
let read: typeof vaultAnswer
const account = 'contoso · Push code'

async function ask(request: object): Promise<unknown[]> {
  replies = []
  port.emit('message', { data: { id: 7, service: 'Token Tray', account, ...request } })
  await vi.waitFor(() => {
    expect(replies.some((reply) => (reply as { kind: string }).kind !== 'prompting')).toBe(true)
  }, 60_000)
  return replies.map((reply) => read.parse(reply))
}

/** Starts the process anew. */
async function startOn(platform: NodeJS.Platform): Promise<void> {
  vi.resetModules()
  port.removeAllListeners()
  vi.stubGlobal(
    'process',
    Object.create(process, { parentPort: { value: port }, platform: { value: platform } })
  )
  await import('../../../electron/adapters/vault/vault-worker.js')
  read = (await import('../../../electron/adapters/vault/vault-messages.js')).vaultAnswer
}

beforeEach(async () => {
  keychain.clear()
  broken = {}
  collection = ['open']
  unlocks = 'open'
  await startOn('linux')
})
afterEach(() => {
  port.removeAllListeners()
  vi.unstubAllGlobals()
})

describe('reading', () => {
  it('gives what is there', async () => {
    keychain.set(account, 'open sesame')
    expect(await ask({ call: 'get' })).toEqual([{ id: 7, kind: 'present', value: 'open sesame' }])
  })

  it('tells a missing entry only where the collection is open after the look, too', async () => {
    expect(await ask({ call: 'get' })).toEqual([{ id: 7, kind: 'missing' }])
    collection = ['open', 'locked']
    expect(await ask({ call: 'get' })).toEqual([{ id: 7, kind: 'problem', problem: 'locked', message: '' }])
    collection = ['open', 'no-service']
    expect(await ask({ call: 'get' })).toMatchObject([{ kind: 'problem', problem: 'no-service' }])
  })

  it('takes an empty value for none', async () => {
    keychain.set(account, '')
    expect(await ask({ call: 'get' })).toEqual([{ id: 7, kind: 'missing' }])
  })

  it('asks the person first where it is locked, and says so', async () => {
    keychain.set(account, 'open sesame')
    collection = ['locked', 'open']
    expect(await ask({ call: 'get' })).toEqual([
      { id: 7, kind: 'prompting' },
      { id: 7, kind: 'present', value: 'open sesame' }
    ])
    collection = ['locked']
    unlocks = 'dismissed'
    expect(await ask({ call: 'get' })).toEqual([
      { id: 7, kind: 'prompting' },
      { id: 7, kind: 'problem', problem: 'dismissed', message: '' }
    ])
  })
})

describe('a keychain that fails', () => {
  const refused = { id: 7, kind: 'problem', problem: 'failed', message: 'Error: refused' }

  it('is told as that, with what it said', async () => {
    broken = { get: new Error('refused') }
    expect(await ask({ call: 'get' })).toEqual([refused])
  })

  it('while a value is read back has not stored it for sure', async () => {
    broken = { get: new Error('refused') }
    expect(await ask({ call: 'put', value: 'open sesame' })).toEqual([refused])
  })
})

describe.each(['darwin', 'win32'] as const)('on %s', (platform) => {
  it('nobody is asked on our behalf: the system does that by itself', async () => {
    await startOn(platform)
    collection = ['locked']
    expect(await ask({ call: 'state' })).toEqual([{ id: 7, kind: 'state', state: 'ready' }])
    expect(await ask({ call: 'get' })).toEqual([{ id: 7, kind: 'missing' }])
    expect(await ask({ call: 'put', value: 'open sesame' })).toEqual([{ id: 7, kind: 'done' }])
  })
})

describe('writing', () => {
  it('is done when the same value was read back', async () => {
    expect(await ask({ call: 'put', value: 'open sesame' })).toEqual([{ id: 7, kind: 'done' }])
    expect(keychain.get(account)).toBe('open sesame')
  })

  it.each(['loses', 'changes'] as const)('that %s the value is a failure', async (put) => {
    broken = { put }
    expect(await ask({ call: 'put', value: 'open sesame' })).toEqual([
      { id: 7, kind: 'problem', problem: 'failed', message: 'read back another value' }
    ])
  })

  it('into a collection that is locked meanwhile is told as that', async () => {
    collection = ['open', 'locked']
    broken = { put: 'loses' }
    expect(await ask({ call: 'put', value: 'open sesame' })).toMatchObject([{ problem: 'locked' }])
  })

  it('makes the collection, for which the person is asked', async () => {
    collection = ['no-collection']
    expect(await ask({ call: 'put', value: 'open sesame' })).toEqual([
      { id: 7, kind: 'prompting' },
      { id: 7, kind: 'done' }
    ])
    keychain.clear()
    expect(await ask({ call: 'get' })).toEqual([{ id: 7, kind: 'missing' }])
  })
})

describe('deleting', () => {
  it('is done when the entry is gone, also when it never was there', async () => {
    keychain.set(account, 'open sesame')
    expect(await ask({ call: 'delete' })).toEqual([{ id: 7, kind: 'done' }])
    expect(await ask({ call: 'delete' })).toEqual([{ id: 7, kind: 'done' }])
  })

  it('of what is still there afterwards is a failure', async () => {
    keychain.set(account, 'open sesame')
    broken = { delete: 'refuses' }
    expect(await ask({ call: 'delete' })).toEqual([
      { id: 7, kind: 'problem', problem: 'failed', message: 'still there after deleting' }
    ])
  })

  it('that keytar denies although it is gone is done', async () => {
    keychain.set(account, 'open sesame')
    broken = { delete: 'lies' }
    expect(await ask({ call: 'delete' })).toEqual([{ id: 7, kind: 'done' }])
  })

  it('in a collection that is locked meanwhile is told as that', async () => {
    broken = { delete: 'refuses' }
    collection = ['open', 'locked']
    expect(await ask({ call: 'delete' })).toMatchObject([{ kind: 'problem', problem: 'locked' }])
  })
})

describe('the state', () => {
  it.each<[CollectionState, object]>([
    ['open', { kind: 'state', state: 'ready' }],
    ['no-collection', { kind: 'state', state: 'ready' }],
    ['locked', { kind: 'state', state: 'locked' }],
    ['no-service', { kind: 'problem', problem: 'no-service' }]
  ])('of a collection that is %s, without asking anybody', async (state, expected) => {
    collection = [state]
    const told = await ask({ call: 'state' })
    expect(told).toHaveLength(1)
    expect(told).toMatchObject([expected])
  })

  it('without the library is told as that', async () => {
    vi.doMock('keytar', () => {
      throw new Error('libsecret-1.so.0: cannot open shared object file')
    })
    await startOn('linux')
    expect(await ask({ call: 'state' })).toMatchObject([{ kind: 'problem', problem: 'no-library' }])
  })
})
