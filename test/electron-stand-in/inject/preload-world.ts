import type { createBridge } from './bridge.js'
import type { createCodec } from './codec.js'

/** What the preload's world tells the main process. */
export type FromPreload =
  | { readonly kind: 'invoke'; readonly id: number; readonly channel: string; readonly args: unknown }
  | { readonly kind: 'navigate'; readonly url: string }
  | { readonly kind: 'open'; readonly url: string }
  | { readonly kind: 'preload-error'; readonly message: string }

/** What the main process tells the preload's world. */
export type ToPreload =
  | { readonly kind: 'answer'; readonly id: number; readonly value: unknown }
  | { readonly kind: 'refusal'; readonly id: number; readonly message: string }
  | { readonly kind: 'event'; readonly channel: string; readonly args: unknown }

type Listener = (event: object, ...args: unknown[]) => void

/**
 * The preload's own world: `require('electron')` as a sandboxed preload has it, what keeps the window from
 * acting like a browser, then the preload. The text of this function is put into pages, so it uses nothing from
 * outside itself. `post` is the binding that only this world has.
 */
export function runPreloadWorld(
  bridge: typeof createBridge,
  codecs: typeof createCodec,
  post: (text: string) => void,
  preload: (require: unknown, module: object, exports: object) => void
): (text: string) => void {
  const tell = (message: FromPreload): void => post(JSON.stringify(message))
  const codec = codecs()
  let listeners: { channel: string; listener: Listener }[] = []
  /** Those that wait for their answer. */
  const calls = new Map<
    number,
    { channel: string; resolve(value: unknown): void; reject(error: Error): void }
  >()
  let last = 0

  const ipcRenderer = {
    invoke: (channel: string, ...args: unknown[]) =>
      new Promise((resolve, reject) => {
        const encoded = codec.encode(args)
        calls.set((last += 1), { channel, resolve, reject })
        tell({ kind: 'invoke', id: last, channel, args: encoded })
      }),
    on: (channel: string, listener: Listener) => {
      listeners.push({ channel, listener })
      return ipcRenderer
    },
    removeListener: (channel: string, listener: Listener) => {
      listeners = listeners.filter((one) => one.channel !== channel || one.listener !== listener)
      return ipcRenderer
    }
  }
  const open = (url: string): void => tell({ kind: 'open', url: String(new URL(url, document.baseURI)) })
  const expose = bridge('preload', codecs, open)
  const contextBridge = {
    exposeInMainWorld: (name: string, api: unknown) => {
      if (name in window)
        throw new Error('Cannot bind an API on top of an existing property on the window object')
      expose(name, api)
    }
  }
  const exports: Readonly<Record<string, object>> = { contextBridge, ipcRenderer }
  const electron = new Proxy(exports, {
    get: (built, name) => {
      const found = built[String(name)]
      if (found === undefined) throw new Error(`stand-in: ${String(name)} in a preload is not built`)
      return found
    }
  })
  const require = (name: string): unknown => {
    if (name === 'electron') return electron
    if (/^(electron\/\w+|(node:)?(events|timers|url))$/.test(name))
      throw new Error(`stand-in: ${name} in a preload is not built`)
    throw new Error(`module not found: ${name}`)
  }

  // The main process asks the app, and loads what it lets pass. A form is Chromium's own until it asks for its answer:
  // the policy of the page decides first. TypeScript's library lacks the navigation interface.
  let submittedAt = -Infinity
  const { navigation } = window as unknown as { navigation: EventTarget }
  navigation.addEventListener('navigate', (event) => {
    const { destination, downloadRequest, sourceElement } = event as Event & {
      destination: { url: string; sameDocument: boolean }
      downloadRequest: string | null
      sourceElement: Element | null
    }
    if (destination.sameDocument || downloadRequest !== null || !event.cancelable) return
    if (sourceElement !== null && !(sourceElement instanceof HTMLAnchorElement)) {
      submittedAt = performance.now()
      return
    }
    event.preventDefault()
    tell({ kind: 'navigate', url: destination.url })
  })
  // What else would unload the page is that its window closes; main answers that question (window/page.ts).
  window.addEventListener('beforeunload', (event) => {
    if (performance.now() - submittedAt > 50) event.preventDefault()
  })

  // Keys that are the browser's and not Electron's. Bubbling ends here, so the page has had them first.
  window.addEventListener('keydown', (event) => {
    const { key, altKey } = event
    const control = (event.ctrlKey || event.metaKey) && key.length === 1
    const isEditing = /[acvxyzVZ]/.test(key)
    if (/^F\d+$/.test(key) || (control && !isEditing) || (altKey && key.startsWith('Arrow')))
      event.preventDefault()
  })
  // A dropped file is not loaded: navigateOnDragDrop is off (docs/api/structures/web-preferences.md).
  for (const name of ['contextmenu', 'dragover', 'drop'])
    window.addEventListener(name, (event) => event.preventDefault())
  window.addEventListener('click', (event) => {
    if (event.defaultPrevented) return
    const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement && node.href !== '')
    if (!(link instanceof HTMLAnchorElement)) return
    const isElsewhere = link.target !== '' && !/^_(self|top|parent)$/.test(link.target)
    if (!isElsewhere && !event.ctrlKey && !event.shiftKey) return
    event.preventDefault()
    open(link.href)
  })

  const module = { exports: {} }
  try {
    preload(require, module, module.exports)
  } catch (error) {
    tell({ kind: 'preload-error', message: error instanceof Error ? String(error.stack) : String(error) })
  }
  return (text) => {
    const message = JSON.parse(text) as ToPreload
    if (message.kind === 'event') {
      const args = codec.decode(message.args) as unknown[]
      for (const { channel, listener } of listeners) if (channel === message.channel) listener({}, ...args)
      return
    }
    const call = calls.get(message.id)
    calls.delete(message.id)
    if (message.kind === 'answer') call?.resolve(codec.decode(message.value))
    else call?.reject(new Error(`Error invoking remote method '${call.channel}': ${message.message}`))
  }
}
