import type Electron from 'electron'
import { EventEmitter } from 'node:events'
import { throwBeforeReady } from '../app/life-cycle.js'
import { manifest } from '../app/manifest.js'
import { getName } from '../app/paths.js'
import { notBuilt, strict } from '../not-built.js'
import { preventable } from '../preventable.js'
import { pixelsOf } from './native-image.js'
import { callBus, onSignal, sessionBus } from './session-bus.js'

const service = 'org.freedesktop.Notifications'
const path = '/org/freedesktop/Notifications'
const urgencies = { low: 0, normal: 1, critical: 2 }

const shown = new Map<number, Notification>()
let listening: Promise<unknown> | undefined

const listen = (): Promise<unknown> =>
  (listening ??= sessionBus().then((bus) =>
    Promise.all([
      onSignal(bus, service, 'ActionInvoked', (id) => {
        const clicked = shown.get(id as number)
        // After its click a notice tells nothing more (shell/browser/notifications/notification.cc).
        shown.delete(id as number)
        clicked?.emit('click', preventable({}))
      }),
      onSignal(bus, service, 'NotificationClosed', (id) => {
        shown.get(id as number)?.emit('close', preventable({}))
        shown.delete(id as number)
      })
    ])
  ))

/**
 * A notice as Electron shows it on Linux (shell/browser/notifications/linux/libnotify_notification.cc): the only
 * action is the default one; reply, sound, subtitle, silent, id and actions are ignored.
 */
export class Notification extends EventEmitter implements Pick<Electron.Notification, 'show'> {
  private readonly options: Electron.NotificationConstructorOptions

  constructor(options: Electron.NotificationConstructorOptions) {
    super()
    throwBeforeReady('Cannot create Notification')
    this.options = options
    return strict('Notification', this)
  }

  /** Whether libnotify could be loaded; whether anybody shows notices is not known. */
  static isSupported(): boolean {
    return true
  }

  show(): void {
    this.send().then(
      () => this.emit('show', preventable({})),
      // On Linux Electron says that it failed, and never why.
      () => this.emit('failed', preventable({}), '')
    )
  }

  private async send(): Promise<void> {
    await listen()
    const { default: dbus } = await import('@particle/dbus-next')
    const { Variant } = dbus
    const [capabilities] = await callBus(service, path, `${service}.GetCapabilities`)
    const actions = (capabilities as string[]).includes('actions') ? ['default', 'View'] : []
    const { title = '', body = '', urgency = 'normal', icon, timeoutType } = this.options
    if (typeof icon === 'string') throw notBuilt('a path as the icon of a Notification')
    const pixels = icon === undefined ? null : pixelsOf(icon)
    const hints = {
      urgency: new Variant('y', urgencies[urgency]),
      'desktop-entry': new Variant('s', (manifest.desktopName ?? getName()).replace(/\.desktop$/, '')),
      ...(pixels === null
        ? {}
        : {
            'image-data': new Variant('(iiibiiay)', [
              pixels.width,
              pixels.height,
              pixels.width * 4,
              true,
              8,
              4,
              pixels.rgba
            ])
          })
    }
    const expires = timeoutType === 'never' ? 0 : -1
    const call = [getName(), 0, '', title, body, actions, hints, expires]
    const [id] = await callBus(service, path, `${service}.Notify`, 'susssasa{sv}i', call)
    shown.set(id as number, this)
  }
}
