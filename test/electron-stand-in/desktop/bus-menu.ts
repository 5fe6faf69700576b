import { exportInterface, variant } from './bus.js'

type Properties = Readonly<Record<string, readonly [signature: string, value: unknown]>>

/** One entry as it was when the menu was set; its click goes to the item itself. */
interface Entry {
  readonly item: Electron.MenuItem
  /** The id of the entry whose submenu it is in; 0 for the menu itself. */
  readonly parent: number
  readonly properties: Properties
}

const submenu: Properties = { 'children-display': ['s', 'submenu'] }

/** Properties as in the interface's description; those with their default value are left out. */
const propertiesOf = (item: Electron.MenuItem): Properties => ({
  ...(item.type === 'separator'
    ? { type: ['s', 'separator'] }
    : { label: ['s', item.label.replace(/&(?!&)/g, '_')] }),
  ...(item.enabled ? {} : { enabled: ['b', false] }),
  ...(item.submenu && submenu)
})

/**
 * com.canonical.dbusmenu, version 3, at `path`. Gives what shows a menu as it is then: later changes of its items show
 * with the next call only, as in Electron on Linux.
 */
export async function exportMenu(path: string): Promise<(menu: Electron.Menu | null) => void> {
  let revision = 1
  let last = 0
  const entries = new Map<number, Entry>()

  /** The properties of an entry; the root, which has the id 0, is the menu itself. */
  const wanted = (id: number, names: readonly string[]): Record<string, unknown> =>
    Object.fromEntries(
      Object.entries(entries.get(id)?.properties ?? (id === 0 ? submenu : {}))
        .filter(([name]) => names.length === 0 || names.includes(name))
        .map(([name, [signature, value]]) => [name, variant(signature, value)])
    )

  /** An entry with what is below it, `depth` levels deep; all of them for -1. */
  function branch(id: number, depth: number, names: readonly string[]): unknown {
    const below = depth === 0 ? [] : [...entries].filter(([, { parent }]) => parent === id)
    return [
      id,
      wanted(id, names),
      below.map(([child]) => variant('(ia{sv}av)', branch(child, depth - 1, names)))
    ]
  }

  function enter(menu: Electron.Menu | null | undefined, parent: number): void {
    for (const item of menu?.items ?? []) {
      // Ids are never used again: a late click on an old menu must not hit another entry.
      const id = (last += 1)
      entries.set(id, { item, parent, properties: propertiesOf(item) })
      enter(item.submenu, id)
    }
  }

  function receive(id: number, event: string): void {
    const item = entries.get(id)?.item
    // The type of it says only that it can be called.
    if (event === 'clicked' && item?.enabled === true) (item.click as () => void)()
  }

  const emit = await exportInterface(path, 'com.canonical.dbusmenu', {
    properties: { Version: ['u', () => 3], Status: ['s', () => 'normal'] },
    methods: {
      GetLayout: [
        'iias',
        'u(ia{sv}av)',
        (parent: number, depth: number, names: string[]) => [revision, branch(parent, depth, names)]
      ],
      GetGroupProperties: [
        'aias',
        'a(ia{sv})',
        (ids: number[], names: string[]) =>
          (ids.length === 0 ? [0, ...entries.keys()] : ids).map((id) => [id, wanted(id, names)])
      ],
      Event: ['isvu', '', (id: number, event: string) => receive(id, event)],
      EventGroup: [
        'a(isvu)',
        'ai',
        (events: [number, string][]) => {
          for (const [id, event] of events) receive(id, event)
          return []
        }
      ],
      AboutToShow: ['i', 'b', () => false],
      AboutToShowGroup: ['ai', 'aiai', () => [[], []]]
    },
    signals: { LayoutUpdated: 'ui' }
  })

  return (menu) => {
    entries.clear()
    enter(menu, 0)
    emit('LayoutUpdated', (revision += 1), 0)
  }
}
