import type { Rectangle } from 'electron'
import { readFileSync } from 'node:fs'
import { openPage, type ChromiumPage } from '../chromium/chromium.js'
import { findXWindow, type XWindow } from '../chromium/x-window.js'
import { appliedMedia, onMediaChange } from '../desktop/native-theme.js'
import type { FromPreload, ToPreload } from '../inject/preload-world.js'
import { pageScript, postName, preloadScript, preloadWorld, receiveName } from '../inject/texts.js'
import { notBuilt } from '../not-built.js'
import { answerRequests, type Navigation } from './page-requests.js'
import { setPermissions } from './permissions.js'
import { fromChromium, toChromium } from './scheme.js'
import type { CheckedPreferences } from './web-preferences.js'

/** What happens in a page, as its window and its WebContents hear it. */
export interface PageEvents {
  onMessage(message: FromPreload): void
  /** True stops the navigation. */
  onNavigate(navigation: Navigation): boolean
  /** The main frame shows another address. */
  onAddress(address: string): void
  /** The first content was painted. */
  onPainted(): void
  /** The window system asks to close the window. True stops it. */
  onCloseAsked(): boolean
  onCrashed(): void
  onGone(): void
}

export interface Page {
  readonly chromium: ChromiumPage
  /** Its window, once that is found and, if it is not to be visible yet, hidden. */
  readonly window: Promise<XWindow>
  /** Resolves when the page and what belongs to it are loaded; rejects as Electron's loadURL does. */
  load(address: string): Promise<void>
  post(message: ToPreload): void
  evaluate(code: string): Promise<unknown>
}

/** Numbers of net/base/net_error_list.h; others are told as a general failure. */
const numbers: Readonly<Record<string, number>> = { ERR_ABORTED: -3, ERR_FAILED: -2, ERR_INVALID_URL: -300 }

/** What loadURL rejects with (lib/browser/api/web-contents.ts). */
export type LoadError = Error & { readonly errno: number; readonly code: string; readonly url: string }

function loadError(code: string, url: string): LoadError {
  const errno = numbers[code] ?? -2
  return Object.assign(new Error(`${code} (${errno}) loading '${url}'`), { errno, code, url })
}

let last = 0

interface Start {
  readonly bounds: Rectangle
  readonly visible: boolean
}

/** Opens an empty page in a window and connects it to `events`. Its Chromium ends where that fails. */
export async function createPage(
  preferences: CheckedPreferences,
  start: Start,
  events: PageEvents
): Promise<Page> {
  const name = `stand-in-${process.pid}-${(last += 1)}`
  const chromium = await openPage(name, start.bounds)
  return connectPage(chromium, name, preferences, start, events).catch((error: unknown) => {
    chromium.close()
    throw error
  })
}

async function connectPage(
  chromium: ChromiumPage,
  name: string,
  preferences: CheckedPreferences,
  start: Start,
  events: PageEvents
): Promise<Page> {
  const { browser, session, targetId } = chromium
  // Looked for while the page loads.
  let isGone = false
  void chromium.gone.then(() => (isGone = true))
  const window = findXWindow(name, () => isGone).then(async (found) => {
    if (!start.visible) await found.unmap()
    return found
  })
  window.catch(() => chromium.close())
  /** The load that the main process asked for, until it ends one way or the other. */
  let loading: { address: string; from: string; resolve(): void; reject(error: Error): void } | null = null
  let world: number | undefined
  let lastLoader = ''
  const media = (): void =>
    void session.send('Emulation.setEmulatedMedia', appliedMedia()).catch(() => undefined)
  const stopMedia = onMediaChange(media)

  const abort = (): void => loading?.reject(loadError('ERR_ABORTED', loading.address))
  void chromium.gone.then(() => {
    abort()
    stopMedia()
    events.onGone()
  })
  session.on('Runtime.executionContextCreated', ({ context: { id, name, auxData } }) => {
    if (name === preloadWorld && (auxData as { frameId?: string }).frameId === targetId) world = id
  })
  session.on('Runtime.bindingCalled', ({ name, payload }) => {
    // Only our own script of the preload's world has the binding.
    if (name === postName) events.onMessage(JSON.parse(payload) as FromPreload)
  })
  session.on('Page.frameNavigated', ({ frame }) => {
    // The empty page that the window was opened with is none of the app's.
    if (frame.id !== targetId || frame.url.startsWith('data:')) return
    lastLoader = frame.loaderId
    events.onAddress(fromChromium(frame.url + (frame.urlFragment ?? '')))
  })
  session.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
    if (frameId === targetId) events.onAddress(fromChromium(url))
  })
  session.on('Page.lifecycleEvent', ({ frameId, loaderId, name }) => {
    if (frameId !== targetId || loaderId !== lastLoader) return
    if (name === 'firstContentfulPaint' || name === 'firstPaint')
      window.then(() => events.onPainted()).catch(() => undefined)
    if (name !== 'load' || loaderId === loading?.from) return
    // Chromium asks a page before it closes only after a gesture; this one makes it always ask.
    session.send('Runtime.evaluate', { expression: '0', userGesture: true }).catch(() => undefined)
    loading?.resolve()
    loading = null
  })
  session.on('Page.javascriptDialogOpening', ({ type }) => {
    // Other dialogs are the page's own.
    if (type !== 'beforeunload') return
    const accept = loading !== null || !events.onCloseAsked()
    session.send('Page.handleJavaScriptDialog', { accept }).catch(() => undefined)
  })
  // A window that got round the replaced window.open: closed before anyone uses it.
  session.on('Page.windowOpen', ({ url }) => events.onMessage({ kind: 'open', url: fromChromium(url) }))
  browser.on('Target.targetCreated', ({ targetInfo: { openerId, targetId: opened } }) => {
    if (openerId === targetId) browser.send('Target.closeTarget', { targetId: opened }).catch(() => undefined)
  })
  session.on('Inspector.targetCrashed', () => events.onCrashed())
  answerRequests(session, preferences.session, targetId, (navigation) => {
    const isOwn = loading !== null && navigation.isMainFrame && !navigation.isRedirect
    return !isOwn && events.onNavigate(navigation)
  })

  const preload = preloadScript(readFileSync(preferences.preload, 'utf8'))
  media()
  await Promise.all([
    session.send('Page.enable'),
    session.send('Runtime.enable'),
    session.send('Page.setLifecycleEventsEnabled', { enabled: true }),
    session.send('Fetch.enable', { patterns: [{ urlPattern: '*' }] }),
    session.send('Runtime.addBinding', { name: postName, executionContextName: preloadWorld }),
    // In this order: the preload's world asks the page's for the channel.
    session.send('Page.addScriptToEvaluateOnNewDocument', { source: pageScript }),
    session.send('Page.addScriptToEvaluateOnNewDocument', { source: preload, worldName: preloadWorld })
  ])

  return {
    chromium,
    window,
    load: async (address) => {
      abort()
      await setPermissions(browser, preferences.session, address)
      await new Promise<void>((resolve, reject) => {
        const mine = { address, from: lastLoader, resolve, reject }
        loading = mine
        session.send('Page.navigate', { url: toChromium(address) }).then(({ errorText, loaderId }) => {
          const isOver = errorText !== undefined || loaderId === undefined
          if (isOver && loading === mine) loading = null
          if (errorText !== undefined) reject(loadError(errorText.replace('net::', ''), address))
          else if (isOver) reject(notBuilt('a load within the same document'))
        }, reject)
      })
    },
    post: (message) => {
      const [functionDeclaration, value] = [`text => ${receiveName}(text)`, JSON.stringify(message)]
      const call = { functionDeclaration, arguments: [{ value }], executionContextId: world ?? 0 }
      // The document is gone meanwhile.
      session.send('Runtime.callFunctionOn', call).catch(() => undefined)
    },
    evaluate: async (expression) => {
      const how = { expression, awaitPromise: true, returnByValue: true, userGesture: true }
      const { result, exceptionDetails: thrown } = await session.send('Runtime.evaluate', how)
      if (thrown !== undefined) throw new Error(thrown.exception?.description ?? thrown.text)
      return result.value as unknown
    }
  }
}
