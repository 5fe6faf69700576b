import type { UseView } from '../../electron/shared/consumer-view.js'
import type { RotationStep, RotationUse, RotationView } from '../../electron/shared/rotation-view.js'
import type { TokenView } from '../../electron/shared/view.js'
import { usesOf } from './use-names.js'

export type RenewalStepState = 'done' | 'now' | 'waits' | 'stopped' | 'to-come'

export interface RenewalStep {
  readonly id: Exclude<RotationStep, 'done'>
  readonly state: RenewalStepState
}

/** A place in a renewal, with its name where it is known. */
export interface RenewedPlace extends RotationUse {
  readonly use: UseView
}

const onward: readonly RenewalStep['id'][] = ['make', 'keep', 'places', 'person', 'grace', 'revoke', 'erase']
const backward: readonly RenewalStep['id'][] = ['places', 'person', 'revoke', 'erase']

/** The places of a renewal; they may be the old token's or its successor's by now. */
export function placesOf(rotation: RotationView, tokens: readonly TokenView[]): readonly RenewedPlace[] {
  const known = tokens
    .filter(({ id }) => id === rotation.tokenId || id === rotation.successorId)
    .flatMap((token) => usesOf(token))
  return rotation.uses.map((one) => ({
    ...one,
    use: known.find(({ id }) => id === one.useId) ?? {
      ...{ id: one.useId, kind: 'manual', name: 'A place that is no longer known' },
      ...{ entry: '', link: '', note: '', plainText: false }
    }
  }))
}

/** The renewal as a list of steps, without those that this one does not have. */
export function stepsOf(rotation: RotationView, places: readonly RenewedPlace[]): readonly RenewalStep[] {
  const manual = places.some(({ use }) => use.kind === 'manual')
  const order = rotation.back ? backward : onward
  const written = places.some(({ use }) => use.kind !== 'manual')
  const here = rotation.step === 'done' ? order.length : order.indexOf(rotation.step)
  const byHand = rotation.needs === 'revoke'
  const stopped = isStopped(rotation) && !byHand
  // For a person or for the time: no work that goes on.
  const waits = byHand || rotation.needs === 'paste' || ['person', 'grace'].includes(rotation.step)
  return order
    .map((id, index): RenewalStep => {
      if (index !== here) return { id, state: index < here ? 'done' : 'to-come' }
      return { id, state: stopped ? 'stopped' : waits ? 'waits' : 'now' }
    })
    .filter(
      ({ id, state }) =>
        state === 'stopped' ||
        (id === 'places' ? written || state === 'now' : id === 'person' ? manual || state === 'waits' : true)
    )
}

/** It goes no further without the person. */
export const isStopped = ({ stopped, uses }: RotationView): boolean =>
  stopped !== null || uses.some(({ state }) => state === 'failed')

/** Until the old one may be dead, there is a way back, once. */
export const canGoBack = ({ step, back }: RotationView): boolean =>
  !back && !['revoke', 'erase', 'done'].includes(step)
