import { createServer } from 'node:http'
import { createServer as createTlsServer } from 'node:https'
import type { AddressInfo, Socket } from 'node:net'
import type { CertificateAuthority } from './certificate-authority.js'
import { carriesCredential } from './exchange.js'
import type { Exchange, Handler } from './exchange.js'

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
  /** Whether a credential came with it. */
  readonly credential: boolean
  /** Null while it is being answered. */
  readonly status: number | null
}

const basic = (login: string): string => `Basic ${Buffer.from(login).toString('base64')}`

/**
 * An HTTP proxy on a free loopback port that ends TLS itself: `CONNECT host:443` leads to the handler of that
 * host. Other hosts, other ports and plain http are refused and recorded.
 */
export async function startProxy(options: {
  readonly client: ClientKind
  readonly authority: CertificateAuthority
  readonly handlerFor: (host: string) => Handler | undefined
  readonly requests: RecordedRequest[]
  /** Every host that is asked for is added, served or not; with its port unless that is 443. */
  readonly hosts: Set<string>
  /** `name:password` that this proxy asks for now; null: it lets everybody through. */
  readonly login: () => string | null
}) {
  const { client, authority, handlerFor, requests, hosts, login } = options

  const refused = (method: string, host: string, path: string) =>
    requests.push({ client, method, host, path, query: '', credential: false, status: 403 })

  const served = createTlsServer({
    ALPNProtocols: ['http/1.1'],
    SNICallback: (host, done) => {
      if (!handlerFor(host)) done(new Error(`not served: ${host}`))
      else authority.contextFor(host).then((context) => done(null, context), done)
    }
  })
  served.on('tlsClientError', () => undefined)
  served.on('request', (request, response) => {
    const host = (request.headers.host ?? '').replace(/:443$/, '')
    const url = new URL(request.url ?? '/', `https://${host}`)
    const record = {
      client,
      method: request.method ?? '',
      host,
      path: url.pathname,
      query: url.search,
      credential: carriesCredential(request),
      status: null as number | null
    }
    requests.push(record)
    response.on('finish', () => {
      record.status = response.statusCode
    })
    const handler = handlerFor(host)
    const named = 'servername' in request.socket ? request.socket.servername : undefined
    if (!handler || host !== named) {
      response.writeHead(421).end('the host asked for is not the one that TLS named')
      return
    }
    const exchange: Exchange = { request, response, host, url }
    Promise.resolve()
      .then(() => handler(exchange))
      .catch((error: unknown) => {
        console.error('simulator:', error)
        if (response.headersSent) response.destroy()
        else response.writeHead(500).end('the simulator failed; its standard error says why')
      })
  })

  const server = createServer((request, response) => {
    const target = URL.canParse(request.url ?? '') ? new URL(request.url ?? '') : null
    hosts.add(`${target?.hostname ?? ''}:${target?.port || '80'}`)
    refused(request.method ?? '', target?.host ?? '', target?.pathname ?? '')
    response.writeHead(403).end('plain http is not served')
  })
  const sockets = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
    socket.on('error', () => undefined)
  })
  server.on('connect', (request, socket: Socket, head: Buffer) => {
    const [host = '', port] = (request.url ?? '').split(':')
    hosts.add((request.url ?? '').replace(/:443$/, ''))
    const wanted = login()
    if (wanted !== null && request.headers['proxy-authorization'] !== basic(wanted)) {
      socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="Contoso network"\r\nContent-Length: 0\r\nConnection: close\r\n\r\n'
      )
      return
    }
    if (port !== '443' || !handlerFor(host)) {
      refused('CONNECT', request.url ?? '', '')
      socket.end('HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\nConnection: close\r\n\r\n')
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
