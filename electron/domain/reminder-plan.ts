import { day, leadTimesAfter, leadTimesOf } from '../shared/expiry.js'
import { quietUntil, type QuietHours } from './quiet-hours.js'
import {
  clockSlack,
  isInForce,
  remember,
  type Hold,
  type SentReminder,
  type SentReminders,
  type Snooze
} from './sent-reminders.js'

export const usualLeadDays: readonly number[] = [14, 7, 3, 1]
export const usualLeadTimes: readonly number[] = leadTimesOf(usualLeadDays)
/** When it ends, and once a day until the third day is over. */
const afterTheEnd: readonly number[] = [0, -day, -2 * day]
/** Milliseconds. What comes due so shortly after another reminder comes with it, in one notice. */
const sameNotice = 3_600_000

/** A token as the plan sees it. Times are epoch milliseconds, UTC. */
export interface RemindedToken {
  readonly id: string
  /** What stops it (`tokenEnd`); null: not known, so there is nothing to remind of. */
  readonly end: number | null
  readonly revoked: boolean
  /** When it was made, or given to us, or found to be over: what would have been due by then is no news. */
  readonly since: number
  readonly muted: boolean
  /** Its own lead times; null: the person's. */
  readonly leadTimes: readonly number[] | null
}

export interface ReminderSettings {
  /** Milliseconds before the end, in any order. */
  readonly leadTimes: readonly number[]
  readonly quietHours: QuietHours | null
  /** All reminders wait. */
  readonly pause: Hold | null
}

export interface ReminderPlan {
  /** What one notice says now; empty: nothing is to be sent. In the order of the tokens. */
  readonly due: readonly SentReminder[]
  /** Epoch milliseconds, later than now; null: nothing will come by itself. May be months away. */
  readonly lookAgainAt: number | null
  /** To be kept once `due` is sent. The same object where nothing changed. */
  readonly sent: SentReminders
}

/** A token that may be reminded of, with what is remembered for its end. */
interface Candidate {
  readonly id: string
  readonly end: number
  /** Milliseconds before the end. Those that are no news are left out. */
  readonly steps: readonly number[]
  readonly sent: readonly SentReminder[]
  readonly snooze: Snooze | undefined
}

/**
 * What to remind of `now` (epoch milliseconds) and when to look again; `zone` (gives an IANA name) is where the
 * quiet hours are. Of each token only the newest step that has come is due, once for each end; what was missed for any
 * reason comes at the first look at which nothing holds it back. Linear in tokens and in what was sent.
 */
export function plan(
  tokens: readonly RemindedToken[],
  settings: ReminderSettings,
  sent: SentReminders,
  now: number,
  zone: () => string
): ReminderPlan {
  const all = candidates(tokens, settings, sent, now)
  const anyIsDue = all.some((one) => stepDue(one, now, 0) !== null)
  const heldUntil = anyIsDue ? endOfHolds(settings, now, zone) : now
  const due = anyIsDue && heldUntil === now ? all.flatMap((one) => reminder(one, now)) : []
  const stepSent = new Map(due.map(({ token, step }) => [token, step]))
  const next = all.reduce(
    (first, one) => Math.min(first, nextChange(one, now, stepSent.get(one.id))),
    Infinity
  )
  return {
    due,
    lookAgainAt: next === Infinity ? null : Math.max(next, heldUntil),
    sent: remember(sent, due, new Set(tokens.filter(({ revoked }) => !revoked).map(({ id }) => id)))
  }
}

/**
 * When neither pause nor quiet hours hold reminders back any more; `now` where none does. The zone is asked for only
 * where there are quiet hours: the first question costs the app memory that many starts never need.
 */
export function endOfHolds(
  { pause, quietHours }: Pick<ReminderSettings, 'pause' | 'quietHours'>,
  now: number,
  zone: () => string
): number {
  const quiet = quietHours === null ? null : quietUntil(quietHours, now, zone())
  return Math.max(now, quiet ?? now, pause !== null && isInForce(pause, now) ? pause.until : now)
}

function candidates(
  tokens: readonly RemindedToken[],
  settings: ReminderSettings,
  sent: SentReminders,
  now: number
): readonly Candidate[] {
  const reminders = new Map<string, SentReminder[]>()
  for (const reminder of sent.reminders) {
    const key = keyOf(reminder.token, reminder.end)
    const ofEnd = reminders.get(key)
    if (ofEnd === undefined) reminders.set(key, [reminder])
    else ofEnd.push(reminder)
  }
  const snoozes = new Map(sent.snoozes.map((snooze) => [keyOf(snooze.token, snooze.end), snooze]))
  return tokens.flatMap((token) => {
    const { id, end } = token
    if (token.revoked || token.muted || end === null) return []
    const key = keyOf(id, end)
    const steps = newsSteps(token, end, token.leadTimes ?? settings.leadTimes, now)
    return [{ id, end, steps, sent: reminders.get(key) ?? [], snooze: snoozes.get(key) }]
  })
}

const keyOf = (token: string, end: number): string => `${end} ${token}`

/**
 * The steps of an end but for those that came before the token did. A token from the future was made under a wrong
 * clock, which tells nothing.
 */
function newsSteps(
  { since }: RemindedToken,
  end: number,
  leadTimes: readonly number[],
  now: number
): readonly number[] {
  const known = since <= now + clockSlack ? since : -Infinity
  return [...leadTimesAfter(leadTimes, end, known), ...afterTheEnd.filter((step) => end - step > known)]
}

/**
 * The newest step of a token that has come, or, before the end, comes within `reach`: null where it was sent, or
 * a later one was. A later one counts only while the clock does not show that it was wrong when that was sent.
 */
function stepDue({ end, steps, sent, snooze }: Candidate, now: number, reach: number): number | null {
  if (snooze !== undefined && isInForce(snooze, now)) return null
  const come = steps.filter((step) => end - step <= now + (step > 0 ? reach : 0))
  if (come.length === 0) return null
  const newest = Math.min(...come)
  const done = sent.some(({ step, at }) => step === newest || (step < newest && at <= now + clockSlack))
  return done && snooze === undefined ? null : newest
}

function reminder(one: Candidate, now: number): readonly SentReminder[] {
  const step = stepDue(one, now, sameNotice) ?? stepDue(one, now, 0)
  return step === null ? [] : [{ token: one.id, end: one.end, step, at: now }]
}

/** When this token may be due next, with `sentNow` sent; `now` where it is due and held back. */
function nextChange(one: Candidate, now: number, sentNow: number | undefined): number {
  if (sentNow === undefined) {
    if (one.snooze !== undefined && isInForce(one.snooze, now)) return one.snooze.until
    if (stepDue(one, now, 0) !== null) return now
  }
  // A snooze that is over before its reminder's time, since the clock went back, brings any step again.
  const again = one.snooze !== undefined && sentNow === undefined
  const gone = new Set(again ? [] : [sentNow, ...one.sent.map(({ step }) => step)])
  return one.steps
    .filter((step) => one.end - step > now && !gone.has(step))
    .reduce((first, step) => Math.min(first, one.end - step), Infinity)
}
