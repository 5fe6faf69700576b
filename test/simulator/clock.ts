/** The simulator's own time: a running clock that can be set. Milliseconds since 1970, UTC. */
export interface SimulatorClock {
  now(): number
  /** From now on it is this time, and it runs on. */
  set(time: number): void
  advance(milliseconds: number): void
}

export function createClock(source: () => number): SimulatorClock {
  let ahead = 0
  return {
    now: () => source() + ahead,
    set: (time) => {
      ahead = time - source()
    },
    advance: (milliseconds) => {
      ahead += milliseconds
    }
  }
}
