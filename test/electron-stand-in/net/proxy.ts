import type { AuthInfo } from 'electron'
import type { IncomingMessage } from 'node:http'
import { netError } from './net-error.js'
import { switchValue } from './switches.js'

/** The proxy for this address by --proxy-server and --proxy-bypass-list, or null for a direct connection. */
export function proxyFor(url: URL): URL | null {
  const server = switchValue('proxy-server')
  const rules = switchValue('proxy-bypass-list').split(/[;,\s]+/)
  const host = url.hostname
  // Chromium bypasses the computer itself unless it is told not to (net/docs/proxy.md, implicit bypass rules).
  const isLoopback = /^(localhost|.*\.localhost|127\..*|\[::1\])$/.test(host)
  const isBypassed = rules.some(
    (rule) => rule === host || (rule.startsWith('*') && host.endsWith(rule.slice(1)))
  )
  if (server === '' || isBypassed || (isLoopback && !rules.includes('<-loopback>'))) return null
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
