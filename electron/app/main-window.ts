import { BrowserWindow, screen, session } from 'electron'
import type { WebContents } from 'electron'
import { pageAddress, pageScheme } from './page-address.js'
import { createPageProtocol } from './page-protocol.js'
import { lockSession } from './security.js'

/** The page's own session, in memory: nothing of the page is written to disk. */
const partition = 'token-tray-page'

export interface Bounds {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface MainWindow {
  /** Makes the window, or brings the open one to the front. */
  open(): void
  contents(): WebContents | null
}

export interface MainWindowDeps {
  readonly title: string
  readonly icon: string
  readonly preload: string
  /** The folder of the built page. */
  readonly pageRoot: string
  /** Where the window was last, or null. */
  readonly rememberedBounds: () => Bounds | null
  readonly rememberBounds: (bounds: Bounds) => void
  readonly onProblem: (event: string, detail: string) => void
}

/** True where enough of a window would be on some display to be found and moved. */
export function isVisibleOn(displays: readonly Bounds[], bounds: Bounds): boolean {
  const enough = 100
  return displays.some(
    (display) =>
      Math.min(bounds.x + bounds.width, display.x + display.width) - Math.max(bounds.x, display.x) >=
        enough &&
      bounds.y >= display.y &&
      display.y + display.height - bounds.y >= enough
  )
}

/** The one window: made when opened, destroyed when closed. Call after `ready`. */
export function createMainWindow(deps: MainWindowDeps): MainWindow {
  const pageSession = session.fromPartition(partition)
  lockSession(pageSession)
  pageSession.protocol.handle(pageScheme, createPageProtocol(deps.pageRoot))
  let window: BrowserWindow | null = null

  function firstBounds(): Bounds | { width: number; height: number } {
    const remembered = deps.rememberedBounds()
    const displays = screen.getAllDisplays().map((display) => display.workArea)
    return remembered !== null && isVisibleOn(displays, remembered) ? remembered : { width: 880, height: 640 }
  }

  function make(): BrowserWindow {
    const made = new BrowserWindow({
      ...firstBounds(),
      minWidth: 720,
      minHeight: 520,
      show: false,
      title: deps.title,
      icon: deps.icon,
      autoHideMenuBar: true,
      // SECURITY: spelled out although these are the defaults; test/electron-border reads this literal.
      webPreferences: {
        preload: deps.preload,
        session: pageSession,
        contextIsolation: true,
        sandbox: true,
        nodeIntegration: false,
        webSecurity: true,
        webviewTag: false,
        navigateOnDragDrop: false,
        spellcheck: false
      }
    })
    made.once('ready-to-show', () => {
      made.show()
    })
    made.on('close', () => {
      deps.rememberBounds(made.getBounds())
    })
    made.on('closed', () => {
      window = null
    })
    made.webContents.on('preload-error', (_event, _path, error) => {
      deps.onProblem('window.preload', error.message)
    })
    made.webContents.on('render-process-gone', (_event, details) => {
      deps.onProblem('window.page-gone', details.reason)
      if (!made.isDestroyed()) made.destroy()
    })
    made.loadURL(pageAddress).catch((error: unknown) => {
      // A window that is closed while it loads ends its load; that is no problem.
      if (!made.isDestroyed()) deps.onProblem('window.load', String(error))
    })
    return made
  }

  return {
    open: () => {
      if (window === null) {
        window = make()
        return
      }
      if (window.isMinimized()) window.restore()
      window.show()
      window.focus()
    },
    contents: () => (window === null || window.isDestroyed() ? null : window.webContents)
  }
}
