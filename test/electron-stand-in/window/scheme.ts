import type { CustomScheme } from 'electron'
import { isReady } from '../app/life-cycle.js'
import { notBuilt, onlyBuilt } from '../not-built.js'

/*
 * Debian's Chromium knows no scheme of ours, so app://host/path is loaded as https://host.app.localhost/path.
 * Requests are answered before they reach the network; https keeps the origin a secure context.
 */
const schemes = new Set<string>()
const privilegesOfAll = ['standard', 'secure', 'supportFetchAPI'] as const

/** Once, before `ready` (docs/api/protocol.md). */
export function registerSchemesAsPrivileged(custom: CustomScheme[]): void {
  if (isReady()) throw new Error('protocol.registerSchemesAsPrivileged should be called before app is ready')
  if (schemes.size > 0)
    throw new Error('stand-in: a second call forgets the schemes of the first; call it once')
  for (const { scheme, privileges = {} } of custom) {
    onlyBuilt('privilege', privileges, ...privilegesOfAll)
    const missing = privilegesOfAll.find((name) => privileges[name] !== true)
    if (missing !== undefined) throw notBuilt(`the scheme ${scheme} without ${missing}`)
    schemes.add(scheme)
  }
}

export const schemeOf = (address: string): string => /^[a-z][a-z0-9+.-]*(?=:)/.exec(address)?.[0] ?? ''
export const isOurs = (address: string): boolean => schemes.has(schemeOf(address))

/** The address under which Chromium loads ours. */
export const toChromium = (address: string): string =>
  isOurs(address) ? address.replace(/^(.*?):\/\/([^/?#]+)/, 'https://$2.$1.localhost') : address

/** Our address of what Chromium loads. */
export function fromChromium(address: string): string {
  const ours = address.replace(/^https:\/\/([^/?#]+)\.([a-z0-9-]+)\.localhost(?=[/?#]|$)/, '$2://$1')
  return isOurs(ours) ? ours : address
}
