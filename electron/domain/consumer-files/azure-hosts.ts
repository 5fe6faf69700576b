/** Hosts that belong to Azure DevOps, and the organization that an address there names. */
const hosts = /^(?:(?:pkgs\.)?dev\.azure\.com|([a-z0-9-]+)\.(?:pkgs\.)?visualstudio\.com)$/i

/** True for a host that tools send a token of Azure DevOps to. */
export const isAzureHost = (host: string): boolean => hosts.test(host)

/** The organization of a host that names one: `contoso.pkgs.visualstudio.com`. */
export const organizationOfHost = (host: string): string | null => hosts.exec(host)?.[1] ?? null

/** The organization of an address such as `https://pkgs.dev.azure.com/contoso/…`; null for all other addresses. */
export function organizationOfAddress(address: string): string | null {
  const whole = address.startsWith('//') ? `https:${address}` : address
  const url = URL.canParse(whole) ? new URL(whole) : null
  if (url?.protocol !== 'https:' || !isAzureHost(url.hostname)) return null
  const first = url.pathname.split('/')[1] ?? ''
  return organizationOfHost(url.hostname) ?? (first === '' ? null : decoded(first))
}

/** A part of an address; as it is where its percent signs stand for nothing. */
export function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/** What stands for the person's name, and for an address, where a tool wants one. */
export const anyName = 'token-tray'
export const anyAddress = 'token-tray@example.invalid'

/** `name`, or `name=https://…` for an entry that has to be made and then needs its address. */
export function splitEntry(entry: string): { readonly name: string; readonly address: string | null } {
  const at = entry.indexOf('=https://')
  return at < 0 ? { name: entry, address: null } : { name: entry.slice(0, at), address: entry.slice(at + 1) }
}
