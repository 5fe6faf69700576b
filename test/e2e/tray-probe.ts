import dbus, { type ClientInterface } from '@particle/dbus-next'

export interface SeenTrayItem {
  /** The item's name on the bus, as the panel's watcher lists it. */
  readonly name: string
  readonly toolTip: string
  /** The labels of the menu's entries, top to bottom, without separators. */
  readonly entries: readonly string[]
  /** The same with its separators, as empty labels. */
  readonly rows: readonly string[]
  /** Of each entry with a submenu the rows in it. */
  readonly submenus: Readonly<Record<string, readonly string[]>>
}

type Calls<T> = ClientInterface & T
interface Properties {
  Get(name: string, property: string): Promise<{ value: unknown }>
}
interface DbusMenu {
  GetLayout(parent: number, depth: number, names: string[]): Promise<[number, MenuNode]>
}
type MenuNode = [number, Record<string, { value: unknown } | undefined>, { value: MenuNode }[]]

const rowsOf = (nodes: MenuNode[2]): readonly string[] =>
  nodes.map(({ value: [, { type, label }] }) => (type?.value === 'separator' ? '' : String(label?.value)))

/**
 * Reads, as a panel would, the only item that is registered on a desktop's bus; null while there is none, and while
 * the app behind it is still loading.
 */
export async function seeTrayItem(busAddress: string): Promise<SeenTrayItem | null> {
  const bus = dbus.sessionBus({ busAddress })
  try {
    const get = async (service: string, path: string, name: string, property: string): Promise<unknown> => {
      const object = await bus.getProxyObject(service, path)
      const properties = object.getInterface('org.freedesktop.DBus.Properties') as Calls<Properties>
      return (await properties.Get(name, property)).value
    }
    const watcher = 'org.kde.StatusNotifierWatcher'
    const listed = await get(watcher, '/StatusNotifierWatcher', watcher, 'RegisteredStatusNotifierItems')
    const [first] = listed as string[]
    if (first === undefined) return null
    const slash = first.indexOf('/')
    const name = slash < 0 ? first : first.slice(0, slash)
    const path = slash < 0 ? '/StatusNotifierItem' : first.slice(slash)
    const item = 'org.kde.StatusNotifierItem'
    const menuPath = (await get(name, path, item, 'Menu')) as string
    const menu = (await bus.getProxyObject(name, menuPath)).getInterface(
      'com.canonical.dbusmenu'
    ) as Calls<DbusMenu>
    const [, [, , children]] = await menu.GetLayout(0, -1, [])
    // After the menu: both are drawn at once, and a whole menu is none of an app that is still loading.
    const toolTip = (await get(name, path, item, 'ToolTip')) as [string, unknown, string, string]
    const submenus = Object.fromEntries(
      children.flatMap(({ value: [, properties, below] }) =>
        below.length === 0 ? [] : [[String(properties['label']?.value), rowsOf(below)]]
      )
    )
    const rows = rowsOf(children)
    if (!rows.includes('New token…')) return null
    return { name, toolTip: toolTip[2], entries: rows.filter((row) => row !== ''), rows, submenus }
  } catch {
    return null
  } finally {
    bus.disconnect()
  }
}
