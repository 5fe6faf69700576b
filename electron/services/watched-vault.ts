import type { Clock } from './ports/clock.js'
import type { Vault } from './ports/keychain.js'

/** The keychain, and how long it is to be left alone. */
export interface WatchedVault extends Vault {
  /**
   * Asked by what nobody wishes, before it asks the keychain: true while that was locked or missing a moment ago, since
   * each question starts a process. The pauses grow with each false, for as long as it stays so.
   */
  rests(): boolean
  /** Somebody is there: it does not rest, and the pauses begin anew. */
  wake(): void
}

/** Milliseconds from one look at a locked or missing keychain to the next; the last one over and over. */
const pauses = [1, 2, 5, 15].map((minutes) => minutes * 60_000)

/** Watches what `vault` says of itself, and that it did what it was asked for; all else is its own. */
export function createWatchedVault({ vault, clock }: { vault: Vault; clock: Clock }): WatchedVault {
  let isShut = false
  /** Looks in a row that found it locked or missing. */
  let looks = 0
  let askedAt = 0

  function looked(): void {
    looks += 1
    askedAt = clock.now()
  }
  function opened(): void {
    isShut = false
    looks = 0
  }
  async function opening<Output>(act: Promise<Output>): Promise<Output> {
    const done = await act
    opened()
    return done
  }

  return {
    ...vault,
    get: (entry) => opening(vault.get(entry)),
    put: (entry, secret) => opening(vault.put(entry, secret)),
    delete: (entry) => opening(vault.delete(entry)),
    rests: () => {
      const pause = pauses[Math.min(looks, pauses.length) - 1] ?? 0
      // The clock may be set back meanwhile.
      if (isShut && Math.abs(clock.now() - askedAt) < pause) return true
      if (isShut) looked()
      return false
    },
    wake: () => {
      looks = 0
    },
    state: async () => {
      try {
        const state = await vault.state()
        if (state === 'ready') opened()
        else isShut = true
        // Others than the tick of the app begin the pauses, and make none longer.
        if (isShut && looks === 0) looked()
        return state
      } catch (error) {
        opened()
        throw error
      }
    }
  }
}
