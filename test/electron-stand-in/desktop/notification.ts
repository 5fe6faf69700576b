import type Electron from 'electron'
import { EventEmitter } from 'node:events'
import { pathToFileURL } from 'node:url'
import { throwBeforeReady } from '../app/life-cycle.js'
import { manifest } from '../app/manifest.js'
import { getName } from '../app/paths.js'
import { onlyBuilt, strict } from '../not-built.js'
import { preventable } from '../preventable.js'
import { callBus, onSignal, sessionBus, variant } from './bus.js'
import { fileOf } from './native-image.js'

type Options = Pick<Electron.NotificationConstructorOptions, 'title' | 'body' | 'timeoutType'> & {
  readonly icon?: Electron.NativeImage
}

const name = 'org.freedesktop.Notifications'
const server = [name, '/org/freedesktop/Notifications', name] as const

const shown = new Map<unknown, Notification>()
let listening: Promise<unknown> | undefined

async function listen(): Promise<void> {
  // After its click a notice tells nothing more (shell/browser/notifications/notification.cc).
  for (const [signal, event] of [
    ['ActionInvoked', 'click'],
    ['NotificationClosed', 'close']
  ] as const) {
    await onSignal(await sessionBus(), name, signal, (id) => {
      shown.get(id)?.emit(event, preventable({}))
      shown.delete(id)
    })
  }
}

async function send({ title = '', body = '', icon, timeoutType }: Options): Promise<unknown> {
  await (listening ??= listen())
  const [capabilities] = await callBus(server, 'GetCapabilities')
  // The only action is the default one (shell/browser/notifications/linux/libnotify_notification.cc).
  const actions = (capabilities as string[]).includes('actions') ? ['default', 'View'] : []
  const hints = {
    'desktop-entry': variant('s', (manifest.desktopName ?? getName()).replace(/\.desktop$/, '')),
    ...(icon && !icon.isEmpty() && { 'image-path': variant('s', pathToFileURL(fileOf(icon)).href) })
  }
  const notice = [getName(), 0, '', title, body, actions, hints, timeoutType === 'never' ? 0 : -1]
  const [id] = await callBus(server, 'Notify', 'susssasa{sv}i', ...notice)
  return id
}

/** A notice as Electron shows it on Linux. */
export class Notification extends EventEmitter {
  private readonly options: Options
  private sent: Promise<unknown> | undefined

  constructor(options: Options) {
    super()
    throwBeforeReady('Cannot create Notification')
    onlyBuilt('Notification option', options, 'title', 'body', 'icon', 'timeoutType')
    this.options = options
    return strict('Notification', this)
  }

  /** Whether libnotify could be loaded; whether anybody shows notices is not known. */
  static isSupported(): boolean {
    return true
  }

  show(): void {
    this.sent = send(this.options)
    this.sent.then(
      (id) => {
        shown.set(id, this)
        this.emit('show', preventable({}))
      },
      // On Linux Electron says that it failed, and never why.
      () => this.emit('failed', preventable({}), '')
    )
  }

  close(): void {
    // One that is not there yet is closed when it comes.
    this.sent?.then((id) => callBus(server, 'CloseNotification', 'u', id)).catch(() => undefined)
  }
}
