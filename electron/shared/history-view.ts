import { z } from 'zod'
import { historyActs } from './kinds.js'
import type { Shape } from './shape.js'

/** Something that was done with a token. `at` is ISO 8601 in UTC. */
export const historyEvent = z.object({
  at: z.string(),
  what: z.enum(historyActs),
  tokenId: z.string(),
  name: z.string(),
  organization: z.string(),
  /** Handed over to what, or taken out of it: `git`, or the kind of file. */
  to: z.string().nullable(),
  /** By which action: a call of the page, `tray`, or `itself`. */
  by: z.string()
})
export type HistoryEvent = Shape<typeof historyEvent>

/** What does not hold. `line` counts the lines of the file from 1; for what is missing, the events. */
export const historyProblem = z.object({
  problem: z.enum(['changed', 'removed', 'moved', 'cut-off']),
  line: z.int()
})
export type HistoryProblem = Shape<typeof historyProblem>
