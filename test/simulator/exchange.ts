import type { IncomingMessage } from 'node:http'
import { text } from 'node:stream/consumers'

/** One request under a real host name. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly host: string
  readonly url: URL
}

type Headers = Readonly<Record<string, string | readonly string[]>>

export interface Answer {
  readonly status: number
  readonly headers: Headers
  /** Not sent to `HEAD`. */
  readonly body: string | Buffer
}

export type Handler = (exchange: Exchange) => Answer | Promise<Answer>

export const readForm = async ({ request }: Exchange) => new URLSearchParams(await text(request))

/** The JSON of the body, or undefined when it is none. */
export async function readJson({ request }: Exchange): Promise<unknown> {
  try {
    return JSON.parse(await text(request))
  } catch {
    return undefined
  }
}

/** Any text; its type without the encoding, which is UTF-8. */
export const answerText = (status: number, type: string, body: string, headers: Headers = {}): Answer => ({
  ...{ status, body },
  headers: { 'content-type': `${type}; charset=utf-8`, ...headers }
})

export const answerJson = (status: number, body: unknown, headers?: Headers) =>
  answerText(status, 'application/json', JSON.stringify(body), headers)

export const answerHtml = (status: number, body: string, headers?: Headers) =>
  answerText(status, 'text/html', body, headers)

export const answerEmpty = (status: number, headers: Headers = {}): Answer => ({ status, headers, body: '' })

export const redirect = (location: string, headers: Headers = {}) =>
  answerEmpty(302, { location, ...headers })

/** The same behind a UTF-8 byte-order mark, as the service sometimes sends it (azure-devops.md 1.8). */
export const marked = (answer: Answer): Answer => ({
  ...answer,
  body: `\uFEFF${answer.body.toString().replace(/^\uFEFF/, '')}`
})

/** No token is like it. */
const wrongEncoding = 'not the base64 of user:password'

/**
 * What the request's Authorization header carries. The user name of Basic is never looked at; base64 that is not
 * exactly `user:password`, with padding and without line breaks, counts as a wrong password.
 */
export function credentialOf({ headers }: IncomingMessage): {
  readonly scheme: 'none' | 'basic' | 'bearer'
  readonly secret: string
} {
  const [scheme, value] = (headers.authorization ?? '').split(' ', 2)
  if (scheme?.toLowerCase() === 'bearer' && value) return { scheme: 'bearer', secret: value }
  if (scheme?.toLowerCase() !== 'basic' || !value) return { scheme: 'none', secret: '' }
  const [pair, password = ''] = /^[^:]*:(.*)$/s.exec(Buffer.from(value, 'base64').toString('utf8')) ?? []
  // Node reads base64 of any kind; a client that sends another kind is at fault, and must be seen.
  const exact = pair !== undefined && Buffer.from(pair).toString('base64') === value
  return { scheme: 'basic', secret: exact ? password : wrongEncoding }
}
