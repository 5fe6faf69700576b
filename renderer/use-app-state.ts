import { useEffect, useEffectEvent, useSyncExternalStore } from 'react'
import type { AppError } from '../electron/shared/error-codes.js'
import type { AppSnapshot, Place } from '../electron/shared/view.js'
import { call, listen } from './bridge.js'

export type AppState =
  | { readonly kind: 'loading' }
  /** `first`: where main wanted the window to go before the page was there. */
  | { readonly kind: 'ready'; readonly snapshot: AppSnapshot; readonly first: Place | null }
  | { readonly kind: 'failed'; readonly error: AppError }

/** Main's state, as long as the page lives. */
export interface Mirror {
  /** Resolves when there is something else to read than `loading`. */
  readonly settled: Promise<void>
  readonly read: () => AppState
  readonly subscribe: (onChange: () => void) => () => void
  /** `onPlace` hears where main wants the window to go, what came before anybody listened included. */
  readonly follow: (onPlace: (place: Place) => void) => () => void
}

/** Main's state as it is now; main pushes it whole on every change. */
export const useAppState = (mirror: Mirror): AppState => useSyncExternalStore(mirror.subscribe, mirror.read)

/** Asks main for its state at once: the answer comes while the page is drawn for the first time. */
export function createMirror(): Mirror {
  let state: AppState = { kind: 'loading' }
  let pushed: AppSnapshot | null = null
  let first: Place | null = null
  let go: ((place: Place) => void) | null = null
  let waiting: Place | null = null
  const listeners = new Set<() => void>()
  const show = (next: AppState): void => {
    state = next
    for (const listener of listeners) listener()
  }
  listen('snapshot', (snapshot) => {
    pushed = snapshot
    if (state.kind !== 'loading') show({ kind: 'ready', snapshot, first })
  })
  listen('goTo', (place) => {
    if (go !== null) go(place)
    else if (state.kind === 'ready') waiting = place
    else first = place
  })
  // Both at once, and shown together: no other room is drawn before the one that was asked for.
  const settled = Promise.all([call('getSnapshot', null), call('takePlace', null)]).then(
    ([answer, place]) => {
      // What was pushed meanwhile is newer than this answer.
      const snapshot = pushed ?? (answer.ok ? answer.value : null)
      first ??= place.ok ? place.value : null
      if (snapshot !== null) show({ kind: 'ready', snapshot, first })
      else if (!answer.ok) show({ kind: 'failed', error: answer.error })
    }
  )
  return {
    settled,
    read: () => state,
    subscribe: (onChange) => {
      listeners.add(onChange)
      return () => listeners.delete(onChange)
    },
    follow: (onPlace) => {
      go = onPlace
      if (waiting !== null) onPlace(waiting)
      waiting = null
      return () => {
        go = null
      }
    }
  }
}

/** Hears where main wants the window to go. */
export function usePlaces(mirror: Mirror, onPlace: (place: Place) => void): void {
  const go = useEffectEvent(onPlace)
  useEffect(() => mirror.follow((place) => go(place)), [mirror])
}
