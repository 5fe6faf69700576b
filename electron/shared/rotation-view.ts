import { z } from 'zod'
import { appError } from './error-codes.js'
import { instant, tokenId, type Shape } from './shape.js'
import { rotatedUse } from './stored-rotation.js'

const rotationUse = rotatedUse.omit({ manual: true })
export type RotationUse = Shape<typeof rotationUse>

/** The renewal of a token, as the page may know it. Times are ISO 8601 in UTC. */
export const rotationView = z.object({
  tokenId,
  /** The successor, once it was made. */
  successorId: z.string().nullable(),
  /** Where it stands, in the order of a renewal. */
  step: z.enum([
    /** The successor is made, by the app or, where it needs `paste`, by the person. */
    'make',
    /** Its value goes to the keychain. */
    'keep',
    /** It is written to each place, and each place is tried with it. */
    'places',
    /** Places that the app cannot see wait to be ticked. */
    'person',
    /** Both work until the grace period is over. */
    'grace',
    /** The old one is revoked, and tried once more: it must be refused. */
    'revoke',
    'erase',
    'done'
  ]),
  automatic: z.boolean(),
  /** It was given up and goes back to the old token: `ticked` then says that the person put the old one back. */
  back: z.boolean(),
  uses: z.array(rotationUse),
  /** When the old token is going to be revoked; null before the grace period. */
  graceUntil: instant.nullable(),
  /** It stopped here and says why; nothing is revoked meanwhile. */
  stopped: appError.nullable(),
  /** What of the person it waits for, so that it can go on. */
  needs: z
    .enum([
      /** The successor, made by hand. */
      'paste',
      /** Places that the app cannot see. */
      'places',
      /** The end of the old one, by hand. */
      'revoke',
      /** Another computer seems to have renewed it. */
      'elsewhere',
      /** A look at why it stopped. */
      'look'
    ])
    .nullable()
})
export type RotationView = Shape<typeof rotationView>
export type RotationStep = RotationView['step']
export type RotationNeed = NonNullable<RotationView['needs']>
