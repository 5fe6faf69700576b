import type { WebContents } from 'electron'
import { readFileSync } from 'node:fs'
import { openPage } from '../chromium/chromium.js'
import type { ChromiumPage, PageBounds } from '../chromium/chromium.js'
import { print } from '../print.js'
import { findXWindow } from '../chromium/x-window.js'
import type { XWindow } from '../chromium/x-window.js'
import { appliedMedia, onMediaChange } from '../desktop/native-theme.js'
import type { FromPreload, ToPreload } from '../inject/preload-world.js'
import { pageScript, postName, preloadScript, preloadWorld, receiveName } from '../inject/texts.js'
import { answerRequests } from './page-requests.js'
import type { Navigation } from './page-requests.js'
import { setPermissions } from './permissions.js'
import { fromChromium, toChromium } from './scheme.js'
import type { CheckedPreferences } from './web-preferences.js'

/** What happens in a page, as its WebContents hears it. */
export interface PageEvents {
  onMessage(message: FromPreload): void
  /** True stops the navigation. */
  onNavigate(navigation: Navigation): boolean
  /** The main frame shows another address. */
  onAddress(address: string): void
  onDocumentReady(): void
  onLoaded(): void
  /** The first content was painted. */
  onPainted(): void
  /** The window system asks to close the window. True stops it. */
  onCloseAsked(): boolean
  onPopup(address: string): void
  onCrashed(): void
  onGone(): void
}

export interface Page {
  readonly chromium: ChromiumPage
  readonly window: XWindow
  /** Resolves when the page and what belongs to it are loaded; rejects as Electron's loadURL does. */
  load(address: string): Promise<void>
  post(message: ToPreload): void
  evaluate(code: string): Promise<unknown>
}

interface Loading {
  readonly address: string
  loader: string | undefined
  readonly resolve: () => void
  readonly reject: (error: Error) => void
}

/** What a sandboxed preload finds on `process` (docs/tutorial/sandbox.md). */
const preloadProcess = {
  type: 'renderer',
  sandboxed: true,
  contextIsolated: true,
  platform: process.platform,
  arch: process.arch,
  versions: {
    node: process.versions.node,
    electron: process.versions['electron'],
    chrome: process.versions['chrome']
  },
  argv: [],
  env: {}
}

/** Opens an empty page in a window and connects it to `events`. */
export async function createPage(
  preferences: CheckedPreferences,
  first: { readonly bounds: PageBounds; readonly visible: boolean },
  contents: WebContents,
  events: PageEvents
): Promise<Page> {
  const chromium = await openPage(first.bounds)
  const { session, targetId } = chromium
  let loading: Loading | null = null
  let world: number | undefined
  let lastLoader = ''

  chromium.onGone(() => {
    loading?.reject(loadError('ERR_ABORTED', loading.address))
    events.onGone()
  })
  session.on('Runtime.executionContextCreated', ({ context }) => {
    const { frameId } = (context.auxData ?? {}) as { frameId?: string }
    if (context.name === preloadWorld && frameId === targetId) world = context.id
  })
  session.on('Runtime.executionContextsCleared', () => {
    world = undefined
  })
  session.on('Runtime.bindingCalled', ({ name, payload }) => {
    // Only our own script of the preload's world has the binding.
    if (name === postName) events.onMessage(JSON.parse(payload) as FromPreload)
  })
  session.on('Page.frameNavigated', ({ frame }) => {
    if (frame.id !== targetId) return
    lastLoader = frame.loaderId
    events.onAddress(fromChromium(frame.url + (frame.urlFragment ?? '')))
  })
  session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
    if (frameId === targetId) events.onAddress(fromChromium(url))
  })
  session.on('Page.lifecycleEvent', ({ frameId, loaderId, name }) => {
    if (frameId !== targetId || loaderId !== lastLoader || lastLoader === firstLoader) return
    if (name === 'DOMContentLoaded') events.onDocumentReady()
    if (name === 'firstContentfulPaint' || name === 'firstPaint') events.onPainted()
    if (name === 'load') finishLoad(loaderId)
  })
  session.on('Page.javascriptDialogOpening', ({ type }) => {
    // Other dialogs are the page's own.
    if (type !== 'beforeunload') return
    const accept = loading !== null || !events.onCloseAsked()
    session.send('Page.handleJavaScriptDialog', { accept }).catch(() => undefined)
  })
  session.on('Page.windowOpen', ({ url }) => events.onPopup(fromChromium(url)))
  chromium.browser.on('Target.targetCreated', ({ targetInfo }) => {
    // A window that got round the replaced window.open: closed before anyone uses it.
    if (targetInfo.openerId === targetId) {
      chromium.browser.send('Target.closeTarget', { targetId: targetInfo.targetId }).catch(() => undefined)
    }
  })
  session.on('Inspector.targetCrashed', () => events.onCrashed())
  session.on('Runtime.exceptionThrown', ({ exceptionDetails }) => {
    const { text, exception, url } = exceptionDetails
    print(`page: ${text} ${exception?.description ?? ''} ${url ?? ''}`)
  })
  session.on('Runtime.consoleAPICalled', ({ type, args }) => {
    if (type !== 'error' && type !== 'warning') return
    print(`page: ${args.map((arg) => String(arg.value ?? arg.description)).join(' ')}`)
  })

  function finishLoad(loaderId: string): void {
    // Chromium asks a page before it closes only after a gesture; this one makes it always ask.
    session.send('Runtime.evaluate', { expression: '0', userGesture: true }).catch(() => undefined)
    events.onLoaded()
    if (loading === null || (loading.loader !== undefined && loading.loader !== loaderId)) return
    const { resolve } = loading
    loading = null
    resolve()
  }

  answerRequests(session, targetId, preferences.session, {
    isOwn: (address) => loading !== null && withoutFragment(loading.address) === address,
    onNavigate: events.onNavigate
  })
  const settings = { process: preloadProcess, loadable: ['http', 'https', 'blob', 'about', 'data'] }
  const preload = preloadScript(readFileSync(preferences.preload, 'utf8'), settings)
  const media = (): Promise<unknown> => session.send('Emulation.setEmulatedMedia', appliedMedia())
  const stopMedia = onMediaChange(() => void media().catch(() => undefined))
  chromium.onGone(stopMedia)
  const { frameTree } = await session.send('Page.getFrameTree')
  const firstLoader = frameTree.frame.loaderId
  const [window] = await Promise.all([
    // Before anything is loaded: the page's own title would hide the window from the search.
    findXWindow(chromium.title),
    session.send('Page.enable'),
    session.send('Runtime.enable'),
    session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
    session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
    session.send('Runtime.addBinding', { name: postName, executionContextName: preloadWorld }),
    // In this order: the preload's world asks the page's for the channel.
    session.send('Page.addScriptToEvaluateOnNewDocument', { source: pageScript }),
    session.send('Page.addScriptToEvaluateOnNewDocument', { source: preload, worldName: preloadWorld }),
    media()
  ])
  if (!first.visible) await window.unmap()

  return {
    chromium,
    window,
    load: async (address) => {
      loading?.reject(loadError('ERR_ABORTED', loading.address))
      await setPermissions(chromium.browser, preferences.session, contents, address)
      const done = new Promise<void>((resolve, reject) => {
        loading = { address, loader: undefined, resolve, reject }
      })
      // Its rejection is told below or by whoever replaces it.
      done.catch(() => undefined)
      const mine = loading
      const { errorText, loaderId } = await session.send('Page.navigate', { url: toChromium(address) })
      if (errorText !== undefined) {
        if (loading === mine) loading = null
        throw loadError(errorText.replace('net::', ''), address)
      }
      if (mine !== null) mine.loader = loaderId
      // The same document: no load event will come.
      if (loaderId === undefined && loading === mine) {
        loading = null
        mine?.resolve()
      }
      await done
    },
    post: (message) => {
      if (world === undefined) return
      session
        .send('Runtime.callFunctionOn', {
          functionDeclaration: `text => globalThis.${receiveName}(text)`,
          arguments: [{ value: JSON.stringify(message) }],
          executionContextId: world
        })
        // The document is gone meanwhile.
        .catch(() => undefined)
    },
    evaluate: async (code) => {
      const { result, exceptionDetails } = await session.send('Runtime.evaluate', {
        expression: code,
        awaitPromise: true,
        returnByValue: true,
        userGesture: true
      })
      if (exceptionDetails !== undefined) {
        throw new Error(exceptionDetails.exception?.description ?? exceptionDetails.text)
      }
      return result.value as unknown
    }
  }
}

/** Numbers of net/base/net_error_list.h; others are told as a general failure. */
const numbers: Readonly<Record<string, number>> = {
  ERR_ABORTED: -3,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_INVALID_URL: -300
}

/** What loadURL rejects with (lib/browser/api/web-contents.ts). */
export function loadError(
  code: string,
  url: string
): Error & { readonly errno: number; readonly code: string } {
  const errno = numbers[code] ?? -2
  return Object.assign(new Error(`${code} (${errno}) loading '${url}'`), { errno, code, url })
}

const withoutFragment = (address: string): string => address.split('#')[0] ?? ''
