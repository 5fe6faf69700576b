import { z } from 'zod'
import { appError } from './error-codes.js'
import { rotationStages } from './kinds.js'
import { instant, type Shape } from './shape.js'

/** A create that was sent, whatever came of it. */
const createAttempt = z.object({
  sentAt: instant,
  /** The end that was asked for, to the millisecond: it tells our token from others of the same name. */
  validTo: instant
})
export type CreateAttempt = Shape<typeof createAttempt>

/** A place of the token. Going back, `written` and `ticked` still have the successor, or may have it. */
export const rotatedUse = z.object({
  useId: z.string().min(1),
  manual: z.boolean(),
  state: z.enum(['old', 'written', 'proven', 'ticked', 'failed']),
  error: appError.nullable()
})
export type RotatedUse = Shape<typeof rotatedUse>

/** A renewal as the journal keeps it. Times are ISO 8601 in UTC. */
export const rotation = z.object({
  tokenId: z.string().min(1),
  stage: z.enum(rotationStages),
  startedAt: instant,
  automatic: z.boolean(),
  /** The person makes and revokes by hand. */
  assisted: z.boolean(),
  attempts: z.array(createAttempt),
  /** The person knows of a newer token of this name and wants another. */
  insisted: z.boolean(),
  successorId: z.string().min(1).nullable(),
  uses: z.array(rotatedUse),
  graceUntil: instant.nullable(),
  stopped: appError.nullable(),
  /** Failures in a row. */
  failures: z.int().nonnegative(),
  /** When a stopped one is tried again by itself; null: by the person. */
  retryAt: instant.nullable()
})
export type Rotation = Shape<typeof rotation>
