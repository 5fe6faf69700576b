import { leadTimesOf } from './reminder-plan.js'
import type { RemindedToken } from './reminder-plan.js'
import type { Hold, SentReminders } from './sent-reminders.js'
import { nothingSent } from './sent-reminders.js'
import { endOfRecord } from './token-clocks.js'
import type { TokenRecord } from './token.js'

/** All that is remembered of reminders between runs. */
export interface ReminderMemory {
  readonly sent: SentReminders
  readonly pause: Hold | null
  /** Ids of tokens that are not reminded of. */
  readonly muted: readonly string[]
  /** Days before the end, by the token's id, for tokens that have their own. */
  readonly leadDays: Readonly<Record<string, readonly number[]>>
}

export const emptyMemory: ReminderMemory = { sent: nothingSent, pause: null, muted: [], leadDays: {} }

/** A token as the plan sees it at `now` (epoch milliseconds). One that nobody has stops nothing when it ends. */
export function remindedToken(record: TokenRecord, memory: ReminderMemory, now: number): RemindedToken {
  const leadDays = memory.leadDays[record.id]
  return {
    id: record.id,
    end: endOfRecord(record, now).earliest,
    revoked: record.revokedAt !== null,
    since: Date.parse(record.createdAt),
    muted: record.stray || memory.muted.includes(record.id),
    leadTimes: leadDays === undefined ? null : leadTimesOf(leadDays)
  }
}

/** Without what is remembered of tokens that are not on the list any more. */
export function forgetOthers(memory: ReminderMemory, known: ReadonlySet<string>): ReminderMemory {
  return {
    ...memory,
    muted: memory.muted.filter((id) => known.has(id)),
    leadDays: Object.fromEntries(Object.entries(memory.leadDays).filter(([id]) => known.has(id)))
  }
}
