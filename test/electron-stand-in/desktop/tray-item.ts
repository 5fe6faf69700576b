import type Electron from 'electron'
import { getName } from '../app/paths.js'
import { callBus, exportInterface, onSignal, sessionBus } from './bus.js'
import { exportMenu } from './bus-menu.js'
import { fileOf } from './native-image.js'

/** What the icon shows, asked whenever the panel asks. */
export interface TrayState {
  image: Electron.NativeImage
  toolTip: string
  menu: Electron.Menu | null
}

export interface TrayItem {
  /** Tells the panel that the image or the tool tip is another one now. */
  emit(signal: 'NewIcon' | 'NewToolTip'): void
  showMenu(menu: Electron.Menu | null): void
}

const watcher = 'org.kde.StatusNotifierWatcher'
const menuPath = '/com/canonical/dbusmenu'

/** A StatusNotifierItem with its menu over com.canonical.dbusmenu. Rejects where there is no bus. */
export async function exportTrayItem(state: TrayState, click: () => void): Promise<TrayItem> {
  const service = `org.freedesktop.StatusNotifierItem-${process.pid}-1`
  const bus = await sessionBus()
  const showMenu = await exportMenu(menuPath)
  const emit = await exportInterface('/StatusNotifierItem', 'org.kde.StatusNotifierItem', {
    properties: {
      Category: ['s', () => 'ApplicationStatus'],
      Id: ['s', () => `${getName()}_status_icon_1`],
      Title: ['s', () => ''],
      Status: ['s', () => 'Active'],
      WindowId: ['i', () => 0],
      IconName: ['s', () => fileOf(state.image)],
      IconThemePath: ['s', () => ''],
      IconPixmap: ['a(iiay)', () => []],
      ToolTip: ['(sa(iiay)ss)', () => ['', [], state.toolTip, '']],
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
  showMenu(state.menu)
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
