import { firstReminder } from '../shared/expiry.js'
import type { TokenRecord } from './token.js'
import { endOfToken, tokenState } from './token-view.js'

/** What to remind of now, and when the next reminder or the next change of state comes. */
export interface ReminderPlan {
  readonly due: readonly TokenRecord[]
  /** Epoch milliseconds; null when nothing will change by itself. */
  readonly lookAgainAt: number | null
}

/**
 * The first reminder: due from a week before the end of a token, once for each end. A token whose end was moved
 * is reminded of again; one that has ended is not.
 */
export function planReminders(records: readonly TokenRecord[], now: number): ReminderPlan {
  const changes = records.flatMap((record) => {
    const end = endOfToken(record)
    if (end === null || record.revokedAt !== null) return []
    return [firstReminder(end, now), end].filter((instant) => instant > now)
  })
  return {
    due: records.filter(
      (record) => tokenState(record, now) === 'ending-soon' && record.remindedOf !== record.validTo
    ),
    lookAgainAt: changes.length === 0 ? null : Math.min(...changes)
  }
}
