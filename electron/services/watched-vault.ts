import type { Clock } from './ports/clock.js'
import type { Vault } from './ports/keychain.js'

/** The keychain, and how long it is to be left alone. */
export interface WatchedVault extends Vault {
  /**
   * True while it was locked or missing a moment ago, and nothing should ask it that nobody wishes: each question starts
   * a process. The pauses grow for as long as it stays so.
   */
  rests(): boolean
  /** Somebody is there: it does not rest, and the pauses begin anew. */
  wake(): void
}

/** Milliseconds from one look at a locked or missing keychain to the next; the last one over and over. */
const pauses = [1, 2, 5, 15].map((minutes) => minutes * 60_000)

/** Watches what `vault` says of itself; all else is its own. */
export function createWatchedVault({ vault, clock }: { vault: Vault; clock: Clock }): WatchedVault {
  /** Looks in a row that found it locked or missing. */
  let looks = 0
  let askedAt = 0

  // The clock may be set back meanwhile.
  const rests = (): boolean =>
    Math.abs(clock.now() - askedAt) < (pauses[Math.min(looks, pauses.length) - 1] ?? 0)

  return {
    ...vault,
    rests,
    wake: () => {
      looks = 0
    },
    state: async () => {
      // Whoever asks while it rests, or while another one does, makes the pause no longer.
      const found = rests() ? looks : looks + 1
      if (!rests()) askedAt = clock.now()
      try {
        const state = await vault.state()
        looks = state === 'ready' ? 0 : Math.max(looks, found)
        return state
      } catch (error) {
        looks = 0
        throw error
      }
    }
  }
}
