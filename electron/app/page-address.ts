/** The page's scheme and host. The origin is part of stored data, so neither may ever change. */
export const pageScheme = 'app'
export const pageHost = 'token-tray'
export const pageAddress = `${pageScheme}://${pageHost}/index.html`

/**
 * True for an address of our page. Compared by protocol and host: in Node the `origin` of a custom scheme
 * is the text `null`, whatever its host (electron-border.md).
 */
export function isOurPage(address: string): boolean {
  try {
    const url = new URL(address)
    return url.protocol === `${pageScheme}:` && url.host === pageHost
  } catch {
    return false
  }
}
