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
  /** Waits no longer, and takes a shown failure away. */
  readonly stop: () => void
}

/** One call of main at a time, with what became of it. */
export function useCall(): Calling {
  const [work, setWork] = useState<Work>({ kind: 'idle' })
  const current = useRef(0)

  const stop = useCallback(() => {
    current.current += 1
    setWork({ kind: 'idle' })
  }, [])

  const run: Calling['run'] = useCallback((name, input, onValue) => {
    current.current += 1
    const mine = current.current
    setWork({ kind: 'working', call: name })
    void call(name, input).then((answer) => {
      if (current.current !== mine) return
      if (answer.ok) {
        setWork({ kind: 'idle' })
        onValue?.(answer.value)
      } else {
        setWork({ kind: 'failed', call: name, error: answer.error })
      }
    })
  }, [])

  useEffect(
    () => () => {
      current.current += 1
    },
    []
  )

  return { work, run, stop }
}
