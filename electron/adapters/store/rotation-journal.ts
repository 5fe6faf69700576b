import { z } from 'zod'
import { rotationStages } from '../../domain/rotation.js'
import type { Rotation } from '../../domain/rotation.js'
import type { RotationJournal } from '../../services/ports/stores.js'
import { appError } from '../../shared/error-codes.js'
import { openList } from './document-file.js'

const instant = z.iso.datetime()

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
      error: appError.nullable()
    })
  ),
  graceUntil: instant.nullable(),
  stopped: appError.nullable(),
  failures: z.int().nonnegative(),
  retryAt: instant.nullable()
}) satisfies z.ZodType<Rotation>

/** The renewals that are not over, in `folder`. */
export const createRotationJournal = (folder: string): RotationJournal =>
  openList<Rotation>(folder, { name: 'rotations', record: rotation, keyOf: ({ tokenId }) => tokenId })
