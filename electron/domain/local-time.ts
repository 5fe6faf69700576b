import { day, partsOf } from '../shared/expiry.js'

const wallParts = {
  ...({ year: 'numeric', month: 'numeric', day: 'numeric' } as const),
  ...({ hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const)
}

/**
 * What clocks in `zone` (an IANA name) show at an instant, as milliseconds since 1970-01-01T00:00 of that clock.
 * Whole seconds: the part below is cut off.
 */
export function wallClock(instant: number, zone: string): number {
  const words = partsOf(instant, zone, wallParts)
  const part = (type: Intl.DateTimeFormatPartTypes): number => Number(words(type))
  return Date.UTC(
    ...([part('year'), part('month') - 1, part('day')] as const),
    ...([part('hour'), part('minute'), part('second')] as const)
  )
}

/**
 * The instant (epoch milliseconds) at which clocks in `zone` show `wall` (as `wallClock`; whole seconds). The
 * first, where they show it twice; where they skip it, as if they had been turned only afterwards.
 */
export function instantOf(wall: number, zone: string): number {
  const shownWith = (near: number): number => wall - (wallClock(near, zone) - near)
  // No zone is a day off from UTC, and none turns its clocks twice in two days: before and after a turn.
  const [before, after] = [shownWith(wall - day), shownWith(wall + day)] as const
  if (before === after) return before
  return wallClock(before, zone) !== wall && wallClock(after, zone) === wall ? after : before
}

/** Midnight at the start of the day that clocks in `zone` show, on that clock (as `wallClock`). */
export function wallMidnight(instant: number, zone: string): number {
  return Math.floor(wallClock(instant, zone) / day) * day
}
