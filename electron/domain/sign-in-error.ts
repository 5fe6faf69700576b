import { AppFailure } from './app-failure.js'

/** What the identity service says of a sign-in that did not work. `number` is the one behind AADSTS. */
export interface SignInRefusal {
  readonly error: string
  readonly number: number | null
}

/**
 * AADSTS numbers, read at learn.microsoft.com/entra/identity-platform/reference-error-codes. 65004 is the person
 * who declined to consent; 65001, 90094 and 90095 want an administrator's consent.
 */
const declined = [65004]
const consent = [65001, 65005, 90094, 90095]
const conditionalAccess = [50005, 50097, 50131, 53000, 53001, 53002, 53003, 53004, 53009, 530003]

/** Why a sign-in in the browser failed. `entraCode` is what an administrator can look up. */
export function interactiveFailure(refusal: SignInRefusal): AppFailure {
  const { error, number } = refusal
  const facts = { entraCode: number === null ? error : `AADSTS${number}` }
  if (number !== null && declined.includes(number)) return new AppFailure('sign-in-cancelled', facts)
  if (error === 'consent_required' || (number !== null && consent.includes(number))) {
    return new AppFailure('consent-needed', facts)
  }
  if (number !== null && conditionalAccess.includes(number))
    return new AppFailure('conditional-access', facts)
  return error === 'access_denied' && number === null
    ? new AppFailure('sign-in-cancelled', facts)
    : new AppFailure('sign-in-refused', facts)
}
