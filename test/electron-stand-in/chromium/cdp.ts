import type { CDPSession } from 'playwright-core'
import { EventEmitter } from 'node:events'
import type { Readable, Writable } from 'node:stream'

/** A session of the Chrome DevTools Protocol, typed by Playwright's copy of the protocol. */
export type CdpSession = Pick<CDPSession, 'send' | 'on' | 'off'>

export interface Cdp {
  /** A session by its id; without one that of the browser itself. */
  session(id?: string): CdpSession
  /** Answers all that is under way, and all that comes later, with an error. */
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

/** The protocol over Chromium's `--remote-debugging-pipe`: JSON texts, each ended by a zero byte. */
export function connectPipe(input: Writable, output: Readable): Cdp {
  const sessions = new Map<string | undefined, EventEmitter & CdpSession>()
  const waiting = new Map<number, (answer: Message) => void>()
  const ended: Message = { error: { message: 'Chromium has ended' } }
  let isEnded = false
  let last = 0

  function session(sessionId?: string): EventEmitter & CdpSession {
    const known = sessions.get(sessionId)
    if (known !== undefined) return known
    const send = (method: string, params: object = {}): Promise<unknown> =>
      new Promise((resolve, reject) => {
        const answer = ({ result, error }: Message): void => {
          if (error === undefined) resolve(result)
          else reject(new Error(`${method}: ${error.message}`))
        }
        waiting.set((last += 1), answer)
        if (isEnded) answer(ended)
        else input.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`)
      })
    // What comes back is the protocol's; Playwright's types say what that is for each name.
    const made = Object.assign(new EventEmitter(), { send }) as unknown as EventEmitter & CdpSession
    sessions.set(sessionId, made)
    return made
  }

  function receive(message: Message): void {
    const { id, method = '', params, sessionId } = message
    if (id === undefined) session(sessionId).emit(method, params)
    else {
      waiting.get(id)?.(message)
      waiting.delete(id)
    }
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
  for (const stream of [input, output]) stream.on('error', () => undefined)

  return {
    session,
    end: () => {
      isEnded = true
      for (const answer of waiting.values()) answer(ended)
    }
  }
}
