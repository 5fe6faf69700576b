import type Electron from 'electron'
import { notBuilt, onlyBuilt, strict } from '../not-built.js'

type Options = Electron.MenuItemConstructorOptions

/** An entry of a menu. */
export interface MenuItem {
  readonly type: 'normal' | 'separator' | 'submenu'
  readonly label: string
  readonly enabled: boolean
  readonly submenu: Menu | null
  click(): void
}

function createItem(options: Options): MenuItem {
  onlyBuilt('MenuItem option', options, ['type', 'label', 'enabled', 'click', 'submenu'])
  const {
    submenu,
    type = submenu === undefined ? 'normal' : 'submenu',
    label = '',
    enabled = true,
    click
  } = options
  if (type !== 'normal' && type !== 'separator' && type !== 'submenu') throw notBuilt(`MenuItem type ${type}`)
  if (submenu !== undefined && !Array.isArray(submenu)) throw notBuilt('a submenu that is a Menu')
  const item: MenuItem = {
    type,
    label,
    enabled,
    submenu: submenu === undefined ? null : Menu.buildFromTemplate(submenu),
    click: () => {
      // A tray's menu belongs to no window; the event says which keys were held, and the bus does not tell.
      click?.(item as unknown as Electron.MenuItem, undefined, { triggeredByAccelerator: false })
    }
  }
  return item
}

/** A menu of the tray; windows have none here. */
export class Menu implements Pick<Electron.Menu, 'items'> {
  readonly items: Electron.MenuItem[] = []

  constructor() {
    return strict('Menu', this)
  }

  static buildFromTemplate(template: readonly Options[]): Menu {
    const menu = new Menu()
    // The part of a MenuItem that is built.
    menu.items.push(...(template.map(createItem) as unknown as Electron.MenuItem[]))
    return menu
  }

  /** Windows here show no menu bar, and their editing keys are Chromium's own. */
  static setApplicationMenu(menu: Menu | null): void {
    if (menu !== null) throw notBuilt('a menu of the application')
  }
}
