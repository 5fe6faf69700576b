import type { AuthInfo } from 'electron'
import type { IncomingMessage } from 'node:http'

/** What a 401 or 407 asks for, or null where it names no scheme that the stand-in can answer: only Basic. */
export function challengeOf(answer: IncomingMessage, asker: URL): AuthInfo | null {
  const isProxy = answer.statusCode === 407
  if (!isProxy && answer.statusCode !== 401) return null
  const header = answer.headers[isProxy ? 'proxy-authenticate' : 'www-authenticate'] ?? ''
  const match = /(?:^|,\s*)Basic(?:\s+(?:[^,]*,\s*)*?realm=(?:"([^"]*)"|([^\s,]+)))?/i.exec(header)
  if (match === null) return null
  const port = Number(asker.port) || (asker.protocol === 'https:' ? 443 : 80)
  return { isProxy, scheme: 'basic', host: asker.hostname, port, realm: match[1] ?? match[2] ?? '' }
}

export const basicAuthorization = (name: string, password: string): string =>
  `Basic ${Buffer.from(`${name}:${password}`, 'utf8').toString('base64')}`
