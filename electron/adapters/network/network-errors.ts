import { AppFailure } from '../../domain/app-failure.js'

/** What stood in the way, for the page's words. */
type Obstacle = 'no-network' | 'name-not-found' | 'no-connection' | 'proxy' | 'interrupted'

/** Chromium's names (chromium.googlesource.com, net/base/net_error_list.h) by what they mean to a person. */
const obstacles: readonly (readonly [RegExp, Obstacle])[] = [
  [/^(INTERNET_DISCONNECTED|NETWORK_ACCESS_DENIED)$/, 'no-network'],
  [/^(NAME_|DNS_|ICANN_)/, 'name-not-found'],
  [/PROXY|TUNNEL|SOCKS|^PAC_|MANDATORY_PROXY/, 'proxy'],
  [/^(CONNECTION_(REFUSED|FAILED)|ADDRESS_)/, 'no-connection']
]

/**
 * The failure behind an error of Electron's `net`, whose only mark is its message `net::ERR_…`. Null for any
 * other error: that is a bug.
 */
export function networkFailure(error: Error, host: string): AppFailure | null {
  const name = /net::ERR_([A-Z0-9_]+)/.exec(error.message)?.[1]
  if (name === undefined) return null
  const facts = { host, netError: name }
  const options = { cause: error }
  if (/^PROXY_AUTH|^HTTPS_PROXY_TUNNEL_RESPONSE|UNEXPECTED_PROXY_AUTH/.test(name)) {
    return new AppFailure('proxy-login-needed', facts, options)
  }
  if (/^(CERT|SSL|BAD_SSL|INSECURE)|CERTIFICATE|PINNED/.test(name)) {
    return new AppFailure('certificate-refused', facts, options)
  }
  if (/TIMED_OUT$/.test(name)) return new AppFailure('timed-out', facts, options)
  const obstacle = obstacles.find(([pattern]) => pattern.test(name))?.[1] ?? 'interrupted'
  return new AppFailure('offline', { ...facts, obstacle }, options)
}
