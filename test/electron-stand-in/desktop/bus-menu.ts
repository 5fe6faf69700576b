import type Electron from 'electron'
import { exportInterface } from './session-bus.js'
import type { MenuItem } from './menu.js'

/** One entry as it was when the menu was set; its click goes to the item itself. */
interface Entry {
  readonly item: MenuItem
  /** The id of the entry whose submenu it is in; 0 for the menu itself. */
  readonly parent: number
  readonly properties: Readonly<Record<string, readonly [signature: string, value: unknown]>>
}

export interface BusMenu {
  /** Shows the menu as it is now. Later changes of its items show with the next call only, as in Electron on Linux. */
  show(menu: Electron.Menu | null): void
  /** Takes the menu off the bus. */
  remove(): void
}

/** com.canonical.dbusmenu, version 3, at `path`. */
export async function exportMenu(path: string): Promise<BusMenu> {
  const { default: dbus } = await import('@particle/dbus-next')
  const { Variant } = dbus
  let revision = 1
  let last = 0
  const entries = new Map<number, Entry>()

  /** The properties of an entry; the root, which has the id 0, is the menu itself. */
  const wanted = (id: number, names: readonly string[]): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(
        entries.get(id)?.properties ?? (id === 0 ? { 'children-display': ['s', 'submenu'] as const } : {})
      )
        .filter(([name]) => names.length === 0 || names.includes(name))
        .map(([name, [signature, value]]) => [name, new Variant(signature, value)])
    )

  /** An entry with what is below it, `depth` levels deep; all of them for -1. */
  function branch(id: number, depth: number, names: readonly string[]): unknown {
    const below = depth === 0 ? [] : [...entries].filter(([, entry]) => entry.parent === id)
    const children = below.map(([child]) => new Variant('(ia{sv}av)', branch(child, depth - 1, names)))
    return [id, wanted(id, names), children]
  }
  const layout = (parent: number, depth: number, names: readonly string[]): unknown => [
    revision,
    branch(parent, depth, names)
  ]

  function enter(menu: Electron.Menu | null, parent: number): void {
    for (const item of (menu?.items ?? []) as unknown as MenuItem[]) {
      // Ids are never used again: a late click on an old menu must not hit another entry.
      last += 1
      const id = last
      entries.set(id, { item, parent, properties: propertiesOf(item) })
      enter(item.submenu as unknown as Electron.Menu | null, id)
    }
  }

  function receive(id: number, event: string): void {
    const item = entries.get(id)?.item
    if (event === 'clicked' && item?.enabled === true) item.click()
  }

  const exported = await exportInterface(path, 'com.canonical.dbusmenu', {
    properties: {
      Version: ['u', () => 3],
      TextDirection: ['s', () => 'ltr'],
      Status: ['s', () => 'normal'],
      IconThemePath: ['as', () => []]
    },
    methods: {
      GetLayout: ['iias', 'u(ia{sv}av)', layout],
      GetGroupProperties: [
        'aias',
        'a(ia{sv})',
        (ids: number[], names: string[]) =>
          (ids.length === 0 ? [0, ...entries.keys()] : ids)
            .filter((id) => id === 0 || entries.has(id))
            .map((id) => [id, wanted(id, names)])
      ],
      GetProperty: ['is', 'v', (id: number, name: string) => wanted(id, [name])[name]],
      Event: ['isvu', '', (id: number, event: string) => receive(id, event)],
      EventGroup: [
        'a(isvu)',
        'ai',
        (events: [number, string][]) => {
          for (const [id, event] of events) receive(id, event)
          return events.map(([id]) => id).filter((id) => id !== 0 && !entries.has(id))
        }
      ],
      AboutToShow: ['i', 'b', () => false],
      AboutToShowGroup: ['ai', 'aiai', () => [[], []]]
    },
    signals: { LayoutUpdated: 'ui', ItemsPropertiesUpdated: 'a(ia{sv})a(ias)' }
  })

  return {
    show: (menu) => {
      entries.clear()
      enter(menu, 0)
      revision += 1
      exported.emit('LayoutUpdated', revision, 0)
    },
    remove: exported.remove
  }
}

/** Properties as in the interface's description; those with their default value are left out. */
const propertiesOf = (item: MenuItem): Entry['properties'] => ({
  ...(item.type === 'separator'
    ? { type: ['s', 'separator'] }
    : { label: ['s', item.label.replace(/&(?!&)/g, '_')] }),
  ...(item.enabled ? {} : { enabled: ['b', false] }),
  ...(item.submenu === null ? {} : { 'children-display': ['s', 'submenu'] })
})
