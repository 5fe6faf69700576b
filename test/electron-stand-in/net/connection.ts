import { createHash } from 'node:crypto'
import { once } from 'node:events'
import http, { type IncomingMessage } from 'node:http'
import net, { type Socket } from 'node:net'
import tls, { type TLSSocket } from 'node:tls'
import { notBuilt } from '../not-built.js'
import { asNetError, netError } from './net-error.js'
import { proxyFor } from './proxy.js'
import { switchValue } from './switches.js'

/**
 * A connection to the server of `url`, through the proxy where there is one; or the answer of a proxy that wants a
 * log-in before it tunnels. Rejects with Chromium's errors.
 */
export async function connect(
  url: URL,
  proxyLogin: string | undefined,
  signal: AbortSignal
): Promise<Socket | IncomingMessage> {
  const isSecure = url.protocol === 'https:'
  const proxy = proxyFor(url)
  if (proxy === null) {
    const port = Number(url.port) || (isSecure ? 443 : 80)
    const socket = await open(url.hostname.replace(/^\[|\]$/g, ''), port, signal).catch((error: unknown) => {
      throw asNetError(error)
    })
    return isSecure ? secure(socket, url.hostname) : socket
  }
  if (!isSecure) throw notBuilt('http through a proxy')
  const socket = await open(proxy.hostname, Number(proxy.port) || 80, signal).catch(() => {
    throw netError('PROXY_CONNECTION_FAILED')
  })
  const answer = await tunnel(socket, `${url.hostname}:${url.port || '443'}`, proxyLogin).catch(() => null)
  if (answer?.statusCode === 200) return secure(socket, url.hostname)
  socket.destroy()
  if (answer?.statusCode === 407) return answer
  throw netError('TUNNEL_CONNECTION_FAILED')
}

async function open(host: string, port: number, signal: AbortSignal): Promise<Socket> {
  const socket = net.connect({ host, port, signal })
  await once(socket, 'connect')
  return socket
}

async function tunnel(socket: Socket, host: string, login: string | undefined): Promise<IncomingMessage> {
  const headers = { host, ...(login === undefined ? {} : { 'proxy-authorization': login }) }
  const options = { method: 'CONNECT', path: host, headers, createConnection: () => socket }
  const [answer] = (await once(http.request(options).end(), 'connect')) as [IncomingMessage]
  return answer
}

/** TLS over `socket`. Trusted is what Node trusts, or a chain with a key of --ignore-certificate-errors-spki-list. */
async function secure(socket: Socket, host: string): Promise<TLSSocket> {
  const secured = tls.connect({
    socket,
    ...(net.isIP(host) === 0 ? { servername: host } : { host }),
    ALPNProtocols: ['http/1.1'],
    // Decided below, where the list is known.
    rejectUnauthorized: false
  })
  try {
    await once(secured, 'secureConnect')
    // Typed as an Error; Node gives the code of the failure.
    const code = String(secured.authorizationError)
    if (!secured.authorized && !isListed(secured)) throw Object.assign(new Error('certificate'), { code })
    return secured
  } catch (error) {
    socket.destroy()
    throw asNetError(error)
  }
}

/** True when a certificate that the server sent has a listed key, as in Chromium. */
function isListed(socket: TLSSocket): boolean {
  const listed = switchValue('ignore-certificate-errors-spki-list').split(',')
  let certificate = socket.getPeerX509Certificate()
  for (let length = 0; certificate !== undefined && length < 10; length += 1) {
    const key = certificate.publicKey.export({ type: 'spki', format: 'der' })
    if (listed.includes(createHash('sha256').update(key).digest('base64'))) return true
    certificate = certificate.issuerCertificate
  }
  return false
}
