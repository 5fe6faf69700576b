import { z } from 'zod'
import { rotationStages } from '../../domain/rotation.js'
import type { Rotation } from '../../domain/rotation.js'
import type { RotationJournal } from '../../services/ports/stores.js'
import { errorCodes } from '../../shared/error-codes.js'
import { openDocument } from './document-file.js'

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

const document = z.object({ rotations: z.array(rotation) })

/** The renewals that are not over, in `folder`. */
export function createRotationJournal(folder: string): RotationJournal {
  const file = openDocument<{ rotations: readonly Rotation[] }>(folder, {
    name: 'rotations',
    version: 1,
    schema: document,
    empty: { rotations: [] },
    migrations: {}
  })
  const without = (rotations: readonly Rotation[], tokenId: string): readonly Rotation[] =>
    rotations.filter((one) => one.tokenId !== tokenId)
  return {
    all: () => file.read().rotations,
    save: (saved) =>
      file.change(({ rotations }) => ({ rotations: [...without(rotations, saved.tokenId), saved] })),
    remove: (tokenId) => file.change(({ rotations }) => ({ rotations: without(rotations, tokenId) }))
  }
}
