import type { CdpSession } from '../chromium/cdp.js'
import { isOurs, toChromium } from './scheme.js'
import type { Permission, StandInSession } from './session.js'

/** Electron's permissions that Chromium's Browser.setPermission takes under the same name. */
const same = [
  ...['clipboard-read', 'geolocation', 'idle-detection', 'local-fonts', 'midi', 'notifications'],
  ...['persistent-storage', 'screen-wake-lock', 'storage-access', 'window-management']
] as Permission[]
const names: readonly (readonly [Permission, string])[] = [
  ...same.map((name) => [name, name] as const),
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['media', 'camera'],
  ['media', 'microphone']
]

/** Sets what the page of `address` may use to what the session's handlers answer now. */
export async function setPermissions(
  browser: CdpSession,
  session: StandInSession,
  address: string
): Promise<void> {
  if (!isOurs(address)) return
  const { origin } = new URL(toChromium(address))
  await Promise.all(
    names.map(([permission, name]) => {
      const setting = session.mayUse(permission, address) ? 'granted' : 'denied'
      return browser.send('Browser.setPermission', { permission: { name }, setting, origin })
    })
  )
}
