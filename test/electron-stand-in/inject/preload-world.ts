import type { Bridge } from './bridge.js'
import type { Codec } from './codec.js'

/** What the preload's world tells the main process. */
export type FromPreload =
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly args: unknown }
  | { readonly kind: 'navigate'; readonly url: string }
  | { readonly kind: 'open'; readonly url: string; readonly name: string; readonly features: string }
  | { readonly kind: 'preload-error'; readonly message: string }

/** What the main process tells the preload's world. */
export type ToPreload =
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly message: string }
  | { readonly kind: 'event'; readonly channel: string; readonly args: unknown }

export interface PreloadSettings {
  readonly process: Readonly<Record<string, unknown>>
  /** Schemes that Chromium loads by itself; an address with another one is handed to the main process. */
  readonly loadable: readonly string[]
}

type Listener = (event: object, ...args: unknown[]) => void
type Preload = (require: unknown, module: object, exports: object, process: object) => void

/**
 * The preload's own world: `require('electron')` as a sandboxed preload has it, what keeps the window from
 * acting like a browser, then the preload. The text of this function is put into pages, so it uses nothing from
 * outside itself. `post` is the binding that only this world has.
 */
export function runPreloadWorld(
  codec: Codec,
  bridge: Bridge,
  post: (text: string) => void,
  settings: PreloadSettings,
  preload: Preload
): (text: string) => void {
  const tell = (message: FromPreload): void => post(JSON.stringify(message))
  const listeners = new Map<string, Listener[]>()
  const calls = new Map<
    number,
    { channel: string; resolve(value: unknown): void; reject(error: Error): void }
  >()
  let last = 0

  const listenersOf = (channel: string): Listener[] => {
    const known = listeners.get(channel) ?? []
    listeners.set(channel, known)
    return known
  }
  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const encoded = codec.encode(args)
        last += 1
        calls.set(last, { channel, resolve, reject })
        tell({ kind: 'invoke', id: last, channel, args: encoded })
      }),
    on: (channel: string, listener: Listener) => {
      listenersOf(channel).push(listener)
      return ipcRenderer
    },
    removeListener: (channel: string, listener: Listener) => {
      const index = listenersOf(channel).indexOf(listener)
      if (index >= 0) listenersOf(channel).splice(index, 1)
      return ipcRenderer
    }
  }
  const contextBridge = {
    exposeInMainWorld: (name: string, api: unknown) => {
      if (name in window) {
        throw new Error('Cannot bind an API on top of an existing property on the window object')
      }
      bridge.expose(name, api)
    }
  }
  const built: Readonly<Record<string, unknown>> = { contextBridge, ipcRenderer }
  const electron = new Proxy(built, {
    get: (_built, name) => {
      if (typeof name === 'string' && name in built) return built[name]
      throw new Error(`stand-in: ${String(name)} in a preload is not built`)
    }
  })
  const require = (name: string): unknown => {
    if (name === 'electron' || name === 'electron/renderer' || name === 'electron/common') return electron
    if (/^(node:)?(events|timers|url)$/.test(name))
      throw new Error(`stand-in: ${name} in a preload is not built`)
    throw new Error(`module not found: ${name}`)
  }

  // A close of the window asks the page; main answers that question (window/page.ts). A navigation asks too.
  let navigatedAt = -Infinity
  const navigation = (window as { navigation?: EventTarget }).navigation
  navigation?.addEventListener('navigate', (event) => {
    // TypeScript's library does not know the navigation interface.
    const { destination, hashChange, downloadRequest } = event as Event & {
      destination: { url: string }
      hashChange: boolean
      downloadRequest: string | null
    }
    if (hashChange || downloadRequest !== null) return
    const scheme = destination.url.split(':')[0] ?? ''
    if (settings.loadable.includes(scheme)) {
      navigatedAt = performance.now()
      return
    }
    event.preventDefault()
    tell({ kind: 'navigate', url: destination.url })
  })
  window.addEventListener('beforeunload', (event) => {
    if (performance.now() - navigatedAt > 50) event.preventDefault()
  })

  // Keys that are the browser's and not Electron's. Bubbling ends here, so the page has had them first.
  window.addEventListener('keydown', (event) => {
    const key = event.key.toLowerCase()
    const control = event.ctrlKey || event.metaKey
    const isBrowserKey =
      /^f(1|3|5|6|7|11|12)$/.test(key) ||
      (control && 'rwntpjhludsofg+-=0'.includes(key)) ||
      (control && event.shiftKey && 'ijc'.includes(key)) ||
      (event.altKey && /^arrow(left|right)$/.test(key))
    if (isBrowserKey) event.preventDefault()
  })
  // A dropped file is not loaded: navigateOnDragDrop is off (docs/api/structures/web-preferences.md).
  for (const name of ['contextmenu', 'dragover', 'drop']) {
    window.addEventListener(name, (event) => event.preventDefault())
  }

  bridge.onOpen = (url, name, features) =>
    tell({ kind: 'open', url: String(new URL(url, document.baseURI)), name, features })
  window.addEventListener('click', (event) => {
    if (event.defaultPrevented) return
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement && node.href !== '')
    if (!(link instanceof HTMLAnchorElement)) return
    const isElsewhere = link.target !== '' && !/^_(self|top|parent)$/.test(link.target)
    if (!isElsewhere && !event.ctrlKey && !event.shiftKey) return
    event.preventDefault()
    bridge.onOpen(link.href, link.target, '')
  })

  function receive(message: ToPreload): void {
    if (message.kind === 'event') {
      const args = codec.decode(message.args) as unknown[]
      for (const listener of [...listenersOf(message.channel)]) {
        listener({ sender: ipcRenderer, senderId: 0, ports: [] }, ...args)
      }
      return
    }
    const call = calls.get(message.id)
    calls.delete(message.id)
    if (message.kind === 'answer') call?.resolve(codec.decode(message.value))
    else call?.reject(new Error(`Error invoking remote method '${call.channel}': ${message.message}`))
  }

  const module = { exports: {} }
  try {
    preload(require, module, module.exports, Object.freeze(settings.process))
  } catch (error) {
    tell({ kind: 'preload-error', message: error instanceof Error ? String(error.stack) : String(error) })
  }
  return (text) => receive(JSON.parse(text) as ToPreload)
}
