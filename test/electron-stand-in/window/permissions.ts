import type { CdpSession } from '../chromium/cdp.js'
import { isOurs, toChromium } from './scheme.js'
import type { Permission, StandInSession } from './session.js'

/** Those that can be granted, by their names in Electron and in the protocol; others are denied. */
const names = [
  ['clipboard-read', 'clipboardReadWrite'],
  ['clipboard-sanitized-write', 'clipboardSanitizedWrite'],
  ['geolocation', 'geolocation'],
  ['media', 'audioCapture'],
  ['media', 'videoCapture'],
  ['notifications', 'notifications']
] as const satisfies (readonly [Permission, string])[]

/** Lets the page of `address` use what the session's handlers allow now, and nothing else. */
export async function setPermissions(
  browser: CdpSession,
  session: StandInSession,
  address: string
): Promise<void> {
  if (!isOurs(address)) return
  const permissions = names.flatMap(([name, here]) => (session.mayUse(name, address) ? [here] : []))
  await browser.send('Browser.grantPermissions', { permissions, origin: new URL(toChromium(address)).origin })
}
