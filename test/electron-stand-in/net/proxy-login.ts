import type { AuthInfo } from 'electron'
import type { IncomingMessage } from 'node:http'
import { proxyFor } from './connection.js'
import { netError } from './net-error.js'

/** What the proxy asks for, or null where it asks for nothing that the stand-in can answer: only Basic. */
export function proxyChallenge(answer: IncomingMessage, asked: URL): AuthInfo | null {
  if (answer.statusCode !== 407) return null
  const proxy = proxyFor(asked)
  if (proxy === null) throw netError('UNEXPECTED_PROXY_AUTH')
  const header = answer.headers['proxy-authenticate'] ?? ''
  const match = /(?:^|,\s*)Basic(?:\s+(?:[^,]*,\s*)*?realm=(?:"([^"]*)"|([^\s,]+)))?/i.exec(header)
  if (match === null) return null
  const port = Number(proxy.port) || 80
  return { isProxy: true, scheme: 'basic', host: proxy.hostname, port, realm: match[1] ?? match[2] ?? '' }
}

export const basicAuthorization = (name: string, password: string): string =>
  `Basic ${Buffer.from(`${name}:${password}`, 'utf8').toString('base64')}`
