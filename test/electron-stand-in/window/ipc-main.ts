import type { IpcMain, IpcMainInvokeEvent } from 'electron'
import { appendFileSync } from 'node:fs'
import { createCodec } from '../inject/codec.js'
import type { FromPreload, ToPreload } from '../inject/preload-world.js'
import { notBuilt, strict } from '../not-built.js'

type Handler = Parameters<IpcMain['handle']>[1]

const codec = createCodec()
const record = process.env['STAND_IN_RECORD_IPC']
/** Keeps what passes between the app and its pages, for tests that look through it. */
function recorded<T>(what: T): T {
  if (record !== undefined) appendFileSync(record, `${JSON.stringify(what)}\n`)
  return what
}
const handlers = new Map<string, Handler>()

export const ipcMain = strict('ipcMain', {
  handle: (channel: string, handler: Handler): void => {
    if (handlers.has(channel)) throw new Error(`Attempted to register a second handler for '${channel}'`)
    handlers.set(channel, handler)
  },
  on: (channel: string): unknown => {
    // electron-store listens for a page that wants to open a store; none of ours does.
    if (channel !== 'electron-store-get-data') throw notBuilt(`ipcMain.on(${channel})`)
    return ipcMain
  }
})

/** Hands a page's message to its handler, and the answer to `post`. */
export async function receiveMessage(
  message: FromPreload & { kind: 'invoke' },
  event: Pick<IpcMainInvokeEvent, 'sender' | 'senderFrame'>,
  post: (message: ToPreload) => void
): Promise<void> {
  const { id, channel, args } = recorded(message)
  try {
    const handler = handlers.get(channel)
    if (handler === undefined) throw new Error(`No handler registered for '${channel}'`)
    const built = strict('IpcMainInvokeEvent', event) as IpcMainInvokeEvent
    const value: unknown = await handler(built, ...(codec.decode(args) as unknown[]))
    post(recorded({ kind: 'answer', id, value: codec.encode(value) }))
  } catch (error) {
    // As in Electron (lib/browser/ipc-main-impl.ts): printed, and only its text reaches the page.
    console.error(`Error occurred in handler for '${channel}':`, error)
    post(recorded({ kind: 'refusal', id, message: String(error) }))
  }
}

/** A message to a page. Throws for what cannot be cloned. */
export const eventMessage = (channel: string, args: readonly unknown[]): ToPreload =>
  recorded({ kind: 'event', channel, args: codec.encode(args) })
