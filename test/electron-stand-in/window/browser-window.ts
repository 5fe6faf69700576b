import type { BrowserWindowConstructorOptions, Rectangle, WebContents } from 'electron'
import type Electron from 'electron'
import { EventEmitter } from 'node:events'
import { quitWasRefused, windowWasClosed } from '../app/app.js'
import { throwBeforeReady } from '../app/life-cycle.js'
import { openWindows } from '../app/open-windows.js'
import { getName } from '../app/paths.js'
import { pageWasClosed } from '../chromium/chromium.js'
import { findXWindow } from '../chromium/x-window.js'
import type { XEvent, XWindow } from '../chromium/x-window.js'
import { onlyBuilt, strict } from '../not-built.js'
import { preventable } from '../preventable.js'
import { createPage } from './page.js'
import type { Page } from './page.js'
import { checkWebPreferences } from './web-preferences.js'
import { createWebContents } from './web-contents.js'
import type { StandInContents } from './web-contents.js'

type Built =
  | 'id' | 'webContents' | 'loadURL' | 'show' | 'showInactive' | 'hide' | 'focus' | 'close' | 'destroy' | 'isDestroyed' | 'isVisible'
  | 'isMinimized' | 'minimize' | 'restore' | 'getBounds' | 'setBounds' | 'getTitle' | 'setTitle' | 'setMenu' | 'removeMenu' | 'isFocused'
  | 'setMenuBarVisibility'

/** Options that change nothing here: there is no menu, and the window manager draws the frame. */
const builtOptions = [
  'width', 'height', 'x', 'y', 'minWidth', 'minHeight', 'show', 'title', 'backgroundColor', 'icon', 'autoHideMenuBar',
  'center', 'webPreferences'
]

let last = 0

/** A window: an X window of Debian's Chromium, in the place of Electron's. */
export class BrowserWindow extends EventEmitter implements Pick<Electron.BrowserWindow, Built> {
  static getAllWindows(): Electron.BrowserWindow[] {
    // The part of a window that is built; the rest throws with its name.
    return [...openWindows] as unknown as Electron.BrowserWindow[]
  }
  static fromWebContents(contents: WebContents): Electron.BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.webContents === contents) ?? null
  }
  static getFocusedWindow(): Electron.BrowserWindow | null {
    return BrowserWindow.getAllWindows().find((window) => window.isFocused()) ?? null
  }

  readonly id: number
  private readonly contents: StandInContents
  private readonly page: Promise<Page>
  private readonly xWindow: Promise<XWindow>
  private state: 'open' | 'closing' | 'closed' = 'open'
  private visible: boolean
  private focused = false
  private minimized = false
  private painted = false
  private title: string
  private bounds: Rectangle
  private readonly minimum: { readonly width: number; readonly height: number }

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super()
    throwBeforeReady('Cannot create BrowserWindow')
    onlyBuilt('BrowserWindow option', options, builtOptions)
    const preferences = checkWebPreferences(options.webPreferences)
    last += 1
    this.id = last
    this.visible = options.show !== false
    this.title = options.title ?? getName()
    this.minimum = { width: options.minWidth ?? 0, height: options.minHeight ?? 0 }
    this.bounds = this.allowed({
      x: options.x ?? 100,
      y: options.y ?? 60,
      width: options.width ?? 800,
      height: options.height ?? 600
    })
    let begin: (page: Promise<Page>) => void = () => undefined
    this.page = new Promise((resolve) => {
      begin = resolve
    })
    this.contents = createWebContents(this.page, preferences.session.electron, () => {
      this.close()
    })
    begin(
      createPage(preferences, this.bounds, this.contents.electron, {
        ...this.contents.events,
        onPainted: () => {
          this.onPainted()
        },
        onCloseAsked: () => this.isCloseRefused(),
        onGone: () => {
          this.onGone()
        }
      })
    )
    this.xWindow = this.page.then((page) => this.openXWindow(page))
    this.xWindow.catch((error: unknown) => {
      // A window that was destroyed while it opened has no X window any more.
      if (this.state === 'open') console.error(error)
    })
    const window = strict('BrowserWindow', this)
    openWindows.add(window)
    this.self = window
    return window
  }

  /** What is in the list of open windows: this object behind its check. */
  private readonly self: BrowserWindow

  private async openXWindow(page: Page): Promise<XWindow> {
    const window = await findXWindow(page.chromium.title)
    if (!this.visible) await window.unmap()
    window.watch((event) => {
      this.onXEvent(event)
    })
    await this.applyBounds()
    return window
  }

  get webContents(): WebContents {
    this.throwIfClosed()
    return this.contents.electron
  }

  loadURL(url: string): Promise<void> {
    this.throwIfClosed()
    return this.contents.electron.loadURL(url)
  }

  show(): void {
    this.throwIfClosed()
    this.visible = true
    this.onX(async (window, page) => {
      await window.map()
      if (this.minimized) await this.setWindowState(page, 'normal')
      await window.activate()
      // Without it a page that was hidden has no focus.
      await page.chromium.session.send('Page.bringToFront')
    })
    this.emit('show')
  }

  showInactive(): void {
    this.show()
  }

  hide(): void {
    this.throwIfClosed()
    this.visible = false
    this.onX(async (window, page) => {
      // Only a minimised window makes its page `hidden`; minimising an unmapped one has no effect.
      await this.setWindowState(page, 'minimized')
      await window.unmap()
    })
    this.emit('hide')
  }

  minimize(): void {
    this.throwIfClosed()
    this.onX((_window, page) => this.setWindowState(page, 'minimized'))
  }

  restore(): void {
    this.throwIfClosed()
    this.onX((_window, page) => this.setWindowState(page, 'normal'))
  }

  focus(): void {
    this.throwIfClosed()
    if (this.visible) this.onX((window) => window.activate())
  }

  close(): void {
    this.throwIfClosed()
    if (this.state === 'open' && !this.isCloseRefused()) void this.closeTarget()
  }

  destroy(): void {
    if (this.state === 'closed') return
    void this.closeTarget()
    this.onGone()
  }

  isDestroyed(): boolean {
    return this.state === 'closed'
  }

  isVisible(): boolean {
    this.throwIfClosed()
    return this.visible && !this.minimized
  }

  isMinimized(): boolean {
    this.throwIfClosed()
    return this.minimized
  }

  isFocused(): boolean {
    this.throwIfClosed()
    return this.focused
  }

  getBounds(): Rectangle {
    this.throwIfClosed()
    return { ...this.bounds }
  }

  setBounds(bounds: Partial<Rectangle>): void {
    this.throwIfClosed()
    this.bounds = this.allowed({ ...this.bounds, ...bounds })
    this.onX(() => this.applyBounds())
  }

  getTitle(): string {
    this.throwIfClosed()
    return this.title
  }

  setTitle(title: string): void {
    this.throwIfClosed()
    this.title = title
    this.onX((window) => window.setTitle(title))
  }

  setMenu(): void {
    this.throwIfClosed()
  }

  removeMenu(): void {
    this.throwIfClosed()
  }

  setMenuBarVisibility(): void {
    this.throwIfClosed()
  }

  private throwIfClosed(): void {
    if (this.state === 'closed') throw new TypeError('Object has been destroyed')
  }

  private allowed(bounds: Rectangle): Rectangle {
    const { width, height } = this.minimum
    return { ...bounds, width: Math.max(bounds.width, width), height: Math.max(bounds.height, height) }
  }

  /** One after the other in the order of the calls; a window that is gone has nothing left to do. */
  private work: Promise<unknown> = Promise.resolve()
  private onX(task: (window: XWindow, page: Page) => Promise<unknown>): void {
    this.work = Promise.all([this.xWindow, this.page, this.work])
      .then(([window, page]) => (this.state === 'closed' ? undefined : task(window, page)))
      .catch(() => undefined)
  }

  private async setWindowState(page: Page, windowState: 'normal' | 'minimized'): Promise<void> {
    const { browser, targetId } = page.chromium
    const { windowId } = await browser.send('Browser.getWindowForTarget', { targetId })
    await browser.send('Browser.setWindowBounds', { windowId, bounds: { windowState } })
    await this.readBounds()
  }

  private async applyBounds(): Promise<void> {
    const { browser, targetId } = (await this.page).chromium
    const { windowId, bounds } = await browser.send('Browser.getWindowForTarget', { targetId })
    const { x: left, y: top, width, height } = this.bounds
    const isThere =
      bounds.left === left && bounds.top === top && bounds.width === width && bounds.height === height
    if (!isThere) await browser.send('Browser.setWindowBounds', { windowId, bounds: { left, top, width, height } })
  }

  private async readBounds(): Promise<void> {
    const { browser, targetId } = (await this.page).chromium
    const { bounds } = await browser.send('Browser.getWindowForTarget', { targetId })
    const was = this.minimized
    this.minimized = bounds.windowState === 'minimized'
    if (was !== this.minimized) this.emit(this.minimized ? 'minimize' : 'restore')
    if (this.minimized) return
    const before = this.bounds
    const { left: x = 0, top: y = 0, width = before.width, height = before.height } = bounds
    this.bounds = { x, y, width, height }
    if (x !== before.x || y !== before.y) this.emit('move')
    if (width !== before.width || height !== before.height) this.emit('resize')
  }

  private onXEvent(event: XEvent): void {
    if (this.state !== 'open') return
    if (event === 'focused' || event === 'unfocused') {
      const was = this.focused
      this.focused = event === 'focused'
      if (was !== this.focused) this.emit(this.focused ? 'focus' : 'blur')
      return
    }
    this.readBounds().catch(() => undefined)
  }

  private onPainted(): void {
    if (this.painted) return
    this.painted = true
    this.emit('ready-to-show')
  }

  private isCloseRefused(): boolean {
    const event = preventable({})
    this.emit('close', event)
    if (event.defaultPrevented) quitWasRefused()
    else if (this.state === 'open') this.state = 'closing'
    return event.defaultPrevented
  }

  private async closeTarget(): Promise<void> {
    const { browser, targetId } = (await this.page).chromium
    await browser.send('Target.closeTarget', { targetId })
  }

  private onGone(): void {
    if (this.state === 'closed') return
    this.state = 'closed'
    openWindows.delete(this.self)
    this.xWindow.then((window) => window.stopWatching()).catch(() => undefined)
    this.contents.markDestroyed()
    this.emit('closed')
    windowWasClosed()
    void pageWasClosed()
  }
}
