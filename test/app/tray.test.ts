import { afterAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { createTray } from '../../electron/app/tray.js'
import type { TrayCommand, TrayMenuItem, TrayModel } from '../../electron/domain/tray-model.js'
import { onPlatform, seen, startAnew } from './fake-electron.js'

vi.mock('electron', async () => (await import('./fake-electron.js')).electron)

const { platform } = process
afterAll(() => {
  onPlatform(platform)
})

const model = (some: Partial<TrayModel> = {}): TrayModel => ({
  icon: 'fine',
  toolTip: 'all fine',
  menu: [{ kind: 'separator' }],
  ...some
})
const commands: TrayCommand[] = []
const deps = {
  icons: '/icons',
  onCommand: (command: TrayCommand) => void commands.push(command),
  onClick: () => undefined
}
const only = () => seen.trays[0]!

beforeEach(() => {
  startAnew()
  commands.length = 0
  onPlatform('linux')
})

describe('the tray item', () => {
  it.each([
    ['linux', 'tray-due.png'],
    ['win32', 'tray-due.ico'],
    ['darwin', 'tray-dueTemplate.png']
  ] as const)('has the picture that %s takes', (system, file) => {
    onPlatform(system)
    createTray(deps, model({ icon: 'due' }))
    expect(only().images).toEqual([file])
  })

  it('is not made without its picture, which would be an item that nobody sees', () => {
    seen.missing = 'tray-fine'
    expect(() => createTray(deps, model())).toThrow('tray icon missing: tray-fine.png')
  })

  it('is drawn again only when something changed', () => {
    const tray = createTray(deps, model())
    tray.draw(model())
    expect(only().menus).toHaveLength(1)
    tray.draw(model({ toolTip: 'changed' }))
    expect(only().toolTips).toEqual(['all fine', 'changed'])
    // A new menu each time: Linux shows no change of one that is set.
    expect(only().menus).toHaveLength(2)
    expect(only().images).toHaveLength(1)
    tray.draw(model({ icon: 'offline' }))
    expect(only().images).toEqual(['tray-fine.png', 'tray-offline.png'])
  })

  it('gives on what was chosen, in submenus too', () => {
    const copy: TrayCommand = { do: 'copy', tokenId: 'a' }
    const items: readonly TrayMenuItem[] = [{ kind: 'command', label: 'Copy', command: copy }]
    const menu: readonly TrayMenuItem[] = [
      { kind: 'command', label: 'Quit', command: { do: 'quit' } },
      { kind: 'submenu', label: 'A token', items },
      { kind: 'text', label: 'Words' },
      { kind: 'separator' }
    ]
    createTray(deps, model({ menu }))
    only().choose('Quit')
    only().choose('A token', 'Copy')
    expect(commands).toEqual([{ do: 'quit' }, copy])
    expect(only().menus[0]?.slice(2)).toEqual([{ label: 'Words', enabled: false }, { type: 'separator' }])
  })

  it('shows a name with & as it is', () => {
    createTray(deps, model({ menu: [{ kind: 'text', label: 'R&D && more' }] }))
    expect(only().menus[0]?.[0]?.label).toBe('R&&D &&&& more')
  })

  it('tells where it is on systems that know', () => {
    const tray = createTray(deps, model())
    seen.trayBounds = { x: 5, y: 5, width: 24, height: 24 }
    expect(tray.bounds()).toBeNull()
    onPlatform('win32')
    expect(tray.bounds()).toEqual({ x: 5, y: 5, width: 24, height: 24 })
    // As it is for an icon that Windows has not placed yet.
    seen.trayBounds = { x: 0, y: 0, width: 0, height: 0 }
    expect(tray.bounds()).toBeNull()
  })

  it.each([
    ['linux', 1],
    ['win32', 1],
    ['darwin', 0]
  ] as const)('opens the window by a click on %s: %i', (system, times) => {
    onPlatform(system)
    let clicks = 0
    createTray({ ...deps, onClick: () => void (clicks += 1) }, model())
    only().emit('click')
    expect(clicks).toBe(times)
  })
})
