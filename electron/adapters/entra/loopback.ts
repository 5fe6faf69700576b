import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { AppFailure } from '../../domain/app-failure.js'
import { aadstsNumber, type SignInRefusal } from '../../domain/sign-in-error.js'

/** What the browser brought back. */
export type LoopbackAnswer =
  | { readonly kind: 'code'; readonly code: string; readonly clientInfo: string }
  | { readonly kind: 'refused'; readonly refusal: SignInRefusal }

/** A server for one answer, on this computer alone. */
export interface Loopback {
  readonly redirectUri: string
  readonly answer: Promise<LoopbackAnswer>
  close(): void
}

const largestBody = 65_536

const page = (title: string, text: string): string =>
  `<!doctype html><html lang="en"><meta charset="utf-8"><title>${title}</title><h1>${title}</h1><p>${text}</p></html>`
const signedInPage = page('You are signed in', 'You can close this page and go back to Token Tray.')
const refusedPage = page('You are not signed in', 'You can close this page. Token Tray says what happened.')

function respond(response: ServerResponse, status: number, html = ''): void {
  response.writeHead(status, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    'cache-control': 'no-store',
    'referrer-policy': 'no-referrer',
    connection: 'close'
  })
  response.end(html)
}

/** SECURITY: exactly one state, and ours; anything else was not asked for and changes nothing. */
function readAnswer(body: string, state: string): LoopbackAnswer | null {
  const fields = new URLSearchParams(body)
  const states = fields.getAll('state')
  if (states.length !== 1 || states[0] !== state) return null
  const error = fields.get('error')
  if (error !== null) {
    const number = aadstsNumber(fields.get('error_description') ?? '')
    return { kind: 'refused', refusal: { error, number } }
  }
  const code = fields.get('code')
  return code === null ? null : { kind: 'code', code, clientInfo: fields.get('client_info') ?? '' }
}

function receive(request: IncomingMessage, response: ServerResponse, onBody: (body: string) => void): void {
  const form = /^application\/x-www-form-urlencoded\b/i.test(request.headers['content-type'] ?? '')
  if (request.method !== 'POST' || request.url !== '/' || !form) {
    respond(response, 404)
    return
  }
  let body = ''
  request.setEncoding('utf8')
  request.on('data', (chunk: string) => {
    body += chunk
    if (body.length > largestBody) request.destroy()
  })
  request.on('end', () => onBody(body))
}

/**
 * Waits on a free port of 127.0.0.1 for the identity service's form post with this `state`. msal's own server
 * can neither be cancelled nor limited in time, so this one stands in for it; it is closed by whoever opened it.
 * Rejects with `port-taken` where nothing may listen.
 */
export async function openLoopback(state: string, port = 0): Promise<Loopback> {
  let resolve: (answer: LoopbackAnswer) => void = () => undefined
  const answer = new Promise<LoopbackAnswer>((settle) => {
    resolve = settle
  })
  const server = createServer((request, response) =>
    receive(request, response, (body) => {
      const read = readAnswer(body, state)
      respond(
        response,
        read === null ? 400 : 200,
        read === null ? '' : read.kind === 'code' ? signedInPage : refusedPage
      )
      if (read !== null) resolve(read)
    })
  )
  await new Promise<void>((listening, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(new AppFailure('port-taken', { reason: error.code ?? '' }, { cause: error }))
    )
    server.listen(port, '127.0.0.1', listening)
  })
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the loopback server has no port')
  return {
    redirectUri: `http://localhost:${address.port}`,
    answer,
    close: () => {
      // The answer page may still be on its way; idle connections go at once.
      server.close()
      server.closeIdleConnections()
      server.unref()
    }
  }
}
