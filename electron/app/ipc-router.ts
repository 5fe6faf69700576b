import { ipcMain } from 'electron'
import type { WebContents } from 'electron'
import type { Log } from '../services/ports.js'
import type { Result } from '../shared/error-codes.js'
import { callChannel, eventChannel } from '../shared/ipc-channels.js'
import { events } from '../shared/ipc-contract.js'
import type { CallHandlers, EventName, EventValue } from '../shared/ipc-contract.js'
import { answerCall, refused } from './call-answer.js'
import { isOurPage } from './page-address.js'
import { createRefusalCount } from './refusal-count.js'
import type { RefusalCount } from './refusal-count.js'

/** What the router needs to know of a message's sender. A frame is null after it navigated away. */
export interface Sender {
  readonly contentsId: number
  readonly frame: { readonly url: string; readonly parent: unknown } | null
}

/** SECURITY: true only for the main frame of our own page in our own window. */
export function isTrusted(sender: Sender, ourContentsId: number | null): boolean {
  return (
    sender.contentsId === ourContentsId &&
    sender.frame !== null &&
    sender.frame.parent === null &&
    isOurPage(sender.frame.url)
  )
}

/** Connects the bridge's call channel. `ourContents` gives our window's contents, or null while it is closed. */
export function openIpc(
  handlers: CallHandlers,
  log: Log,
  ourContents: () => WebContents | null,
  refusals: RefusalCount = createRefusalCount(log)
): void {
  ipcMain.handle(callChannel, (event, name: unknown, input: unknown) => {
    const sender = { contentsId: event.sender.id, frame: event.senderFrame }
    if (!isTrusted(sender, ourContents()?.id ?? null)) {
      refusals.refuse('ipc.foreign-sender')
      return { ok: false, error: refused } satisfies Result<never>
    }
    return answerCall(handlers, log, refusals, name, input)
  })
}

/** Sends an event to the page, cut to its schema. */
export function sendEvent<N extends EventName>(contents: WebContents, name: N, value: EventValue<N>): void {
  contents.send(eventChannel, name, events[name].parse(value))
}
