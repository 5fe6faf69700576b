import { beforeEach, describe, expect, it, vi } from 'vitest'
import type * as Electron from 'electron'
import { answerCall } from '../../electron/app/call-answer.js'
import { isTrusted, openIpc } from '../../electron/app/ipc-router.js'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { Secret } from '../../electron/domain/secret.js'
import { calls, type CallHandlers } from '../../electron/shared/ipc-contract.js'

type Handler = (event: Electron.IpcMainInvokeEvent, ...args: unknown[]) => unknown
const registered = new Map<string, Handler>()

vi.mock(
  'electron',
  () =>
    ({
      ipcMain: {
        handle: (channel: string, handler: Handler) => void registered.set(channel, handler)
      } as Electron.IpcMain
    }) satisfies Pick<typeof Electron, 'ipcMain'>
)

const logged: string[] = []
const log = {
  info: () => undefined,
  warn: (event: string) => void logged.push(event),
  bug: (event: string) => void logged.push(event)
}
const refusals = { refuse: log.warn }
beforeEach(() => {
  logged.length = 0
})

/** Handlers of which only the named ones exist; calling another one fails the test. */
const only = (some: Partial<Record<keyof CallHandlers, (input: never) => Promise<unknown>>>): CallHandlers =>
  // Only what a test names is ever called.
  some as CallHandlers

describe('the bridge answers a call', () => {
  it('gives the handler what the input schema read and the page what the output schema names', async () => {
    const answer = await answerCall(
      only({
        signIn: (input: { organization: string }) =>
          Promise.resolve({ account: `ada at ${input.organization}`, refreshToken: 'leak' })
      }),
      log,
      refusals,
      'signIn',
      { organization: 'contoso', device: false, surplus: 'cut' }
    )
    expect(answer).toEqual({ ok: true, value: { account: 'ada at contoso' } })
  })

  it('never lets a Secret out, even where a handler returns one by mistake', async () => {
    const answer = await answerCall(
      only({ signIn: () => Promise.resolve({ account: new Secret('hush-hush') }) }),
      log,
      refusals,
      'signIn',
      { organization: 'contoso', device: false }
    )
    expect(answer).toEqual({ ok: false, error: { code: 'internal', facts: {} } })
    expect(JSON.stringify(answer)).not.toContain('hush')
  })

  it.each([
    ['an unknown name', 'readFile', null],
    ['a name from the prototype', 'constructor', null],
    ['a name that is no text', { toString: 'signIn' }, null],
    ['an input of the wrong shape', 'signIn', { organization: 7, device: false }],
    [
      'a length that nothing can be compared with',
      'signIn',
      { organization: { length: { valueOf: 1, toString: 1 } } }
    ],
    ['a missing input', 'signIn', undefined],
    [
      'an input that is too large',
      'signIn',
      { organization: 'contoso', device: false, pad: 'x'.repeat(20_000) }
    ],
    ['an input that JSON cannot hold', 'signIn', { organization: 'contoso', device: false, big: 1n }],
    ['a map', 'changeSettings', new Map()],
    ['bytes', 'changeSettings', new Uint8Array(3)],
    ['a list of endless length', 'changeSettings', { leadDays: new Array(4_294_967_295) }]
  ])('refuses %s before any handler runs', async (_what, name, input) => {
    const handler = vi.fn(() => Promise.resolve({ account: 'ada' }))
    const answer = await answerCall(only({ signIn: handler }), log, refusals, name, input)
    expect(answer).toEqual({ ok: false, error: { code: 'invalid-input', facts: {} } })
    expect(handler).not.toHaveBeenCalled()
    expect(logged).toHaveLength(1)
  })

  it('answers an expected failure with its code and facts', async () => {
    const answer = await answerCall(
      only({ signOut: () => Promise.reject(new AppFailure('rate-limited', { retryAfterSeconds: 30 })) }),
      log,
      refusals,
      'signOut',
      null
    )
    expect(answer).toEqual({ ok: false, error: { code: 'rate-limited', facts: { retryAfterSeconds: 30 } } })
    expect(logged).toEqual([])
  })

  it('answers a bug as internal, without its message, and logs it', async () => {
    const answer = await answerCall(
      only({ signOut: () => Promise.reject(new TypeError('token abc is not iterable')) }),
      log,
      refusals,
      'signOut',
      null
    )
    expect(answer).toEqual({ ok: false, error: { code: 'internal', facts: {} } })
    expect(logged).toEqual(['ipc.signOut'])
  })

  it('has schemas for every call, and none accepts a function', () => {
    for (const { input } of Object.values(calls)) expect(input.safeParse(() => 1).success).toBe(false)
  })
})

describe('the sender of a message', () => {
  const page = { url: 'app://token-tray/index.html', parent: null }
  it('is trusted only as the main frame of our page in our window', () => {
    expect(isTrusted({ contentsId: 3, frame: page }, 3)).toBe(true)
  })
  it.each([
    ['another window', { contentsId: 4, frame: page }, 3],
    ['a closed window', { contentsId: 3, frame: page }, null],
    ['a frame that is gone', { contentsId: 3, frame: null }, 3],
    ['a frame inside the page', { contentsId: 3, frame: { ...page, parent: {} } }, 3],
    ['another host', { contentsId: 3, frame: { ...page, url: 'app://token-tray.evil/index.html' } }, 3],
    ['another scheme', { contentsId: 3, frame: { ...page, url: 'https://token-tray/index.html' } }, 3],
    ['no address', { contentsId: 3, frame: { ...page, url: '' } }, 3]
  ])('is refused from %s', (_what, sender, ours) => {
    expect(isTrusted(sender, ours)).toBe(false)
  })

  it('is looked at before the message is', async () => {
    const handler = vi.fn(() => Promise.resolve(null))
    openIpc(only({ signOut: handler }), log, () => null)
    const receive = registered.get('token-tray:call')
    const event = { sender: { id: 9 }, senderFrame: page } as unknown as Electron.IpcMainInvokeEvent
    expect(await receive?.(event, 'signOut', null)).toMatchObject({ ok: false })
    expect(handler).not.toHaveBeenCalled()
    expect(logged).toEqual(['ipc.foreign-sender'])
  })
})
