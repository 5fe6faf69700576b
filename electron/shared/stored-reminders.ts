import { z } from 'zod'
import type { Shape } from './shape.js'

/** Epoch milliseconds, UTC. */
const moment = z.int()

/** Time in which nothing is sent, asked for at `from`. */
const hold = z.object({ from: moment, until: moment })
export type Hold = Shape<typeof hold>

const tokenEnd = z.object({ token: z.string().min(1), end: moment })

/** A reminder that was sent, `at` by the wall clock. */
const sentReminder = tokenEnd.extend({
  /** Milliseconds before the end; below zero after it. */
  step: z.int(),
  at: moment
})
export type SentReminder = Shape<typeof sentReminder>

/** "Remind me again": the reminder of this end comes once more when the hold is over. */
const snooze = tokenEnd.extend(hold.shape)
export type Snooze = Shape<typeof snooze>

/** A renewal that needs the person, and that was told. */
const toldRenewal = z.object({
  token: z.string().min(1),
  /** The renewal, where it stands and what it needs: another one of these is news. */
  what: z.string(),
  at: moment
})
export type ToldRenewal = Shape<typeof toldRenewal>

/** All that is remembered of reminders between runs. */
export const reminderMemory = z.object({
  /**
   * All that the plan must remember. Everything is for one end of one token, so a token that was renewed starts anew,
   * and one whose end is moved back and forth is not reminded of twice.
   */
  sent: z.object({ reminders: z.array(sentReminder), snoozes: z.array(snooze) }),
  pause: hold.nullable(),
  /** Ids of tokens that are not reminded of. */
  muted: z.array(z.string()),
  /** Days before the end, by the token's id, for tokens that have their own. */
  leadDays: z.record(z.string(), z.array(z.int().min(1).max(365))),
  /** What was told of renewals that are under way. Files of before there was such a notice have none. */
  renewals: z.array(toldRenewal).default([])
})
export type ReminderMemory = Shape<typeof reminderMemory>
export type SentReminders = ReminderMemory['sent']
