import type { AuthInfo } from 'electron'
import type { IncomingMessage } from 'node:http'
import { netError } from './net-error.js'
import { switchValue } from './switches.js'

/** The proxy for this address by --proxy-server, or null for a direct connection. */
export function proxyFor({ hostname }: URL): URL | null {
  const server = switchValue('proxy-server')
  // Chromium bypasses the computer itself (net/docs/proxy.md, implicit bypass rules).
  const isLoopback = /^(localhost|.*\.localhost|127\..*|\[::1\])$/.test(hostname)
  if (server === '' || isLoopback) return null
  return new URL(server.includes('://') ? server : `http://${server}`)
}

/** What the proxy asks for, or null where it asks for nothing that the stand-in can answer: only Basic. */
export function proxyChallenge(answer: IncomingMessage, asked: URL): AuthInfo | null {
  if (answer.statusCode !== 407) return null
  const proxy = proxyFor(asked)
  if (proxy === null) throw netError('UNEXPECTED_PROXY_AUTH')
  const header = answer.headers['proxy-authenticate'] ?? ''
  const match = /(?:^|,\s*)Basic(?:\s+(?:[^,]*,\s*)*?realm=(?:"([^"]*)"|([^\s,]+)))?/i.exec(header)
  if (match === null) return null
  const { hostname: host, port } = proxy
  return { isProxy: true, scheme: 'basic', host, port: Number(port) || 80, realm: match[1] ?? match[2] ?? '' }
}
