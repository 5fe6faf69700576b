import { Notification, nativeImage } from 'electron'
import type { Notifier } from '../../services/ports.js'

/**
 * Desktop notices. A notice is never the only channel: tray and window show the same state. The icon is given
 * as an image: Windows cannot read a path inside the app's archive.
 */
export function createNotifier(iconFile: string, platform: NodeJS.Platform): Notifier {
  // Held until they are closed: a collected Notification loses its click.
  const held = new Set<Notification>()
  return {
    show: ({ title, body, buttons = [] }, onClick) =>
      new Promise((resolve, reject) => {
        if (!Notification.isSupported()) {
          reject(new Error('notices are not supported here'))
          return
        }
        const icon = nativeImage.createFromPath(iconFile)
        // Electron shows none on Linux (shell/browser/notifications/linux/libnotify_notification.cc).
        const shown = platform === 'linux' ? [] : buttons
        const notification = new Notification({
          ...{ title, body, icon, timeoutType: 'default' },
          ...(shown.length === 0
            ? {}
            : { actions: shown.map(({ label }) => ({ type: 'button', text: label }) as const) })
        })
        held.add(notification)
        notification.once('show', () => {
          resolve()
        })
        notification.once('failed', (_event, error) => {
          held.delete(notification)
          reject(new Error(error))
        })
        notification.once('close', () => held.delete(notification))
        notification.once('click', () => {
          held.delete(notification)
          onClick()
        })
        notification.once('action', ({ actionIndex }) => {
          held.delete(notification)
          shown[actionIndex]?.press()
        })
        notification.show()
      })
  }
}
