import { BrowserWindow, app, screen, session, type WebContents } from 'electron'
import { pageAddress, pageScheme } from './page-address.js'
import { createPageProtocol } from './page-protocol.js'
import { lockSession } from './security.js'
import { isVisibleOn, nearTray, type Bounds } from './window-place.js'

/** The page's own session, in memory: nothing of the page is written to disk. */
const partition = 'token-tray-page'
const firstSize = { width: 880, height: 640 }
/** Milliseconds after which a window is shown although its page has painted nothing. */
const showLimit = 10_000
/** Chromium's ERR_ABORTED: another load, or the end of the window, came in between. */
const aborted = -3

/** Wayland knows no place of a window: it reads as the corner, and setting it is no use (electron-border.md). */
const knowsPlaces = (): boolean =>
  process.platform !== 'linux' || (process.env['WAYLAND_DISPLAY'] ?? '') === ''

function show(window: BrowserWindow): void {
  // An app without a Dock icon is not the active one, and its window would come up behind the others.
  if (process.platform === 'darwin') app.focus({ steal: true })
  window.show()
}

export interface MainWindow {
  /** Makes the window, or brings the open one to the front. A first one appears beside the tray's `icon`, if given. */
  open(icon: Bounds | null): BrowserWindow
  /** Null while there is no page: no window, or one whose page crashed and is loaded when it is opened again. */
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
  /** The window closes: by the person, or because the app quits. */
  readonly onClose: () => void
  readonly onProblem: (event: string, detail: string) => void
  /** This window is shown and its page cannot work: the person has to be told. */
  readonly onBroken: (window: BrowserWindow) => void
}

/** The one window: made when opened, destroyed when closed. Call after `ready`. */
export function createMainWindow(deps: MainWindowDeps): MainWindow {
  const pageSession = session.fromPartition(partition)
  lockSession(pageSession)
  pageSession.protocol.handle(pageScheme, createPageProtocol(deps.pageRoot))
  let window: BrowserWindow | null = null
  let hasCrashed = false

  function firstBounds(icon: Bounds | null): Bounds | typeof firstSize {
    const remembered = deps.rememberedBounds()
    const displays = screen.getAllDisplays().map((display) => display.workArea)
    if (remembered !== null && isVisibleOn(displays, remembered)) {
      const { width, height } = remembered
      return knowsPlaces() ? remembered : { width, height }
    }
    return icon === null ? firstSize : nearTray(icon, screen.getDisplayMatching(icon).workArea, firstSize)
  }

  function make(icon: Bounds | null): BrowserWindow {
    const made = new BrowserWindow({
      ...firstBounds(icon),
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
    let shown = false
    const reveal = (): void => {
      clearTimeout(late)
      if (shown || window !== made) return
      shown = true
      show(made)
    }
    const broken = (event: string, detail: string): void => {
      if (window !== made) return
      deps.onProblem(event, detail)
      reveal()
      deps.onBroken(made)
    }
    // A page that does not load or paints nothing never becomes ready to be shown.
    const late = setTimeout(() => {
      if (window === made) deps.onProblem('window.late', `nothing painted in ${showLimit} ms`)
      reveal()
    }, showLimit)
    made.once('ready-to-show', reveal)
    made.on('close', () => {
      clearTimeout(late)
      // Its page goes now, and `closed` comes only when it is gone: who opens in between gets a new window.
      window = null
      deps.rememberBounds(made.getNormalBounds())
      deps.onClose()
    })
    made.on('closed', () => {
      // Destroyed without `close`.
      if (window === made) window = null
    })
    made.webContents.on('preload-error', (_event, _path, error) => broken('window.preload', error.message))
    made.webContents.on('did-fail-load', (_event, code, description, _address, isMainFrame) => {
      if (isMainFrame && code !== aborted) broken('window.load', description)
    })
    // It stays: without a tray the app would end with it, and nobody would know why.
    made.webContents.on('render-process-gone', (_event, details) => {
      if (window === made) hasCrashed = true
      broken('window.page-gone', details.reason)
    })
    load(made)
    return made
  }

  function load(into: BrowserWindow): void {
    hasCrashed = false
    // Told by `did-fail-load`, which later loads tell as well.
    into.loadURL(pageAddress).catch(() => undefined)
  }

  return {
    open: (icon) => {
      if (window === null) return (window = make(icon))
      if (hasCrashed) load(window)
      if (window.isMinimized()) window.restore()
      show(window)
      window.focus()
      return window
    },
    contents: () => (window === null || hasCrashed || window.isDestroyed() ? null : window.webContents)
  }
}
