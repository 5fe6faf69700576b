import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { promisify } from 'node:util'
import type { Desktop } from '../desktop/desktop.js'
import { seeTrayItem } from './tray-probe.js'
import { until } from './until.js'

export interface TrayMenu {
  /** Opens the menu with the right button and chooses an entry by its label, or one of its submenu. */
  choose(label: string, inSubmenu?: string): Promise<void>
  /** A left click on the icon. */
  clickIcon(): Promise<void>
  readonly listener: ChildProcess
}

interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/** Times a person clicks again when nothing came of it: on a slow desktop the menu may move under the pointer. */
const tries = 3
/** Milliseconds for the panel to pass a click on. */
const clickLimit = 20_000

function readGeometry(text: string): Place {
  const field = (name: string): number => Number(new RegExp(`^${name}=(-?\\d+)$`, 'm').exec(text)?.[1])
  return { x: field('X'), y: field('Y'), width: field('WIDTH'), height: field('HEIGHT') }
}

// A separator of this panel is about a third as high as a row.
const weight = (row: string): number => (row === '' ? 1 / 3 : 1)
const sum = (rows: readonly string[]): number => rows.reduce((all, row) => all + weight(row), 0)

/** How far down a menu the middle of a row is, from 0 to 1. */
function rowOf(rows: readonly string[], wanted: string): number {
  const at = rows.indexOf(wanted)
  if (at < 0) throw new Error(`no entry ${wanted} in ${rows.join(', ')}`)
  return (sum(rows.slice(0, at)) + 0.5) / sum(rows)
}

/** The mouse of a person at the tray icon. What the panel passes on is heard on the bus, so a click that went nowhere is known. */
export function createTrayMenu(desktop: Desktop): TrayMenu {
  const { env } = desktop
  const listener = spawn('dbus-monitor', ["interface='com.canonical.dbusmenu'"], {
    env: { ...env },
    stdio: ['ignore', 'pipe', 'ignore']
  })
  let heard = ''
  listener.stdout.on('data', (data) => (heard += String(data)))
  const clicks = (): number => heard.split('string "clicked"').length - 1

  const x = async (...words: (string | number)[]): Promise<string> =>
    (await promisify(execFile)('xdotool', words.map(String), { env: { ...env } })).stdout.trim()
  const search = async (...by: string[]): Promise<string[]> =>
    (await x('search', '--onlyvisible', ...by).catch(() => '')).split('\n')
  const windows = async (): Promise<string[]> => {
    // The menu belongs to whatever program draws the tray, so it is told by being new; but so may a notice be.
    const [all, notices] = [await search('--name', '.*'), await search('--class', 'notif')]
    return all.filter((window) => window !== '' && !notices.includes(window))
  }
  const placeOf = async (window: string): Promise<Place | null> =>
    x('getwindowgeometry', '--shell', window).then(readGeometry, () => null)
  const item = () => until('the tray item', () => seeTrayItem(env['DBUS_SESSION_BUS_ADDRESS'] ?? ''))

  /** A new window that is high enough for these rows and has stopped growing. */
  const opened = (before: readonly string[], rows: readonly string[]) =>
    until(
      'the open menu',
      async () => {
        for (const window of (await windows()).filter((one) => !before.includes(one))) {
          const first = await placeOf(window)
          if (first === null || first.height < 14 * sum(rows)) continue
          await new Promise((resolve) => setTimeout(resolve, 100))
          const second = await placeOf(window)
          if (second !== null && JSON.stringify(first) === JSON.stringify(second)) return second
        }
        return null
      },
      clickLimit
    )

  async function tryToChoose(label: string, inSubmenu: string | undefined): Promise<void> {
    const { rows, submenus } = await item()
    const before = await windows()
    await x('mousemove', desktop.trayIconCentre.x, desktop.trayIconCentre.y, 'click', 3)
    const menu = await opened(before, rows)
    await x('mousemove', menu.x + 60, Math.round(menu.y + rowOf(rows, label) * menu.height))
    if (inSubmenu !== undefined) {
      const withMenu = await windows()
      await x('click', 1)
      const below = submenus[label] ?? []
      const submenu = await opened(withMenu, below)
      await x('mousemove', submenu.x + 40, Math.round(submenu.y + rowOf(below, inSubmenu) * submenu.height))
    }
    const heardBefore = clicks()
    await x('click', 1)
    await until(`the click on ${inSubmenu ?? label}`, () => clicks() > heardBefore, clickLimit)
  }

  return {
    listener,
    choose: async (label, inSubmenu) => {
      for (let attempt = 1; ; attempt += 1) {
        try {
          await tryToChoose(label, inSubmenu)
          return
        } catch (error) {
          if (attempt === tries) throw error
          // Twice: a submenu, then the menu.
          await x('key', 'Escape', 'key', 'Escape')
        }
      }
    },
    clickIcon: async () => {
      await item()
      await x('mousemove', desktop.trayIconCentre.x, desktop.trayIconCentre.y, 'click', 1)
    }
  }
}
