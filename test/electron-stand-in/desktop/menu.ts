import type Electron from 'electron'
import { absent, notBuilt, onlyBuilt, strict } from '../not-built.js'

/** An entry of a menu. */
export interface MenuItem {
  readonly type: 'normal' | 'separator' | 'submenu'
  readonly label: string
  readonly enabled: boolean
  readonly submenu: Menu | null
  click(): void
}

function createItem(options: Electron.MenuItemConstructorOptions): MenuItem {
  onlyBuilt('MenuItem option', options, 'type', 'label', 'enabled', 'click', 'submenu')
  const { type = 'normal', label = '', enabled = true, click, submenu } = options
  if (type !== 'normal' && type !== 'separator') throw notBuilt(`MenuItem type ${type}`)
  if (submenu !== undefined && !Array.isArray(submenu)) throw notBuilt('a submenu that is a Menu')
  const own = { label, enabled, submenu: submenu ? Menu.buildFromTemplate(submenu) : null }
  return {
    ...own,
    type: submenu ? 'submenu' : type,
    click: () => click?.(absent('the item of a click'), undefined, absent('the event of a click'))
  }
}

/** A menu of the tray; windows have none here. */
export class Menu {
  readonly items: readonly MenuItem[]

  private constructor(items: readonly MenuItem[]) {
    this.items = items
    return strict('Menu', this)
  }

  static buildFromTemplate(template: readonly Electron.MenuItemConstructorOptions[]): Menu {
    return new Menu(template.map(createItem))
  }

  /** Windows here show no menu bar, and their editing keys are Chromium's own. */
  static setApplicationMenu(menu: Menu | null): void {
    if (menu !== null) throw notBuilt('a menu of the application')
  }
}
