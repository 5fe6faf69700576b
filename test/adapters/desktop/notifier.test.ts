import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createNotifier } from '../../../electron/adapters/desktop/notifier.js'

const { world } = vi.hoisted(() => ({
  world: {
    activate: undefined as (() => void) | undefined,
    says: 'show',
    closed: 0,
    notices: [] as { readonly options: { readonly icon?: unknown }; emit(event: string): boolean }[]
  }
}))

vi.mock('electron', async () => {
  const { EventEmitter } = await import('node:events')
  class Notification extends EventEmitter {
    static isSupported = (): boolean => true
    static handleActivation(callback: () => void): void {
      world.activate = callback
    }
    readonly options: object
    constructor(options: object) {
      super()
      this.options = options
    }
    show(): void {
      world.notices.push(this)
      if (world.says !== '') this.emit(world.says, {}, 'not allowed')
    }
    close(): void {
      world.closed += 1
    }
  }
  return { Notification, nativeImage: { createFromPath: (file: string) => ({ file }) } }
})

beforeEach(() => {
  vi.useFakeTimers()
  Object.assign(world, { activate: undefined, says: 'show', closed: 0, notices: [] })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('a click on a notice of an earlier run', () => {
  it('is heard on Windows, also where it started the app', () => {
    let heard = 0
    createNotifier('/icon.png', 'win32').onEarlierClick(() => (heard += 1))
    world.activate?.()
    vi.advanceTimersByTime(500)
    expect(heard).toBe(1)
  })

  it.each([
    ['before', true],
    ['after', false]
  ])('is none where the notice is of this run and its own click came %s', async (_when, first) => {
    const seen: string[] = []
    const notifier = createNotifier('/icon.png', 'win32')
    notifier.onEarlierClick(() => void seen.push('earlier'))
    await notifier.show({ title: 'a', body: 'b' }, () => void seen.push('own'))
    if (first) world.notices[0]?.emit('click')
    vi.advanceTimersByTime(100)
    world.activate?.()
    vi.advanceTimersByTime(100)
    if (!first) world.notices[0]?.emit('click')
    vi.advanceTimersByTime(1000)
    expect(seen).toEqual(['own'])
  })

  it('is heard again long after one of this run', async () => {
    const seen: string[] = []
    const notifier = createNotifier('/icon.png', 'win32')
    notifier.onEarlierClick(() => void seen.push('earlier'))
    await notifier.show({ title: 'a', body: 'b' }, () => void seen.push('own'))
    world.notices[0]?.emit('click')
    vi.advanceTimersByTime(5000)
    world.activate?.()
    vi.advanceTimersByTime(500)
    expect(seen).toEqual(['own', 'earlier'])
  })

  it.each(['linux', 'darwin'] as const)(
    'is not asked for on %s, where Electron has no such call',
    (platform) => {
      createNotifier('/icon.png', platform).onEarlierClick(() => undefined)
      expect(world.activate).toBeUndefined()
    }
  )
})

it.each([
  ['linux', { file: '/icon.png' }],
  ['win32', { file: '/icon.png' }],
  // Electron may end with one that the system does not take.
  ['darwin', undefined]
] as const)('a notice on %s has the icon %j', async (platform, icon) => {
  await createNotifier('/icon.png', platform).show({ title: 'a', body: 'b' }, () => undefined)
  expect(world.notices[0]?.options.icon).toEqual(icon)
})

describe('a notice that is not shown', () => {
  const outcome = async (): Promise<unknown> => {
    const shown = createNotifier('/icon.png', 'darwin').show({ title: 'a', body: 'b' }, () => undefined)
    const ended = shown.catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(10_000)
    return ended
  }

  it('is told with the reason of the system', async () => {
    world.says = 'failed'
    expect(await outcome()).toEqual(new Error('not allowed'))
  })

  it('is told after ten seconds where the system says nothing', async () => {
    world.says = ''
    expect(await outcome()).toEqual(new Error('the system says nothing of this notice'))
  })

  it('is taken back where the system shows it after all', async () => {
    world.says = ''
    await outcome()
    // Closed already it would tell of no `show`.
    expect(world.closed).toBe(0)
    world.notices[0]?.emit('show')
    expect(world.closed).toBe(1)
  })

  it('is taken back only where the system says nothing', async () => {
    expect(await outcome()).toBeUndefined()
    world.says = 'failed'
    await outcome()
    expect(world.closed).toBe(0)
  })
})
