import { ipcMain, type WebContents } from 'electron'
import type { Log } from '../services/ports/log.js'
import type { Result } from '../shared/error-codes.js'
import { callChannel, eventChannel } from '../shared/ipc-channels.js'
import type { CallHandlers, EventName, EventValue } from '../shared/ipc-contract.js'
import type * as CallAnswer from './call-answer.js'
import { isOurPage } from './page-address.js'
import { createRefusalCount, refused, type RefusalCount } from './refusal-count.js'

/** What the router needs to know of a message's sender. A frame is null after it navigated away. */
export interface Sender {
  readonly contentsId: number
  readonly frame: { readonly url: string; readonly parent: unknown } | null
}

/*
 * The contract's schemas are for the page alone. They are made when a window first speaks, not while the person
 * waits for the icon.
 */
let contract: Promise<typeof CallAnswer> | undefined
const loadContract = (): Promise<typeof CallAnswer> => (contract ??= import('./call-answer.js'))

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
  ipcMain.handle(callChannel, async (event, name: unknown, input: unknown) => {
    const sender = { contentsId: event.sender.id, frame: event.senderFrame }
    if (!isTrusted(sender, ourContents()?.id ?? null)) {
      refusals.refuse('ipc.foreign-sender')
      return { ok: false, error: refused } satisfies Result<never>
    }
    const { answerCall } = await loadContract()
    return answerCall(handlers, log, refusals, name, input)
  })
}

/** Sends an event to the page, cut to its schema; one that comes after the page's end is lost. */
export async function sendEvent<N extends EventName>(
  contents: WebContents,
  name: N,
  value: EventValue<N>
): Promise<void> {
  const { eventValue } = await loadContract()
  if (!contents.isDestroyed()) contents.send(eventChannel, name, eventValue(name, value))
}
