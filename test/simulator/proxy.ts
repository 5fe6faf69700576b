import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import { credentialOf, type Answer, type Exchange } from './exchange.js'

/** Who is behind a proxy port: each kind of client is given its own, so that the record names it. */
export type ClientKind = 'app' | 'browser' | 'tools'

/** One request as it was seen. Never a header or a body. */
export interface RecordedRequest {
  readonly client: ClientKind
  /** `CONNECT` where a tunnel to a host or port that is not served was refused. */
  readonly method: string
  readonly host: string
  readonly path: string
  /** With the question mark, or empty. */
  readonly query: string
  /** Whether a credential came with it; git begins with an empty password where an address names a user. */
  readonly credential: boolean
  /** Null while it is being answered. */
  readonly status: number | null
}

/**
 * An HTTP proxy on a free loopback port that ends TLS itself: `CONNECT host:443` leads to the service. Other hosts,
 * other ports and plain http are refused and recorded.
 */
export async function startProxy(options: {
  readonly client: ClientKind
  readonly identity: { readonly key: string; readonly cert: string }
  readonly isServed: (host: string) => boolean
  /** Null: the connection ends without an answer. */
  readonly service: (exchange: Exchange) => Promise<Answer | null>
  readonly requests: RecordedRequest[]
  /** `name:password` that this proxy asks for now; null: it lets everybody through. */
  readonly login: () => string | null
}) {
  const { client, identity, isServed, service, requests, login } = options

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const host = (request.headers.host ?? '').replace(/:443$/, '')
    const url = new URL(request.url ?? '/', `https://${host}`)
    const { method = '' } = request
    const credential = credentialOf(request).secret !== ''
    const record = { client, method, host, path: url.pathname, query: url.search, credential }
    const at = requests.push({ ...record, status: null }) - 1
    response.on('finish', () => (requests[at] = { ...record, status: response.statusCode }))
    response.setHeader('cache-control', 'no-store')
    const answer = await service({ request, host, url })
    if (answer === null) {
      response.destroy()
      return
    }
    response.statusCode = answer.status
    for (const [name, value] of Object.entries(answer.headers)) response.setHeader(name, value)
    response.end(method === 'HEAD' ? undefined : answer.body)
  }

  const served = createTlsServer({ ALPNProtocols: ['http/1.1'], ...identity })
  served.on('tlsClientError', () => undefined)
  served.on('request', (request, response) => {
    serve(request, response).catch((error: unknown) => {
      console.error('simulator:', error)
      response.writeHead(500).end('the simulator failed; its standard error says why')
    })
  })

  const refused = (method: string, host: string, path: string) =>
    requests.push({ client, method, host, path, query: '', credential: false, status: 403 })
  const server = createServer(({ method = '', url = '' }, response) => {
    const target = new URL(url, 'http://nowhere')
    refused(method, `${target.hostname}:${target.port || '80'}`, target.pathname)
    response.writeHead(403).end('plain http is not served')
  })
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket)).on('error', () => undefined)
  })
  server.on('connect', ({ url: target = '', headers }, socket: Socket, head: Buffer) => {
    const [host = '', port] = target.split(':')
    const say = (status: string) =>
      socket.end(`HTTP/1.1 ${status}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n`)
    const wanted = login()
    if (port !== '443' || !isServed(host)) {
      refused('CONNECT', target, '')
      say('403 Forbidden')
      return
    }
    if (wanted !== null && headers['proxy-authorization'] !== `Basic ${btoa(wanted)}`) {
      say('407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="Contoso network"')
      return
    }
    socket.write('HTTP/1.1 200 Connection established\r\n\r\n')
    if (head.length > 0) socket.unshift(head)
    served.emit('connection', socket)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, // listening on a port, not a pipe
    close: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      })
  }
}
