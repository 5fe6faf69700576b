import { EventEmitter } from 'node:events'
import type { MenuItemConstructorOptions, MessageBoxOptions } from 'electron'
import type { Bounds } from '../../electron/app/window-place.js'

const nowhere: Bounds = { x: 0, y: 0, width: 0, height: 0 }

/** What the shell did to Electron, for tests to look at. */
export const seen = {
  trays: [] as FakeTray[],
  windows: [] as FakeWindow[],
  quits: 0,
  /** Questions and errors that were shown, as `message` and `detail` under each other. */
  boxes: [] as string[],
  /** How often the app took the focus from another one. */
  stolen: 0,
  /** What an icon's file is missing, by a part of its name. */
  missing: '',
  trayBounds: nowhere
}

/** Forgets everything and takes off all listeners. */
export function startAnew(): void {
  seen.trays.length = 0
  seen.windows.length = 0
  seen.boxes.length = 0
  seen.stolen = 0
  seen.quits = 0
  seen.missing = ''
  seen.trayBounds = nowhere
  app.removeAllListeners()
  powerMonitor.removeAllListeners()
}

/** The tests of one system run on every other. */
export function onPlatform(platform: NodeJS.Platform): void {
  Object.defineProperty(process, 'platform', { value: platform })
}

class FakeTray extends EventEmitter {
  readonly images: string[]
  readonly toolTips: string[] = []
  readonly menus: (readonly MenuItemConstructorOptions[])[] = []

  constructor(image: { readonly file: string }) {
    super()
    this.images = [image.file]
    seen.trays.push(this)
  }

  setImage(image: { readonly file: string }): void {
    this.images.push(image.file)
  }

  setToolTip(toolTip: string): void {
    this.toolTips.push(toolTip)
  }

  setContextMenu(menu: readonly MenuItemConstructorOptions[]): void {
    this.menus.push(menu)
  }

  getBounds(): Bounds {
    return seen.trayBounds
  }

  /** Chooses an entry of the menu that is set last, by its label and those of the submenus around it. */
  choose(...labels: readonly string[]): void {
    let items = this.menus.at(-1) ?? []
    for (const label of labels) {
      const item = items.find((one) => one.label === label)
      if (item === undefined) throw new Error(`no entry ${label}`)
      items = (item.submenu ?? []) as readonly MenuItemConstructorOptions[]
      // The event and the window of a click are not looked at.
      item.click?.({} as never, undefined, {})
    }
  }
}

class FakeWindow extends EventEmitter {
  readonly sent: unknown[] = []
  shows = 0
  readonly webContents = Object.assign(new EventEmitter(), {
    isDestroyed: () => false,
    send: (_channel: string, name: string, value: unknown) => void this.sent.push([name, value])
  })

  readonly options: Partial<Bounds>

  constructor(options: Partial<Bounds>) {
    super()
    this.options = options
    seen.windows.push(this)
  }

  readonly loadURL = (): Promise<void> => Promise.resolve()
  readonly isDestroyed = (): boolean => false
  readonly isMinimized = (): boolean => false
  readonly show = (): void => void (this.shows += 1)
  readonly focus = (): void => undefined
  /** Of a maximised window. */
  readonly getBounds = (): Bounds => ({ x: 0, y: 0, width: 1920, height: 1040 })
  readonly getNormalBounds = (): Bounds => ({ x: 10, y: 10, width: 880, height: 640 })

  /** As the person does it, or the app at its end. */
  close(): void {
    this.emit('close')
    this.emit('closed')
  }
}

const workArea = { x: 0, y: 0, width: 1920, height: 1040 }

export const powerMonitor = new EventEmitter()
const paths = new Map<string, string>()
export const app = Object.assign(new EventEmitter(), {
  isPackaged: false,
  setName: () => undefined,
  getName: () => 'Token Tray',
  setPath: (name: string, folder: string) => void paths.set(name, folder),
  getPath: (name: string) => paths.get(name),
  quit: () => void (seen.quits += 1),
  focus: ({ steal }: { readonly steal: boolean }) => void (seen.stolen += Number(steal)),
  getLoginItemSettings: () => ({ wasOpenedAtLogin: false })
})
const pageSession = {
  setPermissionRequestHandler: () => undefined,
  setPermissionCheckHandler: () => undefined,
  setDevicePermissionHandler: () => undefined,
  setDisplayMediaRequestHandler: () => undefined,
  setSpellCheckerEnabled: () => undefined,
  protocol: { handle: () => undefined }
}
export const electron = {
  app,
  BrowserWindow: FakeWindow,
  Tray: FakeTray,
  Menu: {
    buildFromTemplate: (template: readonly MenuItemConstructorOptions[]) => template,
    setApplicationMenu: () => undefined
  },
  nativeImage: {
    createFromPath: (file: string) => ({
      file: file.replace(/^.*[\\/]/, ''),
      isEmpty: () => seen.missing !== '' && file.includes(seen.missing)
    })
  },
  dialog: {
    showMessageBox: async (over: FakeWindow, { message, detail }: MessageBoxOptions) => {
      if (over.shows === 0) throw new Error('on macOS nobody could answer over a window that is not shown')
      seen.boxes.push(`${message}\n${detail ?? ''}`)
    }
  },
  nativeTheme: { themeSource: 'system' },
  powerMonitor,
  ipcMain: { handle: () => undefined },
  session: { fromPartition: () => pageSession },
  screen: {
    getAllDisplays: () => [{ workArea }],
    getDisplayMatching: () => ({ workArea })
  }
}
