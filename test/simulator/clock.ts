/** The simulator's own time: a running clock that can be set. Milliseconds since 1970, UTC. */
export type SimulatorClock = ReturnType<typeof createClock>

export function createClock(source: () => number) {
  let ahead = 0
  return {
    now: () => source() + ahead,
    /** From now on it is this time, and it runs on. */
    set: (time: number) => {
      ahead = time - source()
    },
    advance: (milliseconds: number) => {
      ahead += milliseconds
    }
  }
}
