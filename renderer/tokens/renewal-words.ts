import { shortTime } from '../../electron/shared/expiry.js'
import type { RotationView } from '../../electron/shared/rotation-view.js'
import { siteName } from '../../electron/shared/site.js'
import { isStopped, type RenewalStep, type RenewedPlace } from './renewal-steps.js'
import { shortName } from './use-names.js'

const yours = 'The next step is yours'

/** How a renewal stands, in a few words. */
export function renewalTitle(rotation: RotationView): string {
  if (rotation.needs === 'revoke') return yours
  if (isStopped(rotation)) return 'The renewal has stopped'
  if (rotation.step === 'grace') return 'Renewed'
  if (rotation.needs === 'paste' || rotation.step === 'person') return yours
  if (rotation.back) return 'Going back to the old token'
  return rotation.automatic ? 'Renewing by itself' : 'Renewing'
}

/** One step as a line; a finished one says what came of it. */
export function stepWords(
  { id, state }: RenewalStep,
  { graceUntil, back }: RotationView,
  places: readonly RenewedPlace[],
  { organization, zone }: { readonly organization: string; readonly zone: string }
): string {
  const done = state === 'done'
  const names = (manual: boolean): string =>
    places
      .filter(({ use }) => (use.kind === 'manual') === manual)
      .map(({ use }) => shortName(use))
      .join(', ')
  switch (id) {
    case 'make':
      return done ? 'The new token is made' : `Make the new token at ${siteName(organization)}`
    case 'keep':
      return done ? 'Kept in the keychain' : 'Keep it in the keychain'
    case 'places':
      if (back)
        return done ? 'The old token is back in its files' : 'Put the old token back and try each place'
      return done ? `Written and proven: ${names(false)}` : 'Write it to its places and try each'
    case 'person':
      return done ? `Changed by you: ${names(true)}` : 'The places that you look after'
    case 'grace':
      return graceUntil === null || done
        ? 'Let both work for a while'
        : `Both work until ${shortTime(Date.parse(graceUntil), zone)}`
    case 'revoke':
      return back ? 'Revoke the new token' : 'Revoke the old token and see it refused'
    case 'erase':
      return back ? 'Erase its value here' : 'Erase its old value here'
  }
  return id satisfies never
}
