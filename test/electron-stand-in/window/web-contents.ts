import type { WebContents, WebFrameMain } from 'electron'
import { EventEmitter } from 'node:events'
import { appEvents } from '../app/life-cycle.js'
import type { FromPreload } from '../inject/preload-world.js'
import { notBuilt, strict } from '../not-built.js'
import { preventable, wasPrevented } from '../preventable.js'
import { eventMessage, receiveMessage } from './ipc-main.js'
import type { LoadError, Page, PageEvents } from './page.js'
import type { Navigation } from './page-requests.js'
import type { CheckedPreferences } from './web-preferences.js'

type Built = 'id' | 'send' | 'isDestroyed' | 'setWindowOpenHandler' | 'loadURL' | 'executeJavaScript'
type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0]

/** A WebContents with what its window does with it. */
export interface StandInContents {
  /** What the app sees. */
  readonly electron: WebContents
  readonly page: Promise<Page>
  markDestroyed(): void
}

let last = 0

/** `open` gets what the contents hear of their page. */
export function createWebContents(
  { preload }: CheckedPreferences,
  open: (events: Pick<PageEvents, 'onMessage' | 'onNavigate' | 'onAddress' | 'onCrashed'>) => Promise<Page>
): StandInContents {
  const emitter = new EventEmitter()
  let address = ''
  let destroyed = false
  let openHandler: OpenHandler = () => ({ action: 'allow' })
  // The part of a frame that is built; its address is the one at the time of asking.
  const mainFrame = strict('WebFrameMain', {
    get url() {
      return address
    },
    parent: null
  }) as unknown as WebFrameMain

  async function loadURL(url: string): Promise<void> {
    try {
      await (await page).load(url)
    } catch (error) {
      // `loadURL` rejects because of this event (lib/browser/api/web-contents.ts).
      const { errno = -2, code = 'ERR_FAILED' } = error as Partial<LoadError>
      if (!destroyed) emitter.emit('did-fail-load', preventable({}), errno, code, url, true, 1, 1)
      throw error
    }
  }

  function onNavigate({ url, isMainFrame, isRedirect }: Navigation): boolean {
    const details = { url, isMainFrame, isSameDocument: false }
    if (isRedirect) return wasPrevented(emitter, 'will-redirect', details)
    const isStopped = wasPrevented(emitter, 'will-frame-navigate', details)
    return (isMainFrame && wasPrevented(emitter, 'will-navigate', details)) || isStopped
  }

  function onMessage(message: FromPreload): void {
    switch (message.kind) {
      case 'invoke':
        void receiveMessage(message, { sender: electron, senderFrame: mainFrame }, (answer) => {
          void page.then((opened) => opened.post(answer))
        })
        break
      case 'navigate': {
        const isStopped = onNavigate({ url: message.url, isMainFrame: true, isRedirect: false })
        if (!isStopped) loadURL(message.url).catch(() => undefined)
        break
      }
      case 'open': {
        // The part of the details that is built.
        const details = strict('HandlerDetails', { url: message.url }) as Parameters<OpenHandler>[0]
        if (openHandler(details).action === 'allow') throw notBuilt('a window opened by a page')
        break
      }
      case 'preload-error':
        emitter.emit('preload-error', preventable({}), preload, new Error(message.message))
    }
  }

  // The part of a WebContents that is built.
  const electron = strict(
    'webContents',
    Object.assign(emitter, {
      id: (last += 1),
      send: (channel: string, ...args: unknown[]) => {
        const message = eventMessage(channel, args)
        page.then((opened) => opened.post(message)).catch(() => undefined)
      },
      isDestroyed: () => destroyed,
      setWindowOpenHandler: (handler: OpenHandler) => {
        openHandler = handler
      },
      loadURL,
      executeJavaScript: async (code: string) => (await page).evaluate(code)
    } satisfies Pick<WebContents, Built>)
  ) as unknown as WebContents

  appEvents.emit('web-contents-created', preventable({}), electron)
  const page = open({
    onMessage,
    onNavigate,
    onAddress: (to) => {
      address = to
    },
    onCrashed: () =>
      emitter.emit('render-process-gone', preventable({}), { reason: 'crashed', exitCode: 133 })
  })
  return {
    electron,
    page,
    markDestroyed: () => {
      destroyed = true
    }
  }
}
