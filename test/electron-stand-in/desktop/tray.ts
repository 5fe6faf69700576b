import type Electron from 'electron'
import { EventEmitter } from 'node:events'
import { throwBeforeReady } from '../app/life-cycle.js'
import { getName } from '../app/paths.js'
import { strict } from '../not-built.js'
import { exportMenu } from './bus-menu.js'
import type { BusMenu } from './bus-menu.js'
import { pixmapsOf } from './native-image.js'
import { callBus, exportInterface, onSignal, sessionBus } from './session-bus.js'

const watcher = 'org.kde.StatusNotifierWatcher'
const itemPath = '/StatusNotifierItem'
const menuPath = '/com/canonical/dbusmenu'

type Built = 'setImage' | 'setToolTip' | 'setContextMenu' | 'destroy' | 'isDestroyed'

interface Item {
  readonly menu: BusMenu
  emit(signal: string): void
  remove(): void
}

let last = 0

/**
 * A tray icon as a StatusNotifierItem with its menu over com.canonical.dbusmenu. Without a bus or a watcher the
 * icon is nowhere, and nothing says so, as in Electron.
 */
export class Tray extends EventEmitter implements Pick<Electron.Tray, Built> {
  private image: Electron.NativeImage
  private toolTip = ''
  private menu: Electron.Menu | null = null
  private destroyed = false
  private readonly number: number
  private readonly item: Promise<Item | null>

  constructor(image: Electron.NativeImage) {
    super()
    throwBeforeReady('Cannot create Tray')
    this.image = image
    last += 1
    this.number = last
    this.item = this.export(`org.freedesktop.StatusNotifierItem-${process.pid}-${this.number}`).catch(
      (error: unknown) => {
        console.error(`stand-in: no tray icon: ${String(error)}`)
        return null
      }
    )
    return strict('Tray', this)
  }

  private async export(service: string): Promise<Item> {
    const bus = await sessionBus()
    const menu = await exportMenu(menuPath)
    const click = (): void => void this.emit('click', {}, noBounds, noBounds)
    const item = await exportInterface(itemPath, 'org.kde.StatusNotifierItem', {
      properties: {
        Category: ['s', () => 'ApplicationStatus'],
        Id: ['s', () => `${getName()}_status_icon_${this.number}`],
        Title: ['s', () => ''],
        Status: ['s', () => 'Active'],
        WindowId: ['i', () => 0],
        IconName: ['s', () => ''],
        IconThemePath: ['s', () => ''],
        IconPixmap: ['a(iiay)', () => pixmapsOf(this.image)],
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
    menu.show(this.menu)
    await bus.requestName(service, 0)
    const register = async (): Promise<void> => {
      if (this.destroyed) return
      await callBus(watcher, '/StatusNotifierWatcher', `${watcher}.RegisterStatusNotifierItem`, 's', [
        service
      ])
    }
    await onSignal(bus, 'org.freedesktop.DBus', 'NameOwnerChanged', (name, _before, owner) => {
      if (name === watcher && owner !== '') register().catch(() => undefined)
    })
    // No watcher yet: the signal above tells when there is one.
    await register().catch(() => undefined)
    return {
      menu,
      emit: item.emit,
      remove: () => {
        item.remove()
        menu.remove()
        void bus.releaseName(service)
      }
    }
  }

  setImage(image: Electron.NativeImage): void {
    this.throwIfDestroyed()
    this.image = image
    this.tell((item) => item.emit('NewIcon'))
  }

  setToolTip(toolTip: string): void {
    this.throwIfDestroyed()
    this.toolTip = toolTip
    this.tell((item) => item.emit('NewToolTip'))
  }

  setContextMenu(menu: Electron.Menu | null): void {
    this.throwIfDestroyed()
    this.menu = menu
    this.tell((item) => item.menu.show(this.menu))
  }

  destroy(): void {
    if (this.destroyed) return
    this.tell((item) => item.remove())
    this.destroyed = true
  }

  isDestroyed(): boolean {
    return this.destroyed
  }

  private tell(news: (item: Item) => void): void {
    void this.item.then((item) => {
      if (item !== null) news(item)
    })
  }

  private throwIfDestroyed(): void {
    if (this.destroyed) throw new Error('Tray is destroyed')
  }
}

/** getBounds is empty on Linux, and so are the bounds and the position of a click. */
const noBounds = { x: 0, y: 0, width: 0, height: 0 }
