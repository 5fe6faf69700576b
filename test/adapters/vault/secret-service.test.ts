import { EventEmitter } from 'node:events'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { readCollection, unlockCollection } from '../../../electron/adapters/vault/secret-service.js'

/*
 * What is made of the answers of the bus; the real bus and the real keyring are in test/integration/vault.test.ts. Its
 * time limit is the vault's own (worker-session.ts).
 */
interface Sent {
  readonly destination: string
  readonly path: string
  readonly interface: string
  readonly member: string
  readonly signature: string
  readonly body: readonly unknown[]
}

/** A bus whose service answers as `world` says. */
class FakeBus extends EventEmitter {
  isOpen = true
  async call(sent: Sent): Promise<{ body: unknown } | null> {
    world.sent.push(sent)
    const answer = world.answers[sent.member]
    if (answer instanceof Error) throw answer
    if (sent.member === 'Prompt') world.onPrompt(this)
    return answer === undefined ? null : { body: answer }
  }
  disconnect(): void {
    this.isOpen = false
  }
}

interface World {
  readonly buses: FakeBus[]
  readonly sent: Sent[]
  readonly noBus: boolean
  readonly answers: Record<string, unknown>
  onPrompt: (bus: FakeBus) => void
}

const world: World = vi.hoisted(() => ({
  ...{ buses: [], sent: [], noBus: false, answers: {} },
  onPrompt: () => undefined
}))

vi.mock('@particle/dbus-next', () => ({
  Message: function (fields: Sent) {
    return fields
  },
  sessionBus: () => {
    if (world.noBus) throw new Error('unknown bus address')
    const bus = new FakeBus()
    world.buses.push(bus)
    return bus
  }
}))

const collection = '/org/freedesktop/secrets/collection/login'
const prompt = '/org/freedesktop/secrets/prompt/p1'
const promptInterface = 'org.freedesktop.Secret.Prompt'
const ended = (dismissed: boolean, path = prompt) => ({
  ...{ interface: promptInterface, member: 'Completed', path },
  body: [dismissed, { signature: 's', value: '' }]
})
const busError = (type: string) => Object.assign(new Error(type), { type })
const members = () => world.sent.map(({ member }) => member)
const turn = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve))
const promptsWith = (...messages: readonly unknown[]): void => {
  world.onPrompt = (bus) => {
    for (const message of messages) bus.emit('message', message)
  }
}

beforeEach(() => {
  const answers = { ReadAlias: [collection], Get: [{ value: false }], Unlock: [[], prompt] }
  Object.assign(world, { buses: [], sent: [], noBus: false, answers, onPrompt: () => undefined })
})

describe('the default collection', () => {
  it.each([
    ['open', false],
    ['locked', true]
  ] as const)('is %s as its own property says, and nobody is asked', async (state, locked) => {
    world.answers['Get'] = [{ value: locked }]
    expect(await readCollection()).toBe(state)
    expect(world.sent).toEqual([
      {
        destination: 'org.freedesktop.secrets',
        path: '/org/freedesktop/secrets',
        interface: 'org.freedesktop.Secret.Service',
        ...{ member: 'ReadAlias', signature: 's', body: ['default'] }
      },
      {
        destination: 'org.freedesktop.secrets',
        path: collection,
        interface: 'org.freedesktop.DBus.Properties',
        ...{ member: 'Get', signature: 'ss', body: ['org.freedesktop.Secret.Collection', 'Locked'] }
      }
    ])
  })

  it('may not be there yet, although the service is', async () => {
    world.answers['ReadAlias'] = ['/']
    expect(await readCollection()).toBe('no-collection')
    expect(members()).toEqual(['ReadAlias'])
  })

  it('is not guessed where the service answers something else', async () => {
    world.answers['Get'] = [{ value: 'no' }]
    await expect(readCollection()).rejects.toThrow()
  })
})

describe('unlocking', () => {
  it('needs nobody where the service shows no prompt', async () => {
    world.answers['Unlock'] = [[collection], '/']
    expect(await unlockCollection()).toBe('open')
    expect(members()).toEqual(['ReadAlias', 'Unlock'])
    expect(world.sent[1]).toMatchObject({ signature: 'ao', body: [[collection]] })
  })

  it.each([
    ['open', false],
    ['dismissed', true]
  ] as const)(
    'is %s as the prompt ends, which is listened for before it is shown',
    async (state, dismissed) => {
      promptsWith(ended(dismissed))
      expect(await unlockCollection()).toBe(state)
      expect(members()).toEqual(['ReadAlias', 'Unlock', 'AddMatch', 'Prompt'])
      expect(world.sent[2]).toMatchObject({
        destination: 'org.freedesktop.DBus',
        path: '/org/freedesktop/DBus',
        interface: 'org.freedesktop.DBus',
        signature: 's',
        body: [`type='signal',interface='${promptInterface}',member='Completed',path='${prompt}'`]
      })
      expect(world.sent[3]).toMatchObject({
        ...{ path: prompt, interface: promptInterface, signature: 's', body: [''] }
      })
    }
  )

  it('is not ended by other messages, nor by the prompt of somebody else', async () => {
    promptsWith(
      ...[ended(true, '/another'), { ...ended(true), member: 'Other' }, { ...ended(true), interface: 'x' }],
      ...[{ ...ended(true), body: ['yes'] }, null, ended(false)]
    )
    expect(await unlockCollection()).toBe('open')
  })

  it('goes on for as long as the person takes, and ends with the bus', async () => {
    let state: unknown = 'waiting'
    const unlocking = unlockCollection().then((reached) => (state = reached))
    await vi.waitFor(() => expect(members()).toContain('Prompt'), 60_000)
    await turn()
    expect(state).toBe('waiting')
    world.buses[0]?.emit('error', new Error('the bus is gone'))
    expect(await unlocking).toBe('no-service')
  })
})

describe.each([
  ['reading', readCollection],
  ['unlocking', unlockCollection]
])('%s', (_name, question) => {
  it.each([
    'org.freedesktop.DBus.Error.ServiceUnknown',
    'org.freedesktop.DBus.Error.NameHasNoOwner',
    'org.freedesktop.DBus.Error.Spawn.ExecFailed',
    'org.freedesktop.DBus.Error.Spawn.ServiceNotFound'
  ])('finds no service where the bus says %s', async (type) => {
    world.answers['ReadAlias'] = busError(type)
    expect(await question()).toBe('no-service')
    expect(world.buses[0]?.isOpen).toBe(false)
  })

  it('finds no service where there is no bus', async () => {
    Object.assign(world, { noBus: true })
    expect(await question()).toBe('no-service')
  })

  it.each([
    ['does not answer in time', busError('org.freedesktop.DBus.Error.NoReply')],
    ['fails in a way of its own', new Error('a bug')]
  ])('says nothing of a service that %s', async (_what, error) => {
    world.answers['ReadAlias'] = error
    await expect(question()).rejects.toBe(error)
    expect(world.buses[0]?.isOpen).toBe(false)
  })

  it('takes a connection of its own each time, and closes it', async () => {
    promptsWith(ended(false))
    await question()
    await question()
    expect(world.buses.map(({ isOpen }) => isOpen)).toEqual([false, false])
  })
})
