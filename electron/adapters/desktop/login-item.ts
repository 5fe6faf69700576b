import { app } from 'electron'
import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { LoginItem } from '../../services/ports/desktop.js'

/** A program path inside a desktop entry's Exec key (freedesktop.org, Desktop Entry Specification, «Exec»). */
export const quoteForExec = (program: string): string =>
  `"${program.replace(/["`$\\]/g, '\\$&').replaceAll('%', '%%')}"`

/** An XDG autostart entry: Electron's login items do nothing on Linux. */
export function autostartEntry(program: string): string {
  return [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Token Tray',
    `Exec=${quoteForExec(program)} --hidden`,
    'X-GNOME-Autostart-enabled=true',
    ''
  ].join('\n')
}

/** Starting with the computer, hidden in the tray. Only an installed app is registered. */
export function createLoginItem(configHome: string): LoginItem {
  return {
    set: async (on) => {
      if (!app.isPackaged) return
      if (process.platform !== 'linux') {
        app.setLoginItemSettings({ openAtLogin: on, args: ['--hidden'] })
        return
      }
      const file = path.join(configHome, 'autostart', 'dev.tokentray.app.desktop')
      if (!on) {
        await rm(file, { force: true })
        return
      }
      await mkdir(path.dirname(file), { recursive: true })
      await writeFile(file, autostartEntry(process.env['APPIMAGE'] ?? process.execPath))
    }
  }
}
