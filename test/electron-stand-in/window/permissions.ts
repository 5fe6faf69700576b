import type { Session, WebContents } from 'electron'
import type { CdpSession } from '../chromium/cdp.js'
import { isOurScheme, schemeOf, toChromium } from './scheme.js'
import type { StandInSession } from './session.js'

type Permission = Parameters<Exclude<Parameters<Session['setPermissionCheckHandler']>[0], null>>[1]

/** Electron's permissions under the names that Chromium's Browser.setPermission takes. */
const names: readonly (readonly [Permission, string])[] = [
  ['clipboard-read', 'clipboard-read'],
  ['clipboard-sanitized-write', 'clipboard-write'],
  ['geolocation', 'geolocation'],
  ['idle-detection', 'idle-detection'],
  ['media', 'camera'],
  ['media', 'microphone'],
  ['midi', 'midi'],
  ['notifications', 'notifications'],
  ['persistent-storage', 'persistent-storage'],
  ['screen-wake-lock', 'screen-wake-lock'],
  ['storage-access', 'storage-access'],
  ['window-management', 'window-management'],
  ['local-fonts', 'local-fonts']
]

/** Sets what the page of `address` may use to what the session's handlers answer now. */
export async function setPermissions(
  browser: CdpSession,
  session: StandInSession,
  contents: WebContents,
  address: string
): Promise<void> {
  if (!isOurScheme(schemeOf(address))) return
  const ours = `${schemeOf(address)}://${new URL(address).host}`
  await Promise.all(
    names.map(([permission, name]) =>
      browser.send('Browser.setPermission', {
        permission: { name },
        setting: session.mayUse(permission, contents, `${ours}/`) ? 'granted' : 'denied',
        origin: toChromium(ours)
      })
    )
  )
}
