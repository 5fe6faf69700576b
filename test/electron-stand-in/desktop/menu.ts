import type Electron from 'electron'
import { absent, notBuilt, onlyBuilt, strict } from '../not-built.js'

type Built = 'type' | 'label' | 'enabled' | 'click' | 'submenu'

function createItem(options: Electron.MenuItemConstructorOptions): Electron.MenuItem {
  onlyBuilt('MenuItem option', options, 'type', 'label', 'enabled', 'click', 'submenu')
  const { type = 'normal', label = '', enabled = true, click, submenu } = options
  if (type !== 'normal' && type !== 'separator') throw notBuilt(`MenuItem type ${type}`)
  if (submenu !== undefined && !Array.isArray(submenu)) throw notBuilt('a submenu that is a Menu')
  const item = {
    ...{ type, label, enabled },
    ...(submenu && { type: 'submenu', submenu: Menu.buildFromTemplate(submenu) }),
    click: () => click?.(absent('the item of a click'), undefined, absent('the event of a click'))
  } satisfies Pick<Electron.MenuItem, Built>
  // The part of a MenuItem that is built.
  return item as unknown as Electron.MenuItem
}

/** A menu of the tray; windows have none here. */
export class Menu {
  readonly items: Electron.MenuItem[]

  private constructor(items: Electron.MenuItem[]) {
    this.items = items
    return strict('Menu', this)
  }

  static buildFromTemplate(template: Electron.MenuItemConstructorOptions[]): Electron.Menu {
    // The part of a Menu that is built.
    return new Menu(template.map(createItem)) as unknown as Electron.Menu
  }

  /** Windows here show no menu bar, and their editing keys are Chromium's own. */
  static setApplicationMenu(menu: Electron.Menu | null): void {
    if (menu !== null) throw notBuilt('a menu of the application')
  }
}
