import type Electron from 'electron'
import { EventEmitter } from 'node:events'
import { throwBeforeReady } from '../app/life-cycle.js'
import { manifest } from '../app/manifest.js'
import { getName } from '../app/paths.js'
import { strict } from '../not-built.js'
import { preventable } from '../preventable.js'
import { imageOf, pixelsOf } from './native-image.js'
import { callBus, onSignal } from './session-bus.js'

const service = 'org.freedesktop.Notifications'
const path = '/org/freedesktop/Notifications'
const urgencies = { low: 0, normal: 1, critical: 2 }

const shown = new Map<number, Notification>()
let listening: Promise<unknown> | undefined

const listen = (): Promise<unknown> =>
  (listening ??= Promise.all([
    onSignal(service, 'ActionInvoked', (id) => shown.get(id as number)?.emit('click', preventable({}))),
    onSignal(service, 'NotificationClosed', (id) => {
      shown.get(id as number)?.emit('close', preventable({}))
      shown.delete(id as number)
    })
  ]))

/**
 * A notice as Electron shows it on Linux (shell/browser/notifications/linux/libnotify_notification.cc): the only
 * action is the default one; reply, sound, subtitle, silent, id and actions are ignored.
 */
export class Notification
  extends EventEmitter
  implements Pick<Electron.Notification, 'show' | 'close' | 'title' | 'body'>
{
  title: string
  body: string
  private readonly options: Electron.NotificationConstructorOptions
  private id = 0

  constructor(options: Electron.NotificationConstructorOptions = {}) {
    super()
    throwBeforeReady('Cannot create Notification')
    this.options = options
    this.title = options.title ?? ''
    this.body = options.body ?? ''
    return strict('Notification', this)
  }

  /** Whether libnotify could be loaded; whether anybody shows notices is not known. */
  static isSupported(): boolean {
    return true
  }

  show(): void {
    this.send().then(
      () => this.emit('show', preventable({})),
      (error: unknown) =>
        this.emit('failed', preventable({}), error instanceof Error ? error.message : String(error))
    )
  }

  close(): void {
    if (this.id !== 0)
      callBus(service, path, `${service}.CloseNotification`, 'u', [this.id]).catch(() => undefined)
  }

  private async send(): Promise<void> {
    await listen()
    const { default: dbus } = await import('@particle/dbus-next')
    const { Variant } = dbus
    const [capabilities] = await callBus(service, path, `${service}.GetCapabilities`)
    const actions = (capabilities as string[]).includes('actions') ? ['default', 'View'] : []
    const { urgency = 'normal', icon, timeoutType } = this.options
    const pixels = icon === undefined ? null : pixelsOf(imageOf(icon))
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
    const body = [getName(), this.id, '', this.title, this.body, actions, hints, expires]
    const [id] = await callBus(service, path, `${service}.Notify`, 'susssasa{sv}i', body)
    this.id = id as number
    shown.set(this.id, this)
  }
}
