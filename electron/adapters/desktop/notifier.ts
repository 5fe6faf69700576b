import { Notification } from 'electron'
import type { Notifier } from '../../services/ports.js'

/** Desktop notices. A notice is never the only channel: tray and window show the same state. */
export function createNotifier(icon: string): Notifier {
  // Held until they are closed: a collected Notification loses its click.
  const held = new Set<Notification>()
  return {
    show: (notice, onClick) =>
      new Promise((resolve, reject) => {
        if (!Notification.isSupported()) {
          reject(new Error('notices are not supported here'))
          return
        }
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
