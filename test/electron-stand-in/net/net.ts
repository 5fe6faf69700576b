import type Electron from 'electron'
import { Readable } from 'node:stream'
import type { ReadableStream as NodeReadableStream } from 'node:stream/web'
import { notBuilt, strict } from '../not-built.js'
import { ClientRequest } from './client-request.js'
import type { IncomingMessage } from './incoming-message.js'

const withoutBody = [101, 204, 205, 304]

/** fetch over ClientRequest, as in Electron (lib/browser/api/net-fetch.ts): `redirect: 'manual'` rejects. */
function fetch(input: string | Request, init?: RequestInit): Promise<Response> {
  const asked = new Request(input, init)
  if (!/^https?:/.test(asked.url)) return Promise.reject(notBuilt(`net.fetch of ${asked.url}`))
  return new Promise((resolve, reject) => {
    const { signal } = asked
    const abort = (): void => {
      request.abort()
      reject(signal.reason as Error)
    }
    const request = new ClientRequest({
      method: asked.method,
      url: asked.url,
      headers: Object.fromEntries(asked.headers),
      redirect: asked.redirect,
      credentials: asked.credentials === 'omit' ? 'omit' : 'include'
    })
    if (signal.aborted) {
      abort()
      return
    }
    signal.addEventListener('abort', abort)
    request.once('response', (response: IncomingMessage) => {
      const headers = new Headers()
      for (const [name, value] of Object.entries(response.headers)) {
        for (const one of [value].flat()) headers.append(name, one)
      }
      const isEmpty = withoutBody.includes(response.statusCode) || asked.method === 'HEAD'
      if (isEmpty) response.resume()
      const body = isEmpty ? null : (Readable.toWeb(response) as NodeReadableStream<Uint8Array>)
      const { statusCode: status, statusMessage: statusText } = response
      // Node's stream type and the DOM's differ in name only.
      resolve(new Response(body as unknown as BodyInit | null, { status, statusText, headers }))
    })
    request.on('error', reject)
    asked.arrayBuffer().then((body) => request.end(Buffer.from(body)), reject)
  })
}

export const net = strict('net', {
  request: (options: Electron.ClientRequestConstructorOptions | string) =>
    new ClientRequest(options) as unknown as Electron.ClientRequest,
  fetch,
  isOnline: () => true
} satisfies Pick<Electron.Net, 'request' | 'isOnline'> & { fetch: unknown })
