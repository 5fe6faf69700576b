import { Menu, Tray, nativeImage, type MenuItemConstructorOptions, type NativeImage } from 'electron'
import path from 'node:path'
import type { TrayCommand, TrayMenuItem, TrayModel } from '../domain/tray-model.js'
import type { Bounds } from './window-place.js'

export interface TrayDeps {
  /** The folder of the rendered icons. */
  readonly icons: string
  readonly onCommand: (command: TrayCommand) => void
  /** A left click, on systems that report it. */
  readonly onClick: () => void
}

export interface TrayItem {
  /** Draws the model; does nothing when it equals the one that is shown. */
  draw(model: TrayModel): void
  /** Where the icon is, in pixels of the virtual screen; null where the system does not tell, as on Linux. */
  bounds(): Bounds | null
}

function icon(folder: string, state: TrayModel['icon']): NativeImage {
  const name =
    process.platform === 'win32'
      ? `tray-${state}.ico`
      : process.platform === 'darwin'
        ? `tray-${state}Template.png`
        : `tray-${state}.png`
  const image = nativeImage.createFromPath(path.join(folder, name))
  if (image.isEmpty()) throw new Error(`tray icon missing: ${name}`)
  return image
}

/** Puts the item into the tray. Throws where an icon is missing. The caller keeps the result: a collected Tray is gone. */
export function createTray(deps: TrayDeps, first: TrayModel): TrayItem {
  const tray = new Tray(icon(deps.icons, first.icon))
  let shown = ''
  let shownIcon = first.icon

  // A click on macOS opens the menu too, so there the menu's first entry opens the window.
  if (process.platform !== 'darwin') tray.on('click', deps.onClick)

  function entry(item: TrayMenuItem): MenuItemConstructorOptions {
    if (item.kind === 'separator') return { type: 'separator' }
    // A lone & would underline the next letter instead of showing.
    const label = item.label.replaceAll('&', '&&')
    if (item.kind === 'text') return { label, enabled: false }
    if (item.kind === 'submenu') return { label, submenu: item.items.map(entry) }
    return {
      label,
      click: () => deps.onCommand(item.command)
    }
  }

  function draw(model: TrayModel): void {
    const now = JSON.stringify(model)
    if (now === shown) return
    shown = now
    if (model.icon !== shownIcon) {
      tray.setImage(icon(deps.icons, model.icon))
      shownIcon = model.icon
    }
    tray.setToolTip(model.toolTip)
    // On Linux a change shows only after the menu is set again (electron/electron docs/api/tray.md).
    tray.setContextMenu(Menu.buildFromTemplate(model.menu.map(entry)))
  }

  draw(first)
  return {
    draw,
    bounds: () => {
      // Not asked on Linux: it knows none there (electron/electron docs/api/tray.md).
      if (process.platform === 'linux') return null
      const bounds = tray.getBounds()
      return bounds.width > 0 && bounds.height > 0 ? bounds : null
    }
  }
}
