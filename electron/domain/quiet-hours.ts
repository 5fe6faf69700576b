import { day } from '../shared/expiry.js'
import { instantOf, wallMidnight } from './local-time.js'

const minute = 60_000

/**
 * When no notice may come, in minutes since midnight on the person's clock. `to` before `from` is on the next
 * day; equal ones mean no quiet hours.
 */
export interface QuietHours {
  readonly from: number
  readonly to: number
}

/** The end of the quiet hours that `now` lies in, or null outside of them. Epoch milliseconds. */
export function quietUntil({ from, to }: QuietHours, now: number, zone: string): number | null {
  const today = wallMidnight(now, zone)
  // Where a zone skipped a whole date (Pacific/Apia, 2011-12-30), quiet hours reach from the day before it.
  for (const midnight of [today - 2 * day, today - day, today]) {
    const start = instantOf(midnight + from * minute, zone)
    const end = instantOf(midnight + to * minute + (to < from ? day : 0), zone)
    if (start <= now && now < end) return end
  }
  return null
}
