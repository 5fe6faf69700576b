import { AppFailure, asAppError } from '../domain/app-failure.js'
import type { Log } from '../services/ports/log.js'
import type { Result } from '../shared/error-codes.js'
import {
  calls,
  events,
  type CallHandlers,
  type CallName,
  type EventName,
  type EventValue
} from '../shared/ipc-contract.js'
import { isModest } from './message-size.js'
import { refused, type RefusalCount } from './refusal-count.js'

/** The largest input a call may carry, in characters and values. The longest real one is a draft with every scope. */
const largestInput = 16_384

type InputSchema = (typeof calls)[CallName]['input']

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
  const read = readAs(name, input)
  if (read?.success !== true) {
    refusals.refuse('ipc.invalid', { call: name, path: read?.error.issues[0]?.path.join('.') ?? '' })
    return { ok: false, error: refused }
  }
  try {
    // The contract ties each name to its input; a union of functions cannot express that to the compiler.
    const handler = handlers[name] as (input: unknown) => Promise<unknown>
    return { ok: true, value: calls[name].output.parse(await handler(read.data)) }
  } catch (error) {
    if (!(error instanceof AppFailure)) log.bug(`ipc.${name}`, error)
    return { ok: false, error: asAppError(error) }
  }
}

/** Null where the schema itself throws: a length that cannot be compared with a number makes it do so. */
function readAs(name: CallName, input: unknown): ReturnType<InputSchema['safeParse']> | null {
  try {
    return calls[name].input.safeParse(input)
  } catch {
    return null
  }
}

/** What the page gets of an event: cut to its schema. */
export const eventValue = <N extends EventName>(name: N, value: EventValue<N>): unknown =>
  events[name].parse(value)
