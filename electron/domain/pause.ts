interface Timers {
  readonly after: (milliseconds: number, task: () => void) => () => void
}

/** Resolves after so many milliseconds; aborting rejects with the signal's reason. */
export function pause({ after }: Timers, milliseconds: number, signal?: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    signal?.throwIfAborted()
    const cancel = after(milliseconds, () => {
      signal?.removeEventListener('abort', onAbort)
      resolve()
    })
    const onAbort = (): void => {
      cancel()
      // An aborted signal's reason is passed on as it is, as the platform does.
      // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
      reject(signal?.reason)
    }
    signal?.addEventListener('abort', onAbort, { once: true })
  })
}
