import type { BrowserWindowConstructorOptions, Rectangle, WebContents } from 'electron'
import type Electron from 'electron'
import { EventEmitter } from 'node:events'
import { quitWasRefused, windowWasClosed } from '../app/app.js'
import { throwBeforeReady } from '../app/life-cycle.js'
import { openWindows } from '../app/open-windows.js'
import { pageWasClosed } from '../chromium/chromium.js'
import { onlyBuilt, strict } from '../not-built.js'
import { preventable } from '../preventable.js'
import { createPage } from './page.js'
import type { Page } from './page.js'
import { checkWebPreferences } from './web-preferences.js'
import type { CheckedPreferences } from './web-preferences.js'
import { createWebContents } from './web-contents.js'
import type { StandInContents } from './web-contents.js'
import { createWindowFrame } from './window-frame.js'
import type { WindowFrame } from './window-frame.js'

type Built =
  | 'id'
  | 'webContents'
  | 'loadURL'
  | 'show'
  | 'hide'
  | 'focus'
  | 'close'
  | 'destroy'
  | 'isDestroyed'
  | 'isVisible'
  | 'isMinimized'
  | 'restore'
  | 'getBounds'
  | 'isFocused'

/** Those of the frame's looks change nothing: there is no menu, and the window manager draws the frame. */
const builtOptions = [
  ...['width', 'height', 'x', 'y', 'minWidth', 'minHeight', 'show', 'title', 'webPreferences'],
  ...['backgroundColor', 'icon', 'autoHideMenuBar']
]

/** Where a window goes that says nothing of it (docs/api/base-window.md: 800 by 600, in the middle). */
const usual = { x: 240, y: 100, width: 800, height: 600 }

let last = 0

/** A window: an X window of Debian's Chromium, in the place of Electron's. */
export class BrowserWindow extends EventEmitter implements Pick<Electron.BrowserWindow, Built> {
  readonly id: number
  private readonly contents: StandInContents
  private readonly page: Promise<Page>
  private readonly frame: WindowFrame
  /** This object behind its check: what is in the list of open windows. */
  private readonly self: BrowserWindow
  private state: 'open' | 'closed' = 'open'
  private visible: boolean
  private painted = false

  constructor(options: BrowserWindowConstructorOptions = {}) {
    super()
    throwBeforeReady('Cannot create BrowserWindow')
    onlyBuilt('BrowserWindow option', options, builtOptions)
    const preferences = checkWebPreferences(options.webPreferences)
    last += 1
    this.id = last
    this.visible = options.show !== false
    const { minWidth = 0, minHeight = 0, x = usual.x, y = usual.y } = options
    const { width = usual.width, height = usual.height } = options
    const bounds = { x, y, width: Math.max(width, minWidth), height: Math.max(height, minHeight) }
    // The contents are there at once, their page comes later.
    let begin: (page: Promise<Page>) => void = () => undefined
    this.page = new Promise((resolve) => {
      begin = resolve
    })
    this.contents = createWebContents(this.page, preferences)
    const first = { bounds, visible: this.visible }
    begin(this.open(preferences, first))
    this.frame = createWindowFrame(this.page, first, (event) => this.emit(event))
    this.self = strict('BrowserWindow', this)
    openWindows.add(this.self)
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
    this.visible = true
    this.frame.show()
    this.emit('show')
  }

  hide(): void {
    this.throwIfClosed()
    this.visible = false
    this.frame.hide()
    this.emit('hide')
  }

  restore(): void {
    this.throwIfClosed()
    this.frame.restore()
  }

  focus(): void {
    this.throwIfClosed()
    if (this.visible) this.frame.activate()
  }

  close(): void {
    this.throwIfClosed()
    if (!this.isCloseRefused()) this.closePage()
  }

  destroy(): void {
    if (this.state === 'closed') return
    this.closePage()
    this.markClosed()
  }

  isDestroyed(): boolean {
    return this.state === 'closed'
  }

  isVisible(): boolean {
    this.throwIfClosed()
    return this.visible && !this.frame.isMinimized()
  }

  isMinimized(): boolean {
    this.throwIfClosed()
    return this.frame.isMinimized()
  }

  isFocused(): boolean {
    this.throwIfClosed()
    return this.frame.isFocused()
  }

  getBounds(): Rectangle {
    this.throwIfClosed()
    return this.frame.bounds()
  }

  private open(
    preferences: CheckedPreferences,
    first: { readonly bounds: Rectangle; readonly visible: boolean }
  ): Promise<Page> {
    return createPage(preferences, first, this.contents.electron, {
      ...this.contents.events,
      onPainted: () => {
        if (this.painted || this.state === 'closed') return
        this.painted = true
        this.emit('ready-to-show')
      },
      onCloseAsked: () => this.state === 'open' && this.isCloseRefused(),
      onGone: () => this.markClosed()
    })
  }

  private throwIfClosed(): void {
    if (this.state === 'closed') throw new TypeError('Object has been destroyed')
  }

  private isCloseRefused(): boolean {
    const event = preventable({})
    this.emit('close', event)
    if (event.defaultPrevented) quitWasRefused()
    return event.defaultPrevented
  }

  private closePage(): void {
    this.page
      .then(({ chromium: { browser, targetId } }) => browser.send('Target.closeTarget', { targetId }))
      // It has gone by itself.
      .catch(() => undefined)
  }

  private markClosed(): void {
    if (this.state === 'closed') return
    this.state = 'closed'
    openWindows.delete(this.self)
    this.frame.end()
    this.contents.markDestroyed()
    this.emit('closed')
    windowWasClosed()
    pageWasClosed()
  }
}
