import { createHash } from 'node:crypto'
import http from 'node:http'
import type { IncomingMessage } from 'node:http'
import net from 'node:net'
import type { Socket } from 'node:net'
import tls from 'node:tls'
import type { TLSSocket } from 'node:tls'
import { commandLine } from '../app/command-line.js'
import { notBuilt } from '../not-built.js'
import { asNetError, netError } from './net-error.js'

/** A connection over which the request can be sent. */
export type Connection =
  | { readonly kind: 'open'; readonly socket: Socket }
  /** The proxy wants a log-in before it tunnels. */
  | { readonly kind: 'proxy-login'; readonly answer: IncomingMessage }

/** The proxy for this address by --proxy-server and --proxy-bypass-list, or null for a direct connection. */
export function proxyFor(url: URL): URL | null {
  const server = commandLine.getSwitchValue('proxy-server')
  if (server === '') return null
  const rules = commandLine
    .getSwitchValue('proxy-bypass-list')
    .split(/[;,]/)
    .map((rule) => rule.trim())
  const host = url.hostname.replace(/^\[|\]$/g, '')
  // Chromium bypasses the computer itself unless it is told not to (net/docs/proxy.md, implicit bypass rules).
  const isLoopback =
    host === 'localhost' || host.endsWith('.localhost') || /^127\./.test(host) || host === '::1'
  if (isLoopback && !rules.includes('<-loopback>')) return null
  const isBypassed = rules.some(
    (rule) => rule === host || (rule.startsWith('*') && host.endsWith(rule.slice(1)))
  )
  if (isBypassed && host !== '') return null
  return new URL(server.includes('://') ? server : `http://${server}`)
}

/** Connects to the server of `url`, through the proxy where there is one. Rejects with Chromium's errors. */
export async function connect(url: URL, proxyAuthorization: string | undefined): Promise<Connection> {
  const proxy = proxyFor(url)
  const isSecure = url.protocol === 'https:'
  if (proxy === null) {
    const port = Number(url.port) || (isSecure ? 443 : 80)
    const socket = await open(url.hostname.replace(/^\[|\]$/g, ''), port).catch((error: unknown) => {
      throw asNetError(error)
    })
    return { kind: 'open', socket: isSecure ? await secure(socket, url.hostname) : socket }
  }
  if (!isSecure) throw notBuilt('http through a proxy')
  const toProxy = await open(proxy.hostname, Number(proxy.port) || 80).catch(() => {
    throw netError('PROXY_CONNECTION_FAILED')
  })
  const answer = await tunnel(toProxy, `${url.hostname}:${url.port || '443'}`, proxyAuthorization)
  if (answer.statusCode === 407) {
    toProxy.destroy()
    return { kind: 'proxy-login', answer }
  }
  if (answer.statusCode !== 200) {
    toProxy.destroy()
    throw netError('TUNNEL_CONNECTION_FAILED')
  }
  return { kind: 'open', socket: await secure(toProxy, url.hostname) }
}

function open(host: string, port: number): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const socket = net.connect({ host, port })
    socket.once('error', reject)
    socket.once('connect', () => {
      socket.off('error', reject)
      resolve(socket)
    })
  })
}

function tunnel(socket: Socket, target: string, authorization: string | undefined): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const request = http.request({
      method: 'CONNECT',
      path: target,
      createConnection: () => socket,
      headers: {
        host: target,
        ...(authorization === undefined ? {} : { 'proxy-authorization': authorization })
      }
    })
    request.once('connect', (answer) => resolve(answer))
    request.once('error', () => reject(netError('TUNNEL_CONNECTION_FAILED')))
    request.end()
  })
}

/** TLS over `socket`. Trusted is what Node trusts, or a chain with a key of --ignore-certificate-errors-spki-list. */
function secure(socket: Socket, host: string): Promise<TLSSocket> {
  const listed = commandLine.getSwitchValue('ignore-certificate-errors-spki-list').split(',').filter(Boolean)
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      socket.destroy()
      reject(asNetError(error))
    }
    const secured = tls.connect({
      socket,
      ...(net.isIP(host) === 0 ? { servername: host } : { host }),
      ALPNProtocols: ['http/1.1'],
      // Decided below, where the list is known.
      rejectUnauthorized: false
    })
    secured.once('error', fail)
    secured.once('secureConnect', () => {
      secured.off('error', fail)
      if (secured.authorized || isListed(secured, listed)) resolve(secured)
      // Typed as an Error; Node gives the code of the failure.
      else fail(Object.assign(new Error('certificate'), { code: String(secured.authorizationError) }))
    })
  })
}

/** True when a certificate that the server sent has a listed key, as in Chromium. */
function isListed(socket: TLSSocket, listed: readonly string[]): boolean {
  let certificate = listed.length === 0 ? undefined : socket.getPeerX509Certificate()
  for (let length = 0; certificate !== undefined && length < 10; length += 1) {
    const key = certificate.publicKey.export({ type: 'spki', format: 'der' })
    if (listed.includes(createHash('sha256').update(key).digest('base64'))) return true
    certificate = certificate.issuerCertificate
  }
  return false
}
