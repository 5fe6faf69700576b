import type Electron from 'electron'
import { EventEmitter } from 'node:events'
import { throwBeforeReady } from '../app/life-cycle.js'
import { absent, notBuilt, strict } from '../not-built.js'
import type { TrayItem, TrayState } from './tray-item.js'

let made = false

/**
 * A tray icon as a StatusNotifierItem. Without a bus or a watcher it is nowhere, and nothing but a line on stderr says
 * so, as in Electron.
 */
export class Tray extends EventEmitter {
  private readonly state: TrayState
  private readonly item: Promise<TrayItem | null>

  constructor(image: Electron.NativeImage) {
    super()
    throwBeforeReady('Cannot create Tray')
    if (made) throw notBuilt('a second Tray')
    made = true
    this.state = { image, toolTip: '', menu: null }
    this.item = this.export().catch((error: unknown) => {
      console.error(`stand-in: no tray icon: ${String(error)}`)
      return null
    })
    return strict('Tray', this)
  }

  setImage(image: Electron.NativeImage): void {
    this.state.image = image
    void this.item.then((item) => item?.emit('NewIcon'))
  }

  setToolTip(toolTip: string): void {
    this.state.toolTip = toolTip
    void this.item.then((item) => item?.emit('NewToolTip'))
  }

  setContextMenu(menu: Electron.Menu | null): void {
    this.state.menu = menu
    void this.item.then((item) => item?.showMenu(menu))
  }

  private async export(): Promise<TrayItem> {
    const { exportTrayItem } = await import('./tray-item.js')
    // Bounds and position are empty on Linux.
    return exportTrayItem(this.state, () => this.emit('click', absent('the event of a click')))
  }
}
