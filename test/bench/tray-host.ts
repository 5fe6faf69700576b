import { Message, Variant, sessionBus } from '@particle/dbus-next'

/** The tray as a panel uses it, over the bus. */
export interface TrayHost {
  /** The next item that is registered, by its name on the bus. */
  nextItem(): Promise<string>
  /** The id of an entry of the item's menu. */
  entry(item: string, label: string): Promise<number>
  /** Clicks an entry, as xfce4-panel's menu library sends it. */
  click(item: string, entry: number): Promise<void>
  leave(): void
}

type MenuNode = [number, Record<string, { value: unknown } | undefined>, { value: MenuNode }[]]

const watcher = 'org.kde.StatusNotifierWatcher'

export async function joinTray(busAddress: string): Promise<TrayHost> {
  const bus = sessionBus({ busAddress })
  bus.on('error', () => undefined)
  const listeners = new Set<(item: string) => void>()
  bus.on('message', (message: Message) => {
    if (message.interface !== watcher || message.member !== 'StatusNotifierItemRegistered') return
    // A bus name with the object's path behind it.
    const name = String(message.body[0]).replace(/\/.*/, '')
    for (const listener of listeners) listener(name)
    listeners.clear()
  })
  const call = async (
    destination: string,
    path: string,
    [place, member]: readonly [string, string],
    signature: string,
    body: readonly unknown[]
  ): Promise<readonly unknown[]> => {
    const message = new Message({
      destination,
      path,
      interface: place,
      member,
      signature,
      body: [...body]
    })
    const answer: readonly unknown[] = (await bus.call(message))?.body ?? []
    return answer
  }
  const match = `type='signal',interface='${watcher}',member='StatusNotifierItemRegistered'`
  const driver = 'org.freedesktop.DBus'
  await call(driver, '/org/freedesktop/DBus', [driver, 'AddMatch'], 's', [match])

  const menu = (item: string, member: string, signature: string, body: readonly unknown[]) =>
    call(item, '/com/canonical/dbusmenu', ['com.canonical.dbusmenu', member], signature, body)
  return {
    nextItem: () => new Promise((resolve) => listeners.add(resolve)),
    entry: async (item, label) => {
      // The form that the interface's description gives: revision, then the root's node.
      const [, layout] = (await menu(item, 'GetLayout', 'iias', [0, -1, []])) as [number, MenuNode]
      const found = layout[2].find(({ value }) => value[1]['label']?.value === label)
      if (found === undefined) throw new Error(`the tray's menu has no entry ${label}`)
      return found.value[0]
    },
    click: async (item, entry) => {
      await menu(item, 'Event', 'isvu', [entry, 'clicked', new Variant('i', 0), 0])
    },
    leave: () => bus.disconnect()
  }
}
