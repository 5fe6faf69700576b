import type Electron from 'electron'
import { EventEmitter } from 'node:events'
import { throwBeforeReady } from '../app/life-cycle.js'
import { getName } from '../app/paths.js'
import { absent, notBuilt, strict } from '../not-built.js'
import { callBus, exportInterface, onSignal, sessionBus } from './bus.js'
import { exportMenu } from './bus-menu.js'
import { fileOf } from './native-image.js'

/** The icon in the panel. */
interface TrayItem {
  /** Tells the panel that the image or the tool tip is another one now. */
  emit(signal: 'NewIcon' | 'NewToolTip'): void
  showMenu(menu: Electron.Menu | null): void
}

const watcher = 'org.kde.StatusNotifierWatcher'
const menuPath = '/com/canonical/dbusmenu'

let made = false

/**
 * A tray icon as a StatusNotifierItem with its menu over com.canonical.dbusmenu. Without a bus or a watcher it is nowhere,
 * and nothing but a line on stderr says so, as in Electron.
 */
export class Tray extends EventEmitter {
  private image: Electron.NativeImage
  private toolTip = ''
  private menu: Electron.Menu | null = null
  private readonly item: Promise<TrayItem | null>

  constructor(image: Electron.NativeImage) {
    super()
    throwBeforeReady('Cannot create Tray')
    if (made) throw notBuilt('a second Tray')
    made = true
    this.image = image
    this.item = this.export().catch((error: unknown) => {
      console.error(`stand-in: no tray icon: ${String(error)}`)
      return null
    })
    return strict('Tray', this)
  }

  setImage(image: Electron.NativeImage): void {
    this.image = image
    void this.item.then((item) => item?.emit('NewIcon'))
  }

  setToolTip(toolTip: string): void {
    this.toolTip = toolTip
    void this.item.then((item) => item?.emit('NewToolTip'))
  }

  setContextMenu(menu: Electron.Menu | null): void {
    this.menu = menu
    void this.item.then((item) => item?.showMenu(menu))
  }

  private async export(): Promise<TrayItem> {
    const service = `org.freedesktop.StatusNotifierItem-${process.pid}-1`
    const bus = await sessionBus()
    const showMenu = await exportMenu(menuPath)
    // Bounds and position are empty on Linux.
    const click = (): unknown => this.emit('click', absent('the event of a click'))
    const emit = await exportInterface('/StatusNotifierItem', 'org.kde.StatusNotifierItem', {
      properties: {
        Category: ['s', () => 'ApplicationStatus'],
        Id: ['s', () => `${getName()}_status_icon_1`],
        Title: ['s', () => ''],
        Status: ['s', () => 'Active'],
        WindowId: ['i', () => 0],
        IconName: ['s', () => fileOf(this.image)],
        IconThemePath: ['s', () => ''],
        IconPixmap: ['a(iiay)', () => []],
        ToolTip: ['(sa(iiay)ss)', () => ['', [], this.toolTip, '']],
        ItemIsMenu: ['b', () => false],
        Menu: ['o', () => menuPath]
      },
      methods: {
        Activate: ['ii', '', click],
        SecondaryActivate: ['ii', '', click],
        ContextMenu: ['ii', '', () => undefined],
        Scroll: ['is', '', () => undefined]
      },
      signals: { NewIcon: '', NewToolTip: '' }
    })
    showMenu(this.menu)
    await bus.requestName(service, 0)
    const register = async (): Promise<void> => {
      const object = [watcher, '/StatusNotifierWatcher', watcher] as const
      // No watcher yet: the signal below tells when there is one.
      await callBus(object, 'RegisterStatusNotifierItem', 's', service).catch(() => undefined)
    }
    await onSignal(bus, 'org.freedesktop.DBus', 'NameOwnerChanged', (name, _before, owner) => {
      if (name === watcher && owner !== '') void register()
    })
    await register()
    return { emit, showMenu }
  }
}
