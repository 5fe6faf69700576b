import type {
  CallInput,
  CallName,
  CallOutput,
  EventName,
  EventValue,
  TokenTrayBridge
} from '../electron/shared/ipc-contract.js'
import type { Result } from '../electron/shared/error-codes.js'

declare global {
  interface Window {
    readonly tokenTray: TokenTrayBridge
  }
}

/** Asks main. Never rejects: a bridge that breaks is a bug and answers as one. */
export async function call<N extends CallName>(name: N, input: CallInput<N>): Promise<Result<CallOutput<N>>> {
  try {
    return await window.tokenTray.invoke(name, input)
  } catch {
    return { ok: false, error: { code: 'internal', facts: {} } }
  }
}

/** Hears an event of main until the returned remover is called. */
export function listen<N extends EventName>(event: N, listener: (value: EventValue<N>) => void): () => void {
  return window.tokenTray.on(event, listener)
}
