import type { CustomScheme } from 'electron'
import { isReady } from '../app/life-cycle.js'
import { notBuilt } from '../not-built.js'

/*
 * Debian's Chromium knows no scheme of ours, so app://host/path is loaded as https://host.app.localhost/path.
 * Requests are answered before they reach the network; https keeps the origin a secure context.
 */
const schemes = new Set<string>()
let registered = false

/** Once, before `ready` (docs/api/protocol.md). */
export function registerSchemesAsPrivileged(custom: CustomScheme[]): void {
  if (isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
  if (registered)
    throw new Error(
      'stand-in: registerSchemesAsPrivileged forgets the schemes of an earlier call; call it once'
    )
  registered = true
  for (const { scheme, privileges } of custom) {
    const { standard, secure, supportFetchAPI, bypassCSP } = privileges ?? {}
    if (standard !== true || secure !== true || supportFetchAPI !== true) {
      throw notBuilt(`the scheme ${scheme} without standard, secure and supportFetchAPI`)
    }
    if (bypassCSP === true) throw notBuilt(`the scheme ${scheme} with bypassCSP`)
    schemes.add(scheme)
  }
}

export const isOurScheme = (scheme: string): boolean => schemes.has(scheme)
export const schemeOf = (address: string): string =>
  /^([a-z][a-z0-9+.-]*):/i.exec(address)?.[1]?.toLowerCase() ?? ''

/** The address under which Chromium loads ours. */
export function toChromium(address: string): string {
  return address.replace(/^([a-z][a-z0-9+.-]*):\/\/([^/?#]+)/i, (whole, scheme: string, host: string) =>
    schemes.has(scheme.toLowerCase()) ? `https://${host}.${scheme.toLowerCase()}.localhost` : whole
  )
}

/** Our address of what Chromium loads. */
export function fromChromium(address: string): string {
  return address.replace(
    /^https:\/\/([^/?#]+)\.([a-z0-9-]+)\.localhost(?=[/?#]|$)/i,
    (whole, host: string, scheme: string) => (schemes.has(scheme) ? `${scheme}://${host}` : whole)
  )
}

/** A Content-Security-Policy in Chromium's addresses. */
export function policyForChromium(policy: string): string {
  return [...schemes].reduce(
    (text, scheme) =>
      text
        .replace(new RegExp(`\\b${scheme}://([^\\s;/]+)`, 'g'), `https://$1.${scheme}.localhost`)
        .replace(new RegExp(`(^|[\\s])${scheme}:(?=[\\s;]|$)`, 'g'), `$1https://*.${scheme}.localhost`),
    policy
  )
}
