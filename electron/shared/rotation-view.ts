import type { AppError } from './error-codes.js'

/** Where a rotation stands, in order. */
export const rotationSteps = [
  /** The successor is being made. */
  'create',
  /** Assisted organizations: the person makes the successor on the token page and pastes it. */
  'await-paste',
  /** Its value goes to the keychain. */
  'keep',
  /** It is written to each place. */
  'write',
  /** Each place is tried with it. */
  'prove',
  /** Places that the app cannot see wait to be ticked. */
  'await-person',
  /** Both work until the grace period is over. */
  'grace',
  'revoke',
  /** The old value is tried once more: it must be refused. */
  'prove-dead',
  'erase',
  'done'
] as const
export type RotationStep = (typeof rotationSteps)[number]

export interface RotationUse {
  readonly useId: string
  readonly state: 'old' | 'written' | 'proven' | 'ticked' | 'failed'
  readonly error: AppError | null
}

/** What of the person a renewal waits for, so that it can go on. */
export const rotationNeeds = [
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
] as const
export type RotationNeed = (typeof rotationNeeds)[number]

/** The renewal of a token, as the page may know it. Times are ISO 8601 in UTC. */
export interface RotationView {
  readonly tokenId: string
  /** The successor, once it was made. */
  readonly successorId: string | null
  readonly step: RotationStep
  readonly startedAt: string
  readonly automatic: boolean
  /** It was given up and goes back to the old token: `ticked` then says that the person put the old one back. */
  readonly back: boolean
  readonly uses: readonly RotationUse[]
  /** When the old token is going to be revoked; null before the grace period. */
  readonly graceUntil: string | null
  /** It stopped here and says why; nothing is revoked meanwhile. */
  readonly stopped: AppError | null
  readonly needs: RotationNeed | null
}
