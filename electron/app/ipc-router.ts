import { ipcMain } from 'electron'
import type { WebContents } from 'electron'
import { AppFailure, asAppError } from '../domain/app-failure.js'
import type { Log } from '../services/ports.js'
import type { AppError, Result } from '../shared/error-codes.js'
import { callChannel, eventChannel } from '../shared/ipc-channels.js'
import { calls, events } from '../shared/ipc-contract.js'
import type { CallHandlers, CallName, EventName, EventValue } from '../shared/ipc-contract.js'
import { isModest } from './message-size.js'
import { isOurPage } from './page-address.js'
import { createRefusalCount } from './refusal-count.js'
import type { RefusalCount } from './refusal-count.js'

/** The largest input a call may carry, in characters and values. The longest real one is a draft with every scope. */
const largestInput = 16_384

const refused: AppError = { code: 'invalid-input', facts: {} }

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

const isCall = (name: unknown): name is CallName => typeof name === 'string' && Object.hasOwn(calls, name)

/**
 * Answers one call: name and input are checked before the handler sees them, and its output before the page
 * does. Never rejects: expected failures carry their code, anything else is logged and answered as `internal`.
 */
export async function answerCall(
  handlers: CallHandlers,
  log: Pick<Log, 'bug'>,
  refusals: Pick<RefusalCount, 'refuse'>,
  name: unknown,
  input: unknown
): Promise<Result<unknown>> {
  if (!isCall(name)) {
    refusals.refuse('ipc.unknown-call')
    return { ok: false, error: refused }
  }
  if (!isModest(input, largestInput)) {
    refusals.refuse('ipc.not-modest', { call: name })
    return { ok: false, error: refused }
  }
  const { input: inputSchema, output: outputSchema } = calls[name]
  const read = inputSchema.safeParse(input)
  if (!read.success) {
    refusals.refuse('ipc.invalid', { call: name, path: read.error.issues[0]?.path.join('.') ?? '' })
    return { ok: false, error: refused }
  }
  try {
    // The contract ties each name to its input; a union of functions cannot express that to the compiler.
    const handler = handlers[name] as (input: unknown) => Promise<unknown>
    return { ok: true, value: outputSchema.parse(await handler(read.data)) }
  } catch (error) {
    if (!(error instanceof AppFailure)) log.bug(`ipc.${name}`, error)
    return { ok: false, error: asAppError(error) }
  }
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
