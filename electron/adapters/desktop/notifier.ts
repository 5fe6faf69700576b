import { Notification, nativeImage } from 'electron'
import type { Notifier } from '../../services/ports.js'

/**
 * Desktop notices. A notice is never the only channel: tray and window show the same state. The icon is given
 * as an image: Windows cannot read a path inside the app's archive.
 */
export function createNotifier(iconFile: string): Notifier {
  // Held until they are closed: a collected Notification loses its click.
  const held = new Set<Notification>()
  return {
    show: (notice, onClick) =>
      new Promise((resolve, reject) => {
        if (!Notification.isSupported()) {
          reject(new Error('notices are not supported here'))
          return
        }
        const icon = nativeImage.createFromPath(iconFile)
        const notification = new Notification({ ...notice, icon, timeoutType: 'default' })
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
        notification.show()
      })
  }
}
