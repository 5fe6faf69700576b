import { z } from 'zod'
import { rotationStages } from '../../domain/rotation.js'
import type { Rotation } from '../../domain/rotation.js'
import type { RotationJournal } from '../../services/ports.js'
import { errorCodes } from '../../shared/error-codes.js'
import { openList } from './document-file.js'

const instant = z.iso.datetime()

const error = z.object({
  code: z.enum(errorCodes),
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
})

const rotation = z.object({
  tokenId: z.string().min(1),
  stage: z.enum(rotationStages),
  startedAt: instant,
  automatic: z.boolean(),
  assisted: z.boolean(),
  attempts: z.array(z.object({ sentAt: instant, validTo: instant })),
  insisted: z.boolean(),
  successorId: z.string().min(1).nullable(),
  uses: z.array(
    z.object({
      useId: z.string().min(1),
      manual: z.boolean(),
      state: z.enum(['old', 'written', 'proven', 'ticked', 'failed']),
      error: error.nullable()
    })
  ),
  graceUntil: instant.nullable(),
  stopped: error.nullable(),
  failures: z.int().nonnegative(),
  retryAt: instant.nullable()
}) satisfies z.ZodType<Rotation>

/** The renewals that are not over, in `folder`. */
export const createRotationJournal = (folder: string): RotationJournal =>
  openList<Rotation>(folder, { name: 'rotations', record: rotation, keyOf: ({ tokenId }) => tokenId })
