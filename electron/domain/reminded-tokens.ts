import { day, leadTimesOf } from '../shared/expiry.js'
import type { ReminderMemory } from '../shared/stored-reminders.js'
import type { RemindedToken } from './reminder-plan.js'
import { nothingSent } from './sent-reminders.js'
import { endOfRecord, isGuess, surelyEndOfRecord, type OrganizationClocks } from './token-clocks.js'
import type { TokenRecord } from './token.js'

export type { ReminderMemory } from '../shared/stored-reminders.js'

export const emptyMemory: ReminderMemory = {
  sent: nothingSent,
  pause: null,
  muted: [],
  leadDays: {},
  renewals: []
}

/** So long before a guess it is told, once: more would be nagging, as the person may well have signed in. */
const guessTold = 7 * day

/**
 * A token as the plan sees it at `now` (epoch milliseconds). One that nobody has, or that another took the place of,
 * stops nothing when it ends. A stop that is a guess is told only where it comes before all reminders of the end
 * itself, `personal` lead times included.
 */
export function remindedToken(
  record: TokenRecord,
  organization: OrganizationClocks,
  memory: ReminderMemory,
  personal: readonly number[],
  now: number
): RemindedToken {
  const leadDays = memory.leadDays[record.id]
  const leadTimes = leadDays === undefined ? null : leadTimesOf(leadDays)
  const known = {
    id: record.id,
    revoked: record.revokedAt !== null,
    since: Date.parse(record.foundOver ?? record.createdAt),
    muted: record.stray || record.successor !== null || memory.muted.includes(record.id)
  }
  const first = endOfRecord(record, organization, now)
  const sure = surelyEndOfRecord(record, organization, now)
  const firstReminder = (sure.earliest ?? Infinity) - Math.max(0, ...(leadTimes ?? personal))
  const tellGuess = isGuess(first) && (first.earliest ?? Infinity) < firstReminder
  return tellGuess
    ? { ...known, end: first.earliest, leadTimes: [guessTold] }
    : { ...known, end: sure.earliest, leadTimes }
}

/** With all that the person chose for the reminders of one token chosen for the one in its place, too. */
export function inherited(memory: ReminderMemory, from: string, to: string): ReminderMemory {
  const { [from]: days } = memory.leadDays
  const isMuted = memory.muted.includes(from) && !memory.muted.includes(to)
  return {
    ...memory,
    muted: isMuted ? [...memory.muted, to] : memory.muted,
    leadDays: days === undefined ? memory.leadDays : { ...memory.leadDays, [to]: days }
  }
}

/** Without what is remembered of tokens that are not on the list any more. */
export function forgetOthers(memory: ReminderMemory, known: ReadonlySet<string>): ReminderMemory {
  return {
    ...memory,
    muted: memory.muted.filter((id) => known.has(id)),
    renewals: memory.renewals.filter(({ token }) => known.has(token)),
    leadDays: Object.fromEntries(Object.entries(memory.leadDays).filter(([id]) => known.has(id)))
  }
}
