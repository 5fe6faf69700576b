import type { AppSnapshot } from '../../electron/shared/view.js'

/** By the habits of each system. */
const place: Readonly<Record<AppSnapshot['platform'], string>> = {
  linux: 'in the panel, beside the clock',
  win32: 'at the right of the taskbar, perhaps behind the small arrow',
  darwin: 'in the menu bar, at the right'
}

/** Where the tray icon is found; null where there is none. */
export const trayWords = ({ tray, platform }: Pick<AppSnapshot, 'tray' | 'platform'>): string | null =>
  tray === 'shown'
    ? `Token Tray lives in the tray: its icon is ${place[platform]}. Closing this window leaves it there.`
    : null
