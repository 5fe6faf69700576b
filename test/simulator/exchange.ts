import type { IncomingMessage, ServerResponse } from 'node:http'

/** One request under a real host name, and the way to answer it. */
export interface Exchange {
  readonly request: IncomingMessage
  readonly response: ServerResponse
  readonly host: string
  readonly url: URL
}

/** Given back by whatever answers, so that a way through a handler that answers nothing does not compile. */
export type Answered = 'answered'

export type Handler = (exchange: Exchange) => Answered | Promise<Answered>

export type Headers = Readonly<Record<string, string | readonly string[]>>

export async function readBody(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = []
  // Without `setEncoding` a request gives buffers only.
  for await (const part of request as AsyncIterable<Buffer>) parts.push(part)
  return Buffer.concat(parts).toString('utf8')
}

export async function readForm(request: IncomingMessage): Promise<URLSearchParams> {
  return new URLSearchParams(await readBody(request))
}

/** The JSON of a body, or undefined when it is none. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  try {
    return JSON.parse(await readBody(request))
  } catch {
    return undefined
  }
}

/** Answers with a body, but for `HEAD`. */
export function answer(
  { request, response }: Exchange,
  status: number,
  headers: Headers,
  body: string | Buffer
): Answered {
  response.statusCode = status
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value)
  response.setHeader('cache-control', 'no-store')
  response.end(request.method === 'HEAD' ? undefined : body)
  return 'answered'
}

const answering =
  <Body>(type: string, written: (body: Body) => string) =>
  (exchange: Exchange, status: number, body: Body, headers: Headers = {}): Answered =>
    answer(exchange, status, { 'content-type': `${type}; charset=utf-8`, ...headers }, written(body))

export const answerJson = answering<unknown>('application/json', (body) => JSON.stringify(body))

/** JSON behind a UTF-8 byte-order mark, as the service sometimes sends it (azure-devops.md 1.8). */
export const answerMarkedJson = answering<unknown>(
  'application/json',
  (body) => `\uFEFF${JSON.stringify(body)}`
)

export const answerHtml = answering<string>('text/html', (body) => body)

export function answerEmpty(exchange: Exchange, status: number, headers: Headers = {}): Answered {
  return answer(exchange, status, { 'content-length': '0', ...headers }, '')
}

export function redirect(exchange: Exchange, location: string, headers: Headers = {}): Answered {
  return answerEmpty(exchange, 302, { location, ...headers })
}

/** No token is like it. */
const wrongEncoding = 'not the base64 of user:password'

export type Credential =
  | { readonly scheme: 'none' }
  | { readonly scheme: 'basic'; readonly password: string }
  | { readonly scheme: 'bearer'; readonly token: string }

/** Whether a credential came at all: git begins with an empty password where an address names a user. */
export function carriesCredential(request: IncomingMessage): boolean {
  const credential = credentialOf(request)
  return credential.scheme === 'bearer' || (credential.scheme === 'basic' && credential.password !== '')
}

/**
 * What the request's Authorization header carries. The user name of Basic is never looked at; base64 that is not
 * exactly `user:password`, with padding and without line breaks, counts as a wrong password.
 */
export function credentialOf(request: IncomingMessage): Credential {
  const [scheme, value] = (request.headers.authorization ?? '').split(' ', 2)
  if (scheme?.toLowerCase() === 'bearer' && value) return { scheme: 'bearer', token: value }
  if (scheme?.toLowerCase() !== 'basic' || !value) return { scheme: 'none' }
  const [pair, password = ''] = /^[^:]*:(.*)$/s.exec(Buffer.from(value, 'base64').toString('utf8')) ?? []
  // Node reads base64 of any kind; a client that sends another kind is at fault, and must be seen.
  const exact = pair !== undefined && Buffer.from(pair).toString('base64') === value
  return { scheme: 'basic', password: exact ? password : wrongEncoding }
}
