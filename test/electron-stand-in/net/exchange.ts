import http from 'node:http'
import { connect } from './connection.js'
import { asNetError } from './net-error.js'

interface Options {
  readonly method: string
  readonly headers: http.OutgoingHttpHeaders
  readonly signal: AbortSignal
}

/**
 * Sends one request to one address, without redirects and log-ins. Gives the answer, its body still to come; of a proxy
 * that did not tunnel its 407. Rejects with Chromium's errors.
 */
export async function send(
  url: URL,
  options: Options,
  body: Buffer,
  proxyLogin?: string
): Promise<http.IncomingMessage> {
  const connection = await connect(url, proxyLogin, options.signal)
  if (connection instanceof http.IncomingMessage) return connection
  const where = { createConnection: () => connection, path: `${url.pathname}${url.search}` }
  return new Promise((resolve, reject) => {
    http
      .request({ ...options, ...where, headers: { host: url.host, ...options.headers } })
      .once('response', resolve)
      .on('error', (error) => reject(asNetError(error)))
      .end(body)
  })
}
