import type { BrowserWindowConstructorOptions, Rectangle, WebContents } from 'electron'
import { EventEmitter } from 'node:events'
import { openWindows, quitWasRefused, windowWasClosed } from '../app/app.js'
import { throwBeforeReady } from '../app/life-cycle.js'
import { notBuilt, onlyBuilt, strict } from '../not-built.js'
import { wasPrevented } from '../preventable.js'
import { createPage, type Page } from './page.js'
import type { XWindow } from '../chromium/x-window.js'
import { checkWebPreferences } from './web-preferences.js'
import { createWebContents, type StandInContents } from './web-contents.js'

/** Those of the last line change nothing: there is no menu, and the window manager draws the frame. */
const builtOptions = [
  ...['width', 'height', 'x', 'y', 'minWidth', 'minHeight', 'show', 'webPreferences'],
  ...['title', 'icon', 'autoHideMenuBar']
]

/** Where a window goes that says nothing of it (docs/api/base-window.md: 800 by 600, in the middle). */
const usual = { x: 240, y: 100, width: 800, height: 600 }

/** The one window that is not going; another may be made once it goes. */
let current: BrowserWindow | null = null

/** A window: an X window of Debian's Chromium, in the place of Electron's. */
export class BrowserWindow extends EventEmitter {
  private readonly contents: StandInContents
  /** This object behind its check: what is in the list of open windows. */
  private readonly self: BrowserWindow
  private readonly first: Rectangle
  private page: Page | null = null
  private window: XWindow | null = null
  private closed = false
  private shown: boolean
  /** Orders to the window, carried out one after the other. */
  private work: Promise<unknown>

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super()
    throwBeforeReady('Cannot create BrowserWindow')
    onlyBuilt('BrowserWindow option', options, ...builtOptions)
    const preferences = checkWebPreferences(options.webPreferences)
    if (current !== null) throw notBuilt('a second window')
    const { minWidth = 0, minHeight = 0, x, y, width, height } = { ...usual, ...options }
    this.first = { x, y, width: Math.max(width, minWidth), height: Math.max(height, minHeight) }
    this.shown = options.show !== false
    const place = { bounds: this.first, visible: this.shown }
    let painted = false
    this.contents = createWebContents(preferences, (events) =>
      createPage(preferences, place, {
        ...events,
        onPainted: () => {
          if (!painted && !this.closed) this.emit('ready-to-show')
          painted = true
        },
        onCloseAsked: () => current === this.self && this.isCloseRefused(),
        onGone: () => this.markClosed()
      })
    )
    this.work = this.contents.page
      .then(async (page) => {
        this.page = page
        this.window = await page.window
      })
      .catch(() => undefined)
    this.self = strict('BrowserWindow', this)
    openWindows.add(this.self)
    current = this.self
    return this.self
  }

  get webContents(): WebContents {
    this.throwIfClosed()
    return this.contents.electron
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url)
  }

  show(): void {
    this.throwIfClosed()
    this.shown = true
    this.order(async (window, { chromium }) => {
      await window.activate()
      // Without it a page that was hidden has no focus.
      await chromium.session.send('Page.bringToFront')
    })
  }

  restore(): void {
    this.focus()
  }

  focus(): void {
    this.throwIfClosed()
    if (this.shown) this.order((window) => window.activate())
  }

  close(): void {
    this.throwIfClosed()
    if (current === this.self && !this.isCloseRefused()) this.closePage()
  }

  destroy(): void {
    if (!this.closed) this.closePage()
    this.markClosed()
  }

  isDestroyed(): boolean {
    return this.closed
  }

  isMinimized(): boolean {
    this.throwIfClosed()
    return this.shown && this.window?.look().isMapped === false
  }

  /** Nothing maximises it. */
  getNormalBounds(): Rectangle {
    this.throwIfClosed()
    const { x, y, width, height } = this.window?.look() ?? this.first
    return { x, y, width, height }
  }

  private order(task: (window: XWindow, page: Page) => Promise<unknown>): void {
    this.work = this.work
      .then(() => this.window !== null && this.page !== null && !this.closed && task(this.window, this.page))
      .catch(() => undefined)
  }

  private throwIfClosed(): void {
    if (this.closed) throw new TypeError('Object has been destroyed')
  }

  private isCloseRefused(): boolean {
    const isRefused = wasPrevented(this, 'close')
    if (isRefused) quitWasRefused()
    else current = null
    return isRefused
  }

  private closePage(): void {
    // One that never came has nothing that could tell its end.
    this.contents.page.then(({ chromium }) => chromium.close()).catch(() => this.markClosed())
  }

  private markClosed(): void {
    if (this.closed) return
    this.closed = true
    if (current === this.self) current = null
    openWindows.delete(this.self)
    this.contents.markDestroyed()
    this.emit('closed')
    windowWasClosed()
  }
}
