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

/** Gives the answer, its body still to come; of a proxy that did not tunnel its 407. Rejects with Chromium's errors. */
export async function send(order: Order): Promise<http.IncomingMessage> {
  const { url, method, headers, body, proxyLogin, signal } = order
  const connection = await connect(url, proxyLogin, signal)
  if (connection instanceof http.IncomingMessage) return connection
  const path = `${url.pathname}${url.search}`
  return new Promise((resolve, reject) => {
    http
      .request({
        createConnection: () => connection,
        method,
        path,
        headers: { host: url.host, ...headers },
        signal
      })
      .once('response', resolve)
      .on('error', (error) => reject(asNetError(error)))
      .end(body)
  })
}
