import { useCallback, useEffect, useRef, useState } from 'react'
import type { AppError } from '../../electron/shared/error-codes.js'
import type { CallInput, CallName, CallOutput } from '../../electron/shared/ipc-contract.js'
import { call } from '../bridge.js'

type Work =
  | { readonly kind: 'idle' }
  | { readonly kind: 'working'; readonly call: CallName }
  | { readonly kind: 'failed'; readonly call: CallName; readonly error: AppError }

export interface Calling {
  readonly work: Work
  /** Asks main. An answer that comes after `stop`, another `run`, or the screen's end is dropped. */
  readonly run: <N extends CallName>(
    name: N,
    input: CallInput<N>,
    onValue?: (value: CallOutput<N>) => void
  ) => void
  /** Waits no longer, and takes a shown failure away. A sign-in that nobody waits for is ended, also with the screen. */
  readonly stop: () => void
}

/** One call of main at a time, with what became of it. */
export function useCall(): Calling {
  const [work, setWork] = useState<Work>({ kind: 'idle' })
  const current = useRef<{ readonly name: CallName } | null>(null)

  const leave = useCallback(() => {
    if (current.current?.name === 'signIn') void call('cancelSignIn', null)
    current.current = null
  }, [])
  const stop = useCallback(() => {
    leave()
    setWork({ kind: 'idle' })
  }, [leave])

  const run: Calling['run'] = useCallback((name, input, onValue) => {
    const mine = { name }
    current.current = mine
    setWork({ kind: 'working', call: name })
    void call(name, input).then((answer) => {
      if (current.current !== mine) return
      current.current = null
      if (answer.ok) {
        setWork({ kind: 'idle' })
        onValue?.(answer.value)
      } else {
        setWork({ kind: 'failed', call: name, error: answer.error })
      }
    })
  }, [])

  useEffect(() => leave, [leave])

  return { work, run, stop }
}
