import { Notification, nativeImage } from 'electron'
import type { Notifier } from '../../services/ports/desktop.js'

/** Milliseconds in which a click on a notice of this run reaches its own object as well. */
const sameClick = 500
/**
 * Milliseconds in which the system says what became of a notice. macOS says nothing where the app is not signed, and
 * perhaps while it asks the person whether the app may show any.
 */
const answerLimit = 10_000

/**
 * Desktop notices. A notice is never the only channel: tray and window show the same state. The icon is given
 * as an image: Windows cannot read a path inside the app's archive.
 */
export function createNotifier(iconFile: string, platform: NodeJS.Platform): Notifier {
  // Held until they are closed: a collected Notification loses its click.
  const held = new Set<Notification>()
  let answeredAt = -Infinity

  function answered(notification: Notification): void {
    answeredAt = performance.now()
    held.delete(notification)
  }

  return {
    onEarlierClick: (listener) => {
      // There is no such function elsewhere (electron/electron docs/api/notification.md, «handleActivation»).
      if (platform !== 'win32') return
      Notification.handleActivation(() => {
        const from = performance.now()
        setTimeout(() => {
          if (answeredAt < from - sameClick) listener()
        }, sameClick)
      })
    },
    show: ({ title, body, buttons = [] }, onClick) =>
      new Promise((resolve, reject) => {
        if (!Notification.isSupported()) {
          reject(new Error('notices are not supported here'))
          return
        }
        // macOS shows the app's own anyway, and an image that could not be attached has ended Electron there
        // (electron/electron issue 52295).
        const icon = platform === 'darwin' ? {} : { icon: nativeImage.createFromPath(iconFile) }
        // Electron shows none on Linux (shell/browser/notifications/linux/libnotify_notification.cc).
        const shown = platform === 'linux' ? [] : buttons
        const notification = new Notification({
          ...{ title, body, ...icon, timeoutType: 'default' },
          ...(shown.length === 0
            ? {}
            : { actions: shown.map(({ label }) => ({ type: 'button', text: label }) as const) })
        })
        held.add(notification)
        const late = setTimeout(() => {
          // It counts as not shown and comes again: where the system shows it after all, as once it is allowed to, it is
          // taken back. Not now: a closed notice tells of no `show`, and one that still waits would stay.
          notification.once('show', () => notification.close())
          reject(new Error('the system says nothing of this notice'))
        }, answerLimit)
        notification.once('show', () => {
          clearTimeout(late)
          resolve()
        })
        notification.once('failed', (_event, error) => {
          clearTimeout(late)
          held.delete(notification)
          reject(new Error(error))
        })
        notification.once('close', () => held.delete(notification))
        notification.once('click', () => {
          answered(notification)
          onClick()
        })
        notification.once('action', ({ actionIndex }) => {
          answered(notification)
          shown[actionIndex]?.press()
        })
        notification.show()
      })
  }
}
