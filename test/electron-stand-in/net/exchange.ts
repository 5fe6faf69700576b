import http from 'node:http'
import { connect } from './connection.js'
import { asNetError } from './net-error.js'

/** One request to one address, without redirects and log-ins. */
export interface Order {
  readonly url: URL
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  readonly proxyLogin: string | undefined
  readonly signal: AbortSignal
}

/** The answer, its body still to come. */
export interface Sent {
  readonly answer: http.IncomingMessage
  /** The answer is the 407 of a proxy that did not tunnel. */
  readonly tunnelRefused: boolean
}

/** Chromium's own headers for a request of the main process; no encoding, as none is undone. */
const always = {
  connection: 'close',
  'user-agent':
    'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/153.0.0.0 Electron/45.3.3 Safari/537.36',
  'accept-language': 'en-US'
}

/** Sends the order. Rejects with Chromium's errors. */
export async function send({ url, method, headers, body, proxyLogin, signal }: Order): Promise<Sent> {
  const connection = await connect(url, proxyLogin, signal)
  if (connection instanceof http.IncomingMessage) return { answer: connection, tunnelRefused: true }
  const hasBody = body.length > 0 || method === 'POST' || method === 'PUT'
  const length = hasBody ? { 'content-length': String(body.length) } : {}
  return new Promise((resolve, reject) => {
    const request = http.request({
      createConnection: () => connection,
      method,
      path: `${url.pathname}${url.search}`,
      headers: { host: url.host, ...always, ...headers, ...length },
      signal
    })
    request.once('response', (answer) => resolve({ answer, tunnelRefused: false }))
    request.on('error', (error) => reject(asNetError(error)))
    request.end(body)
  })
}
