import type { Log } from '../../services/ports.js'

const watcher = 'org.kde.StatusNotifierWatcher'

/**
 * Whether this Linux desktop has a place for tray icons: somebody owns the StatusNotifierWatcher name on the
 * session bus (freedesktop.org, StatusNotifierItem). False without a bus. `onChange` hears later changes.
 */
export async function watchForTray(log: Log, onChange: (present: boolean) => void): Promise<boolean> {
  try {
    const { sessionBus } = await import('@particle/dbus-next')
    const bus = sessionBus()
    bus.on('error', (error: unknown) => {
      log.warn('tray.bus', { message: String(error) })
    })
    const proxy = await bus.getProxyObject('org.freedesktop.DBus', '/org/freedesktop/DBus')
    const names = proxy.getInterface('org.freedesktop.DBus')
    names.on('NameOwnerChanged', (name: string, _before: string, owner: string) => {
      if (name === watcher) onChange(owner !== '')
    })
    // Methods of a proxy are found on the bus, so the types cannot know them.
    const bound = names as unknown as { NameHasOwner(name: string): Promise<unknown> }
    return (await bound.NameHasOwner(watcher)) === true
  } catch (error) {
    log.warn('tray.no-bus', { message: String(error) })
    return false
  }
}
