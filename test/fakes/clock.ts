import type { Clock } from '../../electron/services/ports/clock.js'

/** A clock that stands still until it is driven. */
export interface FakeClock extends Clock {
  /** Lets time pass; runs what falls due, in order. */
  advance(milliseconds: number): void
  /** Sets the wall clock without any time passing: sleep, or a clock that was corrected. */
  jump(now: number): void
  /** How many timers are armed. */
  armed(): number
  /** Milliseconds until the next timer falls due; Infinity where none is armed. */
  untilNext(): number
}

export function createFakeClock(start = Date.parse('2026-11-23T12:00:00.000Z')): FakeClock {
  let now = start
  let passed = 0
  const timers = new Set<{ readonly due: number; readonly task: () => void }>()
  return {
    now: () => now,
    after: (milliseconds, task) => {
      const timer = { due: passed + milliseconds, task }
      timers.add(timer)
      return () => void timers.delete(timer)
    },
    advance: (milliseconds) => {
      const end = passed + milliseconds
      for (;;) {
        const next = [...timers].filter(({ due }) => due <= end).sort((a, b) => a.due - b.due)[0]
        if (next === undefined) break
        timers.delete(next)
        now += next.due - passed
        passed = next.due
        next.task()
      }
      now += end - passed
      passed = end
    },
    jump: (to) => {
      now = to
    },
    armed: () => timers.size,
    untilNext: () => Math.min(...[...timers].map(({ due }) => due)) - passed
  }
}
