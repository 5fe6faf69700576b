import { AppFailure } from '../domain/app-failure.js'
import { pause } from '../domain/pause.js'
import type { AppSnapshot } from '../shared/view.js'
import type { Needs } from './parts.js'

type Waiting = NonNullable<AppSnapshot['waiting']>

/** Milliseconds. A longer wait is told to the person as a failure. */
const longestWait = 60_000
/** Milliseconds before the second try, doubled for each one after; half to one and a half of it at random. */
const firstPause = 1_000
const tries = 3

/** Waiting for the service, where the person sees it. */
export interface Patience {
  /**
   * Runs a call that can be repeated without harm, three times at most, where the service, the time or the
   * connection failed it. Never for a create. Aborting ends a wait with the signal's reason.
   */
  safely<T>(act: () => Promise<T>, signal?: AbortSignal): Promise<T>
  /** Waits; aborting rejects with the signal's reason. */
  wait(milliseconds: number, why: Waiting['why'], signal?: AbortSignal): Promise<void>
  /** The wait that ends first. */
  waiting(): AppSnapshot['waiting']
}

/** `Retry-After` of a failure in milliseconds, or null where the service named none. */
export function retryAfter(failure: AppFailure): number | null {
  const seconds = failure.facts['retryAfterSeconds']
  return typeof seconds === 'number' ? seconds * 1000 : null
}

/** Why a safe call may be sent again, or null where another try would meet the same end. */
function passing(error: unknown): Waiting['why'] | null {
  if (!(error instanceof AppFailure)) return null
  if (error.code === 'rate-limited') return 'rate-limited'
  const interrupted = error.code === 'offline' && error.facts['obstacle'] === 'interrupted'
  return interrupted || ['service-unavailable', 'timed-out'].includes(error.code)
    ? 'service-unavailable'
    : null
}

export function createPatience(deps: Needs<'clock' | 'random' | 'onChange'>): Patience {
  const { clock, random, onChange } = deps
  const waits = new Set<{ readonly why: Waiting['why']; readonly until: number }>()

  async function wait(milliseconds: number, why: Waiting['why'], signal?: AbortSignal): Promise<void> {
    signal?.throwIfAborted()
    const mine = { why, until: clock.now() + milliseconds }
    waits.add(mine)
    onChange()
    try {
      await pause(clock, milliseconds, signal)
    } finally {
      waits.delete(mine)
      onChange()
    }
  }

  return {
    wait,
    safely: async (act, signal) => {
      for (let number = 1; ; number += 1) {
        try {
          return await act()
        } catch (error) {
          const why = passing(error)
          const named = error instanceof AppFailure ? retryAfter(error) : null
          if (why === null || number === tries || (named ?? 0) > longestWait) throw error
          const drawn = firstPause * 2 ** (number - 1) * (0.5 + random())
          await wait((named ?? 0) + drawn, why, signal)
        }
      }
    },
    waiting: () => {
      const first = [...waits].sort((one, other) => one.until - other.until)[0]
      return first === undefined ? null : { why: first.why, until: new Date(first.until).toISOString() }
    }
  }
}
