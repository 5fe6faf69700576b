import type { WebContents, WebFrameMain } from 'electron'
import { EventEmitter } from 'node:events'
import { appEvents } from '../app/app.js'
import type { FromPreload } from '../inject/preload-world.js'
import { notBuilt, strict } from '../not-built.js'
import { preventable } from '../preventable.js'
import { eventMessage, receiveMessage } from './ipc-main.js'
import { loadError } from './page.js'
import type { Page, PageEvents } from './page.js'
import type { Navigation } from './page-requests.js'
import { isOurScheme, schemeOf } from './scheme.js'
import type { CheckedPreferences } from './web-preferences.js'

type Built =
  | 'id'
  | 'send'
  | 'getURL'
  | 'isDestroyed'
  | 'isLoading'
  | 'setWindowOpenHandler'
  | 'loadURL'
  | 'executeJavaScript'
  | 'session'
  | 'mainFrame'
type OpenHandler = Parameters<WebContents['setWindowOpenHandler']>[0]

/** A WebContents with what its window tells it. */
export interface StandInContents {
  /** What the app sees. */
  readonly electron: WebContents
  readonly events: Omit<PageEvents, 'onCloseAsked' | 'onGone' | 'onPainted'>
  markDestroyed(): void
}

let last = 0

/** A frame as `senderFrame` shows it; the addresses are those at the time of asking. */
function createFrame(address: () => string): WebFrameMain {
  const frame = strict('WebFrameMain', {
    get url() {
      return address()
    },
    get origin() {
      const { protocol, host, origin } = new URL(address())
      return isOurScheme(schemeOf(address())) ? `${protocol}//${host}` : origin
    },
    parent: null,
    get top(): unknown {
      return frame
    },
    frames: [],
    routingId: 1,
    processId: 1,
    detached: false,
    isDestroyed: () => false
  })
  return frame as unknown as WebFrameMain
}

export function createWebContents(page: Promise<Page>, preferences: CheckedPreferences): StandInContents {
  last += 1
  const id = last
  const emitter = new EventEmitter()
  let address = ''
  let destroyed = false
  let loading = false
  let openHandler: OpenHandler = () => ({ action: 'allow' })
  const mainFrame = createFrame(() => address)

  const emitPreventable = (name: string, details: object, ...rest: unknown[]): boolean => {
    const event = preventable(details)
    emitter.emit(name, event, ...rest)
    return event.defaultPrevented
  }

  const loadURL = async (url: string): Promise<void> => {
    loading = true
    try {
      await (await page).load(url)
    } catch (error) {
      if (destroyed) throw loadError('ERR_ABORTED', url)
      // `loadURL` rejects because of this event (lib/browser/api/web-contents.ts).
      const { errno, code } = error as ReturnType<typeof loadError>
      emitter.emit('did-fail-load', preventable({}), errno, code, url, true, 1, 1)
      throw error
    }
  }

  function onNavigate({ url, isMainFrame, isRedirect }: Navigation): boolean {
    const details = {
      url,
      isMainFrame,
      isSameDocument: false,
      frame: isMainFrame ? mainFrame : null,
      initiator: null
    }
    if (isRedirect) return emitPreventable('will-redirect', details, url, false, isMainFrame)
    const isStopped = emitPreventable('will-frame-navigate', details)
    return isMainFrame ? emitPreventable('will-navigate', details, url, false, true) || isStopped : isStopped
  }

  function onOpen(url: string, frameName: string, features: string): void {
    const { action } = openHandler({
      url,
      frameName,
      features,
      disposition: 'foreground-tab',
      referrer: { url: address, policy: 'strict-origin-when-cross-origin' }
    })
    if (action === 'allow') throw notBuilt('a window opened by a page')
  }

  function onMessage(message: FromPreload): void {
    switch (message.kind) {
      case 'invoke':
        // A WebContents is an emitter; the cast is where ours becomes the app's.
        receiveMessage(
          message,
          { type: 'frame', sender: electron, senderFrame: mainFrame, frameId: 1, processId: 1 } as never,
          (answer) => void page.then((opened) => opened.post(answer))
        )
        break
      case 'navigate': {
        // Chromium does not load these addresses itself: ours are loaded here, others are nobody's.
        const stopped = onNavigate({ url: message.url, isMainFrame: true, isRedirect: false })
        if (!stopped && isOurScheme(schemeOf(message.url))) loadURL(message.url).catch(() => undefined)
        break
      }
      case 'open':
        onOpen(message.url, message.name, message.features)
        break
      case 'preload-error':
        emitter.emit('preload-error', preventable({}), preferences.preload, new Error(message.message))
        console.error(`Unable to load preload script: ${message.message}`)
    }
  }

  const electron = strict(
    'webContents',
    Object.assign(emitter, {
      id,
      session: preferences.session.electron,
      mainFrame,
      send: (channel: string, ...args: unknown[]) => {
        const message = eventMessage(channel, args)
        page.then((opened) => opened.post(message)).catch(() => undefined)
      },
      getURL: () => address,
      isDestroyed: () => destroyed,
      isLoading: () => loading,
      setWindowOpenHandler: (handler: OpenHandler) => {
        openHandler = handler
      },
      loadURL,
      executeJavaScript: async (code: string) => (await page).evaluate(code)
    } satisfies Pick<WebContents, Built>)
  ) as unknown as WebContents

  appEvents.emit('web-contents-created', preventable({}), electron)
  return {
    electron,
    events: {
      onMessage,
      onNavigate,
      onAddress: (to) => {
        address = to
        emitter.emit('did-navigate', preventable({}), to, 200, '')
      },
      onDocumentReady: () => emitter.emit('dom-ready', preventable({})),
      onLoaded: () => {
        loading = false
        emitter.emit('did-finish-load', preventable({}))
        emitter.emit('did-stop-loading')
      },
      onPopup: (url) => onOpen(url, '', ''),
      onCrashed: () =>
        emitter.emit('render-process-gone', preventable({}), { reason: 'crashed', exitCode: 133 })
    },
    markDestroyed: () => {
      destroyed = true
      emitter.emit('destroyed')
    }
  }
}
