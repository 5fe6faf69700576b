import { useEffect, useEffectEvent, useState, useSyncExternalStore } from 'react'
import type { AppError } from '../electron/shared/error-codes.js'
import type { AppSnapshot, Place } from '../electron/shared/view.js'
import { call, listen } from './bridge.js'

export type AppState =
  | { readonly kind: 'loading' }
  | { readonly kind: 'ready'; readonly snapshot: AppSnapshot }
  | { readonly kind: 'failed'; readonly error: AppError }

/** Main's state as it is now; main pushes it whole on every change. */
export function useAppState(): AppState {
  const [mirror] = useState(createMirror)
  return useSyncExternalStore(mirror.subscribe, mirror.read)
}

function createMirror() {
  let state: AppState = { kind: 'loading' }
  return {
    read: (): AppState => state,
    subscribe: (onChange: () => void) => {
      let pushed = false
      const show = (next: AppState): void => {
        state = next
        onChange()
      }
      const remove = listen('snapshot', (snapshot) => {
        pushed = true
        show({ kind: 'ready', snapshot })
      })
      void call('getSnapshot', null).then((answer) => {
        // What was pushed meanwhile is newer than this answer.
        if (pushed) return
        show(answer.ok ? { kind: 'ready', snapshot: answer.value } : { kind: 'failed', error: answer.error })
      })
      return remove
    }
  }
}

/** Hears where main wants the window to go, also what it wanted before the page was there. */
export function usePlaces(onPlace: (place: Place) => void): void {
  const go = useEffectEvent(onPlace)
  useEffect(() => {
    void call('takePlace', null).then((answer) => {
      if (answer.ok && answer.value !== null) go(answer.value)
    })
    return listen('goTo', (place) => go(place))
  }, [])
}
