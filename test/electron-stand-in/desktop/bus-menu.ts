import { exportInterface } from './session-bus.js'
import type { Menu, MenuItem } from './menu.js'

/** One entry as it was when the menu was set; its click goes to the item itself. */
interface Entry {
  readonly id: number
  readonly item: MenuItem | null
  readonly properties: Readonly<Record<string, readonly [signature: string, value: unknown]>>
  readonly children: readonly Entry[]
}

export interface BusMenu {
  /** Shows the menu as it is now. Later changes of its items show with the next call only, as in Electron on Linux. */
  show(menu: Menu | null): void
  /** Takes the menu off the bus. */
  remove(): void
}

type Layout = readonly [id: number, properties: Record<string, unknown>, children: unknown[]]

/** com.canonical.dbusmenu, version 3, at `path`. */
export async function exportMenu(path: string): Promise<BusMenu> {
  const { default: dbus } = await import('@particle/dbus-next')
  const { Variant } = dbus
  let revision = 1
  let last = 0
  let root: Entry = { id: 0, item: null, properties: {}, children: [] }
  const entries = new Map<number, Entry>([[0, root]])

  function freeze(menu: Menu, id: number, item: MenuItem | null): Entry {
    const children = menu.items.map((child) => {
      // Ids are never used again: a late click on an old menu must not hit another entry.
      last += 1
      return child.submenu === undefined
        ? remember({ id: last, item: child, properties: propertiesOf(child), children: [] })
        : freeze(child.submenu, last, child)
    })
    const properties = {
      ...(item === null ? {} : propertiesOf(item)),
      'children-display': ['s', 'submenu'] as const
    }
    return remember({ id, item, properties, children })
  }

  function remember(entry: Entry): Entry {
    entries.set(entry.id, entry)
    return entry
  }

  const wanted = (entry: Entry, names: readonly string[]): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(entry.properties)
        .filter(([name]) => names.length === 0 || names.includes(name))
        .map(([name, [signature, value]]) => [name, new Variant(signature, value)])
    )

  const layoutOf = (entry: Entry, depth: number, names: readonly string[]): Layout => [
    entry.id,
    wanted(entry, names),
    depth === 0
      ? []
      : entry.children.map((child) => new Variant('(ia{sv}av)', layoutOf(child, depth - 1, names)))
  ]

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
      GetLayout: [
        'iias',
        'u(ia{sv}av)',
        (parent: number, depth: number, names: string[]) => [
          revision,
          layoutOf(entries.get(parent) ?? root, depth, names)
        ]
      ],
      GetGroupProperties: [
        'aias',
        'a(ia{sv})',
        (ids: number[], names: string[]) =>
          (ids.length === 0 ? [...entries.keys()] : ids).flatMap((id) => {
            const entry = entries.get(id)
            return entry === undefined ? [] : [[id, wanted(entry, names)]]
          })
      ],
      GetProperty: ['is', 'v', (id: number, name: string) => wanted(entries.get(id) ?? root, [name])[name]],
      Event: [
        'isvu',
        '',
        (id: number, event: string) => {
          receive(id, event)
        }
      ],
      EventGroup: [
        'a(isvu)',
        'ai',
        (events: [number, string][]) => {
          for (const [id, event] of events) receive(id, event)
          return events.map(([id]) => id).filter((id) => !entries.has(id))
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
      root =
        menu === null ? remember({ id: 0, item: null, properties: {}, children: [] }) : freeze(menu, 0, null)
      revision += 1
      exported.emit('LayoutUpdated', revision, 0)
    },
    remove: exported.remove
  }
}

/** Properties as in the interface's description; those with their default value are left out. */
function propertiesOf(item: MenuItem): Entry['properties'] {
  return {
    ...(item.type === 'separator'
      ? { type: ['s', 'separator'] }
      : { label: ['s', item.label.replace(/&(?!&)/g, '_')] }),
    ...(item.enabled ? {} : { enabled: ['b', false] }),
    ...(item.visible ? {} : { visible: ['b', false] }),
    ...(item.type === 'checkbox' || item.type === 'radio'
      ? {
          'toggle-type': ['s', item.type === 'radio' ? 'radio' : 'checkmark'],
          'toggle-state': ['i', item.checked ? 1 : 0]
        }
      : {})
  }
}
