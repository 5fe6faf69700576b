import { day } from '../shared/expiry.js'
import type { CallInput } from '../shared/ipc-contract.js'
import type { Hold, SentReminder, SentReminders, Snooze } from '../shared/stored-reminders.js'
import { instantOf, wallMidnight } from './local-time.js'

export type { Hold, SentReminder, SentReminders, Snooze } from '../shared/stored-reminders.js'

const hour = 3_600_000

/**
 * Milliseconds. A clock that went back by less is a clock being corrected: what was sent shortly "in the future"
 * counts. By more it was wrong before, and what it said of other moments is not believed.
 */
export const clockSlack = hour

export const nothingSent: SentReminders = { reminders: [], snoozes: [] }

/** In force at `now`? Not when the clock went back since it was asked for: that would be silence without end. */
export function isInForce(hold: Hold, now: number): boolean {
  return hold.from <= now + clockSlack && now < hold.until
}

export type SnoozeChoice = CallInput<'remindAgain'>['when']

/** When a snooze that begins `now` is over (both epoch milliseconds); mornings begin at nine in `zone`. */
export function snoozeEnd(choice: SnoozeChoice, now: number, zone: string): number {
  switch (choice) {
    case 'hour':
      return now + hour
    case 'tomorrow-morning':
      return instantOf(wallMidnight(now, zone) + day + 9 * hour, zone)
    case 'three-days':
      return now + 3 * day
    default:
      return choice satisfies never
  }
}

/** Puts the reminders of these ends off from `now` until `until`. What was put off before is put off anew. */
export function snooze(
  sent: SentReminders,
  reminders: readonly { readonly token: string; readonly end: number }[],
  now: number,
  until: number
): SentReminders {
  const added = reminders.map(({ token, end }) => ({ token, end, from: now, until }))
  return { ...sent, snoozes: [...without(sent.snoozes, added), ...added] }
}

/** The entries that are not of one of these ends. */
function without(
  snoozes: readonly Snooze[],
  ends: readonly { readonly token: string; readonly end: number }[]
): readonly Snooze[] {
  const gone = new Set(ends.map(({ token, end }) => `${end} ${token}`))
  return snoozes.filter(({ token, end }) => !gone.has(`${end} ${token}`))
}

/**
 * With these reminders sent: their snoozes are over, and one that is sent once more takes the place of the first.
 * Forgets all of tokens that are not among `known`. The same object where nothing changed.
 */
export function remember(
  sent: SentReminders,
  added: readonly SentReminder[],
  known: ReadonlySet<string>
): SentReminders {
  const again = new Set(added.map(({ token, end, step }) => `${end} ${step} ${token}`))
  const kept = sent.reminders.filter(
    ({ token, end, step }) => known.has(token) && !again.has(`${end} ${step} ${token}`)
  )
  const snoozes = without(sent.snoozes, added).filter(({ token }) => known.has(token))
  const same =
    added.length === 0 && kept.length === sent.reminders.length && snoozes.length === sent.snoozes.length
  return same ? sent : { reminders: [...kept, ...added], snoozes }
}
