import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { describe, expect, it, vi } from 'vitest'
import type * as Electron from 'electron'
import { openIpc } from '../../electron/app/ipc-router.js'
import { isModest } from '../../electron/app/message-size.js'
import { createRefusalCount } from '../../electron/app/refusal-count.js'
import { calls, type CallHandlers, type CallName } from '../../electron/shared/ipc-contract.js'
import { createFakeLog } from '../fakes/log.js'

type Handler = (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown
const registered = vi.hoisted(() => new Map<string, Handler>())
vi.mock('electron', () => ({
  ipcMain: { handle: (channel: string, handler: Handler) => void registered.set(channel, handler) }
}))

setFlagsFromString('--expose-gc')
const collectGarbage = runInNewContext('gc') as () => void
const heap = (): number => {
  collectGarbage()
  return process.memoryUsage().heapUsed
}

/** Mulberry32: the same messages in every run. */
function createRandom(seed: number): (below: number) => number {
  let state = seed
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const random = createRandom(20_261_124)
const pick = <T>(all: readonly T[]): T => all[random(all.length)]!
const names = Object.keys(calls) as CallName[]
const fields = [
  ...['organization', 'name', 'scopes', 'validTo', 'engine', 'tokenId', 'useId', 'kind', 'file', 'entry'],
  ...['device', 'anyway', 'value', 'on', 'tool', 'topic', 'when', 'leadDays', 'username', 'password'],
  ...['constructor', 'toString', 'then', 'length', '']
]

const huge = 'x'.repeat(1_000_000)
const circular: Record<string, unknown> = {}
circular['self'] = [circular]
const deep = (levels: number): unknown => {
  let value: unknown = null
  for (let level = 0; level < levels; level += 1) value = level % 2 === 0 ? [value] : { organization: value }
  return value
}
const deepest = deep(20_000)
const wide = Object.fromEntries(Array.from({ length: 20_000 }, (_, number) => [`n${number}`, number]))

const leaves: readonly (() => unknown)[] = [
  ...[undefined, null, true, false, 0, -0, -1, 1e308, NaN, Infinity, 2 ** 53, 1n].map((one) => () => one),
  ...['', ' ', '\0', '\ud800', '../../etc/passwd', '__proto__', 'contoso', '𝒳'.repeat(50)].map(
    (one) => () => one
  ),
  ...['<script>', 'https://evil.example/?x', '2026-13-45T99:00:00Z', '-1', '[object Object]'].map(
    (one) => () => one
  ),
  () => Symbol('x'),
  () => () => 1,
  () => new Date(NaN),
  () => new Map([['organization', 'contoso']]),
  () => new Set([1]),
  () => new Error('x'),
  () => /x/,
  () => new Uint8Array(8),
  () => new ArrayBuffer(1_000),
  () => new Proxy({}, {}),
  () => Object.create({ organization: 'contoso', device: false }) as unknown,
  () =>
    JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}') as unknown,
  () => circular,
  () => deep(random(200)),
  () => (random(100) > 0 ? 0 : pick([huge, deepest, wide])),
  () => new Array<unknown>(random(2) === 0 ? 4_294_967_295 : 3)
]

function value(levels: number): unknown {
  if (levels === 0 || random(3) === 0) return pick(leaves)()
  if (random(3) === 0) return Array.from({ length: random(6) }, () => value(levels - 1))
  const object: Record<string, unknown> = {}
  for (let count = random(6); count > 0; count -= 1) {
    // Defined, so that a field named __proto__ is one as it is after a structured clone.
    Object.defineProperty(object, pick([...fields, '__proto__']), {
      ...{ value: value(levels - 1), enumerable: true, configurable: true, writable: true }
    })
  }
  return object
}

// Of a window's contents the router looks at the id alone.
const contents = { id: 7 } as unknown as Electron.WebContents
const ours = { url: 'app://token-tray/index.html', parent: null }
const frames: readonly unknown[] = [
  null,
  { ...ours, parent: ours },
  { ...ours, parent: undefined },
  ...[
    '',
    'app://token-tray.evil/',
    'https://token-tray/',
    'file:///index.html',
    'about:blank',
    'app:',
    huge
  ].map((url) => ({ ...ours, url }))
]
const foreign = (): unknown =>
  random(2) === 0
    ? { sender: { id: 8 }, senderFrame: ours }
    : { sender: { id: 7 }, senderFrame: pick(frames) }

function isGood(name: CallName, input: unknown): boolean {
  try {
    return calls[name].input.safeParse(input).success
  } catch {
    return false
  }
}

/** Something good from a wrong sender, or something bad from the right one. */
function message(): readonly [event: unknown, name: unknown, input: unknown] {
  if (random(4) === 0) return [foreign(), 'signOut', null]
  const event = { sender: { id: 7 }, senderFrame: ours }
  if (random(4) === 0)
    return [event, random(2) === 0 ? pick(leaves)() : `${pick(fields)}${pick(names)}x`, null]
  for (;;) {
    const name = pick(names)
    const input = value(3)
    // What a person could have sent is not bad.
    if (!isModest(input, 16_384) || !isGood(name, input)) return [event, name, input]
  }
}

describe('100,000 bad messages', () => {
  it('crash nothing, do nothing, are all refused and counted, and leave nothing behind', async () => {
    const called: string[] = []
    const handlers = Object.fromEntries(
      names.map((name) => [name, () => Promise.resolve(called.push(name))])
    ) as unknown as CallHandlers
    const log = createFakeLog()
    const refusals = createRefusalCount(log)
    openIpc(handlers, log, () => contents, refusals)
    const receive = registered.get('token-tray:call')!
    const send = async (count: number): Promise<void> => {
      for (let sent = 0; sent < count; sent += 1) {
        const [event, name, input] = message()
        const answer = await receive(event as Electron.IpcMainInvokeEvent, name, input)
        if (JSON.stringify(answer) !== '{"ok":false,"error":{"code":"invalid-input","facts":{}}}') {
          throw new Error(`${String(name)} was answered ${JSON.stringify(answer)}`)
        }
      }
    }

    await send(10_000)
    const before = heap()
    await send(90_000)
    expect(heap() - before).toBeLessThan(8_000_000)

    expect(called).toEqual([])
    const counted = Object.entries(refusals.counts())
    expect(counted.map(([what]) => what).sort()).toEqual([
      ...['ipc.foreign-sender', 'ipc.invalid', 'ipc.not-modest', 'ipc.unknown-call']
    ])
    expect(counted.reduce((sum, [, count]) => sum + count, 0)).toBe(100_000)
    expect(log.lines.length).toBeLessThan(25)
    expect(log.lines.join('')).not.toContain('bug ')
    expect(({} as { polluted?: true }).polluted).toBeUndefined()
    expect(Object.keys(Object.prototype)).toEqual([])
  }, 600_000)

  it('are no more than the good ones: each call’s own input passes', async () => {
    const called: unknown[] = []
    const log = createFakeLog()
    openIpc(
      { signOut: (input: null) => Promise.resolve(called.push(input) === 0 ? null : null) } as CallHandlers,
      log,
      () => contents
    )
    const event = { sender: { id: 7 }, senderFrame: ours } as unknown as Electron.IpcMainInvokeEvent
    expect(await registered.get('token-tray:call')!(event, 'signOut', null)).toEqual({
      ok: true,
      value: null
    })
    expect([called, log.lines]).toEqual([[null], []])
  })
})

describe('a message’s size', () => {
  it.each([
    ['a text at the limit', 'x'.repeat(99), true],
    ['a text over it', 'x'.repeat(100), false],
    ['as many values as fit', Array.from({ length: 99 }, () => 0), true],
    ['one more', Array.from({ length: 100 }, () => 0), false],
    ['names count, too', { ['x'.repeat(98)]: 0 }, true],
    ['names that are too long', { ['x'.repeat(99)]: 0 }, false],
    ['nothing', undefined, true],
    ['an object without a prototype', Object.create(null), true],
    ['an object of a class', new URL('https://contoso.example'), false],
    ['a circle', circular, false]
  ])('is told of %s', (_what, input, modest) => {
    expect(isModest(input, 100)).toBe(modest)
  })
})

describe('a message that is far too wide', () => {
  it('is not looked at beyond the limit', () => {
    let looked = 0
    const wide: object = {}
    for (let member = 0; member < 5000; member += 1)
      Object.defineProperty(wide, `m${member}`, { enumerable: true, get: () => (looked += 1) })
    expect(isModest(wide, 100)).toBe(false)
    expect(looked).toBeLessThan(100)
  })
})

describe('the count of refusals', () => {
  it('logs the first, the tenth, the hundredth, and counts every one', () => {
    const log = createFakeLog()
    const refusals = createRefusalCount(log)
    for (let times = 0; times < 150; times += 1) refusals.refuse('ipc.invalid', { call: 'signIn' })
    expect(refusals.counts()).toEqual({ 'ipc.invalid': 150 })
    expect(log.lines).toEqual(
      [1, 10, 100].map((count) => `warn ipc.invalid {"call":"signIn","count":${count}}`)
    )
  })
})
