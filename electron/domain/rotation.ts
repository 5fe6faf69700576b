import type { AppError } from '../shared/error-codes.js'
import { iso } from '../shared/expiry.js'
import { rotationStages } from '../shared/kinds.js'
import type { RotationNeed, RotationStep, RotationView } from '../shared/rotation-view.js'
import type { RotatedUse, Rotation } from '../shared/stored-rotation.js'

export type { CreateAttempt, RotatedUse, Rotation } from '../shared/stored-rotation.js'

/*
 * The renewal of a token as a machine without any I/O: what is known (`Rotation`, kept in the journal), what to do
 * next (`nextTask`), and what a fact makes of it (`rotationAfter`, both in `rotation-machine.ts`). Every task may be
 * done twice without harm, so after a crash the task of the stage in the journal is simply done again.
 */

export type RotationStage = Rotation['stage']

/** Tasks of one stage each, after which the next stage comes. */
export const followers = {
  look: 'create',
  keep: 'write',
  revoke: 'prove-dead',
  'prove-dead': 'erase',
  erase: 'done',
  'revoke-successor': 'erase-successor',
  'erase-successor': 'done'
} as const satisfies Partial<Record<RotationStage, RotationStage>>

export type RotationTask =
  | { readonly do: keyof typeof followers | 'create' | 'switch' | 'end-grace' | 'retry' }
  | { readonly do: 'write' | 'prove' | 'put-back'; readonly useId: string }
  /** `close`: it is over and leaves the journal. */
  | { readonly do: 'wait' }
  | { readonly do: 'close' }

export type RotationFact =
  | { readonly is: 'done'; readonly task: keyof typeof followers }
  /** A create is about to be sent. */
  | { readonly is: 'sent'; readonly validTo: string }
  | { readonly is: 'created'; readonly successorId: string }
  /** Nobody has the successor's value: it never came to the keychain. */
  | { readonly is: 'value-lost' }
  | { readonly is: 'use'; readonly useId: string; readonly state: 'written' | 'proven' | 'old' }
  | { readonly is: 'ticked'; readonly useId: string }
  /** `grace` in milliseconds. */
  | { readonly is: 'switched'; readonly grace: number }
  | { readonly is: 'grace-cut' | 'grace-over' | 'abandoned' }
  | { readonly is: 'failed'; readonly error: AppError; readonly useId: string | null }
  /** It goes on, with the places that the token has now. `byPerson`: not by the clock. */
  | { readonly is: 'resumed'; readonly uses: readonly KnownUse[]; readonly byPerson: boolean }

export type KnownUse = Pick<RotatedUse, 'useId' | 'manual'>

/** Nothing is in its way. */
export const going = { stopped: null, failures: 0, retryAt: null } as const
export const isBefore = (one: RotationStage, other: RotationStage): boolean =>
  rotationStages.indexOf(one) < rotationStages.indexOf(other)
export const isBack = (stage: RotationStage): boolean => !isBefore(stage, 'put-back') && stage !== 'done'

/** May it still be given up? Not once the old token may be dead. */
export const mayAbandon = ({ stage }: Rotation): boolean => isBefore(stage, 'revoke')

export function newRotation(
  known: Pick<Rotation, 'tokenId' | 'automatic' | 'assisted'>,
  uses: readonly KnownUse[],
  now: number
): Rotation {
  return {
    ...known,
    ...going,
    stage: known.assisted ? 'await-paste' : 'look',
    startedAt: iso(now),
    attempts: [],
    insisted: false,
    successorId: null,
    uses: merged([], uses),
    graceUntil: null
  }
}

/** The places that are there now: known ones as they stand, failed and new ones to be written. */
export function merged(before: readonly RotatedUse[], known: readonly KnownUse[]): readonly RotatedUse[] {
  return known.map(({ useId, manual }) => {
    const use = before.find((one) => one.useId === useId)
    const fresh: RotatedUse = { useId, manual, state: 'old', error: null }
    return use === undefined || use.state === 'failed' ? fresh : use
  })
}

const shownAs = {
  look: 'make',
  create: 'make',
  'await-paste': 'make',
  keep: 'keep',
  write: 'places',
  prove: 'places',
  'await-person': 'person',
  switch: 'grace',
  grace: 'grace',
  'prove-again': 'places',
  revoke: 'revoke',
  'prove-dead': 'revoke',
  erase: 'erase',
  'put-back': 'places',
  'revoke-successor': 'revoke',
  'erase-successor': 'erase',
  done: 'done'
} as const satisfies Record<RotationStage, RotationStep>

/** So many failures in a row take half an hour: what passes by itself has passed by then. */
const lasting = 6

/** Only places that the person looks after are left. */
const waitsForPlaces = ({ stage, uses }: Rotation): boolean =>
  stage === 'await-person' ||
  (stage === 'put-back' && uses.every(({ manual, state }) => manual || state === 'old'))

/** What of the person it waits for; null: it goes on by itself. */
export function rotationNeed(rotation: Rotation): RotationNeed | null {
  const { stage, stopped, retryAt, failures, assisted } = rotation
  if (stopped === null) return stage === 'await-paste' ? 'paste' : waitsForPlaces(rotation) ? 'places' : null
  if (stopped.code === 'rotation-elsewhere') return 'elsewhere'
  if (stopped.code === 'old-token-still-works' && assisted) return 'revoke'
  return retryAt === null || failures >= lasting ? 'look' : null
}

/** A renewal as the page may know it. Going back, what still has the successor counts as not done. */
export function rotationView(rotation: Rotation): RotationView {
  const { stage, uses } = rotation
  const backwards = (use: RotatedUse): RotatedUse =>
    use.manual ? { ...use, state: use.state === 'old' ? 'ticked' : 'old' } : use
  const { tokenId, successorId, automatic, graceUntil, stopped } = rotation
  return {
    ...{ tokenId, successorId, automatic, graceUntil, stopped },
    step: waitsForPlaces(rotation) ? 'person' : shownAs[stage],
    back: isBack(stage),
    needs: rotationNeed(rotation),
    uses: uses.map((use) => {
      const { useId, state, error } = isBack(stage) ? backwards(use) : use
      return { useId, state, error }
    })
  }
}
