import { siteOf } from '../shared/site.js'
import { leadTimesOf } from './reminder-plan.js'
import type { RemindedToken } from './reminder-plan.js'
import type { Hold, SentReminders } from './sent-reminders.js'
import { nothingSent } from './sent-reminders.js'
import { tokenEnd } from './token-end.js'
import type { TokenEnd } from './token-end.js'
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

/** What stops a token, by the clocks that are known of it: no one tells us when its owner last signed in. */
export function endOfRecord(record: TokenRecord, now: number): TokenEnd {
  const instant = (text: string | null): number | null => (text === null ? null : Date.parse(text))
  return tokenEnd(
    {
      validFrom: null,
      validTo: instant(record.validTo),
      revokedAt: instant(record.revokedAt),
      allOrganizations: record.allOrganizations,
      backing: siteOf(record.organization).kind === 'server' ? 'server' : 'unknown',
      lastInteractiveSignIn: null,
      maximumLifeDays: null
    },
    now
  )
}

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
