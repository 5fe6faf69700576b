/** SECURITY: what may be handed to the system's browser: https, no credentials, nothing else. */
export function isWebLink(address: string): boolean {
  try {
    const url = new URL(address)
    return url.protocol === 'https:' && url.username === '' && url.password === ''
  } catch {
    return false
  }
}
