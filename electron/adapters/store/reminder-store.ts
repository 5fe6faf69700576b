import { z } from 'zod'
import { emptyMemory } from '../../domain/reminded-tokens.js'
import type { ReminderMemory } from '../../domain/reminded-tokens.js'
import type { ReminderStore } from '../../services/ports/stores.js'
import { openDocument } from './document-file.js'

const instant = z.int()
const hold = z.object({ from: instant, until: instant })
const ofEnd = z.object({ token: z.string().min(1), end: instant })

const document = z.object({
  sent: z.object({
    reminders: z.array(ofEnd.extend({ step: z.int(), at: instant })),
    snoozes: z.array(ofEnd.extend(hold.shape))
  }),
  pause: hold.nullable(),
  muted: z.array(z.string()),
  leadDays: z.record(z.string(), z.array(z.int().min(1).max(365))),
  // Files of before there was such a notice have none.
  renewals: z.array(z.object({ token: z.string().min(1), what: z.string(), at: instant })).default([])
}) satisfies z.ZodType<ReminderMemory>

/**
 * What is remembered of reminders, in `folder`. A file that cannot be read means that at most the newest
 * reminder of each token comes once more.
 */
export function createReminderStore(folder: string): ReminderStore {
  return openDocument<ReminderMemory>(folder, { name: 'reminders', schema: document, empty: emptyMemory })
}
