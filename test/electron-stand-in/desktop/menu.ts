import type Electron from 'electron'
import { EventEmitter } from 'node:events'
import { notBuilt, onlyBuilt, strict } from '../not-built.js'

type Options = Electron.MenuItemConstructorOptions
type Kind = 'normal' | 'separator' | 'submenu' | 'checkbox' | 'radio'

const builtOptions = [
  'label',
  'type',
  'enabled',
  'visible',
  'checked',
  'click',
  'submenu',
  'id',
  'accelerator',
  'toolTip',
  'sublabel'
]

/** An entry of a menu. */
export class MenuItem implements Pick<
  Electron.MenuItem,
  'id' | 'label' | 'type' | 'enabled' | 'visible' | 'checked' | 'click'
> {
  readonly id: string
  readonly type: Kind
  label: string
  enabled: boolean
  visible: boolean
  checked: boolean
  readonly submenu: Menu | undefined
  readonly click: () => void

  constructor(options: Options) {
    if (options.role !== undefined) throw notBuilt(`MenuItem role ${options.role}`)
    onlyBuilt('MenuItem option', options, builtOptions)
    const { submenu } = options
    this.submenu = Array.isArray(submenu)
      ? Menu.buildFromTemplate(submenu)
      : submenu instanceof Menu
        ? submenu
        : undefined
    // Electron's own rule (lib/browser/api/menu-item.ts); the types know more kinds, which macOS alone has.
    this.type = (options.type ?? (submenu === undefined ? 'normal' : 'submenu')) as Kind
    this.id = options.id ?? ''
    this.label = options.label ?? ''
    this.enabled = options.enabled ?? true
    this.visible = options.visible ?? true
    this.checked = options.checked ?? false
    this.click = () => {
      if (this.type === 'checkbox') this.checked = !this.checked
      if (this.type === 'radio') this.checked = true
      // A tray's menu belongs to no window; the event says which keys were held, and the bus does not tell.
      options.click?.(this as unknown as Electron.MenuItem, undefined, {
        triggeredByAccelerator: false
      })
    }
  }
}

let applicationMenu: Menu | null = null

/** A menu of the tray; windows have none here. */
export class Menu extends EventEmitter implements Pick<Electron.Menu, 'append' | 'getMenuItemById'> {
  readonly items: MenuItem[] = []

  constructor() {
    super()
    return strict('Menu', this)
  }

  static buildFromTemplate(template: readonly (Options | MenuItem)[]): Menu {
    const menu = new Menu()
    for (const entry of template) menu.items.push(entry instanceof MenuItem ? entry : new MenuItem(entry))
    return menu
  }

  /** Only kept: windows here show no menu bar, and their editing keys are Chromium's own. */
  static setApplicationMenu(menu: Menu | null): void {
    applicationMenu = menu
  }

  static getApplicationMenu(): Menu | null {
    return applicationMenu
  }

  append(item: Electron.MenuItem): void {
    this.items.push(item as unknown as MenuItem)
  }

  getMenuItemById(id: string): Electron.MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id)
      if (found !== undefined && found !== null) return found as Electron.MenuItem
    }
    return null
  }
}
