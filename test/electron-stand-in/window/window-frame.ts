import type { Rectangle } from 'electron'
import type { XEvent, XWindow } from '../chromium/x-window.js'
import type { Page } from './page.js'

export type FrameEvent = 'focus' | 'blur' | 'move' | 'resize' | 'minimize' | 'restore'

/** The window on the screen: an X window of Chromium. Orders are carried out one after the other. */
export interface WindowFrame {
  show(): void
  hide(): void
  activate(): void
  restore(): void
  /** As last heard from the window system. */
  bounds(): Rectangle
  isMinimized(): boolean
  isFocused(): boolean
  /** The window is gone. */
  end(): void
}

export function createWindowFrame(
  page: Promise<Page>,
  first: { readonly bounds: Rectangle; readonly visible: boolean },
  emit: (event: FrameEvent) => void
): WindowFrame {
  let bounds = first.bounds
  let minimized = false
  let focused = false
  let ended = false
  let work: Promise<unknown> = Promise.resolve()

  const opened = page.then(async (chromiumPage) => {
    const { window } = chromiumPage
    window.watch((event) => hear(event, chromiumPage))
    await applyBounds(chromiumPage)
    if (first.visible) setFocused(await window.isActive())
    return chromiumPage
  })
  opened.catch((error: unknown) => {
    // A window that is closed while it opens has no X window.
    if (!ended) console.error(error)
  })

  function order(task: (window: XWindow, page: Page) => Promise<unknown>): void {
    const before = work
    work = opened
      .then(async (chromiumPage) => {
        await before
        if (!ended) await task(chromiumPage.window, chromiumPage)
      })
      .catch(() => undefined)
  }

  function setFocused(to: boolean): void {
    if (focused === to || ended) return
    focused = to
    emit(to ? 'focus' : 'blur')
  }

  function hear(event: XEvent, chromiumPage: Page): void {
    if (ended) return
    if (event === 'focused' || event === 'unfocused') setFocused(event === 'focused')
    else readBounds(chromiumPage).catch(() => undefined)
  }

  async function setWindowState(chromiumPage: Page, windowState: 'normal' | 'minimized'): Promise<void> {
    const { browser, targetId } = chromiumPage.chromium
    const { windowId } = await browser.send('Browser.getWindowForTarget', { targetId })
    await browser.send('Browser.setWindowBounds', { windowId, bounds: { windowState } })
    await readBounds(chromiumPage)
  }

  async function applyBounds(chromiumPage: Page): Promise<void> {
    const { browser, targetId } = chromiumPage.chromium
    const { windowId, bounds: now } = await browser.send('Browser.getWindowForTarget', { targetId })
    const { x: left, y: top, width, height } = bounds
    const isThere = now.left === left && now.top === top && now.width === width && now.height === height
    if (!isThere)
      await browser.send('Browser.setWindowBounds', { windowId, bounds: { left, top, width, height } })
  }

  async function readBounds({ chromium }: Page): Promise<void> {
    const { browser, targetId } = chromium
    const { bounds: now } = await browser.send('Browser.getWindowForTarget', { targetId })
    const wasMinimized = minimized
    minimized = now.windowState === 'minimized'
    if (wasMinimized !== minimized) emit(minimized ? 'minimize' : 'restore')
    if (minimized) return
    const before = bounds
    const { left: x = 0, top: y = 0, width = before.width, height = before.height } = now
    bounds = { x, y, width, height }
    if (x !== before.x || y !== before.y) emit('move')
    if (width !== before.width || height !== before.height) emit('resize')
  }

  return {
    show: () => {
      order(async (window, { chromium }) => {
        await window.map()
        if (minimized) await setWindowState(await page, 'normal')
        await window.activate()
        // Without it a page that was hidden has no focus.
        await chromium.session.send('Page.bringToFront')
        // The watcher may have started after the window had the focus.
        setFocused(await window.isActive())
      })
    },
    hide: () => {
      order(async (window, chromiumPage) => {
        // Only a minimised window makes its page `hidden`; minimising an unmapped one has no effect.
        await setWindowState(chromiumPage, 'minimized')
        await window.unmap()
      })
    },
    activate: () => order((window) => window.activate()),
    restore: () => order((_window, chromiumPage) => setWindowState(chromiumPage, 'normal')),
    bounds: () => ({ ...bounds }),
    isMinimized: () => minimized,
    isFocused: () => focused,
    end: () => {
      ended = true
      opened.then(
        ({ window }) => window.stopWatching(),
        () => undefined
      )
    }
  }
}
