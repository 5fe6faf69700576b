import type { CDPSession } from 'playwright-core'
import { EventEmitter } from 'node:events'
import type { Readable, Writable } from 'node:stream'

/** A session of the Chrome DevTools Protocol, typed by Playwright's copy of the protocol. */
export type CdpSession = Pick<CDPSession, 'send' | 'on' | 'off'>

export interface Cdp {
  /** The session of the browser itself. */
  readonly browser: CdpSession
  session(id: string): CdpSession
  /** Answers all that is under way with an error. */
  end(): void
}

interface Message {
  readonly id?: number
  readonly method?: string
  readonly params?: unknown
  readonly sessionId?: string
  readonly result?: unknown
  readonly error?: { readonly message: string }
}

interface Waiting {
  readonly method: string
  readonly resolve: (result: unknown) => void
  readonly reject: (error: Error) => void
}

/** The protocol over Chromium's `--remote-debugging-pipe`: JSON texts, each ended by a zero byte. */
export function connectPipe(input: Writable, output: Readable): Cdp {
  const waiting = new Map<number, Waiting>()
  const sessions = new Map<string, EventEmitter & CdpSession>()
  let last = 0
  let ended = false

  function makeSession(sessionId: string | undefined): EventEmitter & CdpSession {
    const events = new EventEmitter().setMaxListeners(0)
    const send = (method: string, params: object = {}): Promise<unknown> =>
      new Promise((resolve, reject) => {
        if (ended) {
          reject(new Error(`${method}: Chromium has ended`))
          return
        }
        last += 1
        waiting.set(last, { method, resolve, reject })
        input.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`)
      })
    // What comes back is the protocol's; Playwright's types say what that is for each name.
    return Object.assign(events, { send }) as unknown as EventEmitter & CdpSession
  }

  const browser = makeSession(undefined)
  const session = (id: string): EventEmitter & CdpSession => {
    const known = sessions.get(id) ?? makeSession(id)
    sessions.set(id, known)
    return known
  }

  function receive(message: Message): void {
    if (message.id === undefined) {
      const target = message.sessionId === undefined ? browser : session(message.sessionId)
      target.emit(message.method ?? '', message.params)
      return
    }
    const asked = waiting.get(message.id)
    waiting.delete(message.id)
    if (message.error === undefined) asked?.resolve(message.result)
    else asked?.reject(new Error(`${asked.method}: ${message.error.message}`))
  }

  let parts: Buffer[] = []
  output.on('data', (data: Buffer) => {
    let rest = data
    for (let end = rest.indexOf(0); end >= 0; end = rest.indexOf(0)) {
      const text = Buffer.concat([...parts, rest.subarray(0, end)]).toString('utf8')
      parts = []
      rest = rest.subarray(end + 1)
      receive(JSON.parse(text) as Message)
    }
    if (rest.length > 0) parts.push(rest)
  })
  // The pipe breaks when Chromium ends; `end` tells everybody.
  input.on('error', () => undefined)
  output.on('error', () => undefined)

  return {
    browser,
    session,
    end: () => {
      ended = true
      for (const { method, reject } of waiting.values()) reject(new Error(`${method}: Chromium has ended`))
      waiting.clear()
    }
  }
}
