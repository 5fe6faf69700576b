import type { Message as DbusMessage } from '@particle/dbus-next'
import type { Log } from '../../services/ports/log.js'

const watcher = 'org.kde.StatusNotifierWatcher'
const driver = 'org.freedesktop.DBus'
const hostSignals = ['StatusNotifierHostRegistered', 'StatusNotifierHostUnregistered']
/** Milliseconds that a panel which is starting may take before the app goes on as on a desktop without a tray. */
const startLimit = 5_000

/** `not-yet`: somebody watches for icons, but nobody shows them, as while KDE Plasma starts. */
type Host = 'there' | 'not-yet' | 'no-watcher'

/**
 * Whether this Linux desktop shows tray icons: the StatusNotifierWatcher on the session bus knows a host
 * (freedesktop.org, StatusNotifierItem). Chromium asks the same once, at `new Tray`, and without a host makes an
 * XEmbed icon for good (docs/electron-border.md B3). Waits a little for a panel that is starting; where the panel
 * itself watches, as XFCE's, nothing tells one that will come from none, and only `patience` waits for it. False
 * without a bus. `onChange` hears what holds, now and later.
 */
export async function watchForTray(
  log: Log,
  onChange: (present: boolean) => void,
  patience: boolean
): Promise<boolean> {
  try {
    const { Message, MessageFlag, sessionBus } = await import('@particle/dbus-next')
    const bus = sessionBus()
    const askHost = async (): Promise<Host> => {
      const question = new Message({
        destination: watcher,
        path: '/StatusNotifierWatcher',
        interface: 'org.freedesktop.DBus.Properties',
        member: 'Get',
        signature: 'ss',
        body: [watcher, 'IsStatusNotifierHostRegistered'],
        flags: MessageFlag.NO_AUTO_START
      })
      try {
        const [answer] = (await bus.call(question))?.body as [{ readonly value: unknown }]
        return answer.value === true ? 'there' : 'not-yet'
      } catch {
        return 'no-watcher'
      }
    }
    return await new Promise<boolean>((resolve, reject) => {
      bus.on('error', (error: unknown) => {
        log.warn('tray.bus', { message: String(error) })
        resolve(false)
      })
      let looks = 0
      const look = async (): Promise<void> => {
        looks += 1
        const mine = looks
        const host = await askHost()
        // An older question that is answered later says nothing any more.
        if (mine !== looks) return
        onChange(host === 'there')
        if (host === 'there' || (host === 'no-watcher' && !patience)) resolve(host === 'there')
      }
      bus.on('message', (message: DbusMessage) => {
        const isOwner = message.interface === driver && message.member === 'NameOwnerChanged'
        const isHost = message.interface === watcher && hostSignals.includes(message.member)
        if ((isOwner && message.body[0] === watcher) || isHost) void look()
      })
      const listen = (rule: string): Promise<unknown> =>
        bus.call(
          new Message({
            destination: driver,
            path: '/org/freedesktop/DBus',
            interface: driver,
            member: 'AddMatch',
            signature: 's',
            body: [`type='signal',${rule}`]
          })
        )
      void Promise.all([
        listen(`sender='${driver}',interface='${driver}',member='NameOwnerChanged',arg0='${watcher}'`),
        ...hostSignals.map((signal) =>
          listen(`sender='${watcher}',interface='${watcher}',member='${signal}'`)
        )
      ]).then(look, reject)
      setTimeout(resolve, startLimit, false).unref()
    })
  } catch (error) {
    log.warn('tray.no-bus', { message: String(error) })
    return false
  }
}
