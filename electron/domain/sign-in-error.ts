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

/** The number in `AADSTS65004: …`; it is a code of the service, the words after it are for people. */
export function aadstsNumber(text: string): number | null {
  const digits = /\bAADSTS(\d{3,8})\b/.exec(text)?.[1]
  return digits === undefined ? null : Number(digits)
}

/** Why a sign-in that asked the person failed. `entraCode` is what an administrator can look up. */
export function interactiveFailure(refusal: SignInRefusal): AppFailure {
  const { error, number } = refusal
  const facts = { entraCode: number === null ? error : `AADSTS${number}` }
  if (error === 'expired_token') return new AppFailure('device-code-expired', facts)
  if (error === 'authorization_declined') return new AppFailure('sign-in-cancelled', facts)
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

/**
 * Of a login that Azure CLI holds: its tenant does not know the account (50020, 50034), or there is no such
 * tenant (90002); and the person has to sign in there again: a second factor (50072 to 50079, 50158), a password
 * that changed or a login that aged (50132, 50133, 50173, 70008, 70043, 700082, 700084), consent (65001).
 */
const wrongTenant = [50020, 50034, 90002]
const signInAgain = [
  50072, 50074, 50076, 50078, 50079, 50158, 50132, 50133, 50173, 65001, 70008, 70043, 700082, 700084
]

/** Why `az` did not answer, by its exit code and what it wrote to its error stream, of which nothing is kept. */
export function azureCliFailure(exitCode: number, errors: string, tenant: string | null): AppFailure {
  const number = aadstsNumber(errors)
  const facts = {
    exitCode,
    ...(tenant === null ? {} : { tenant }),
    ...(number === null ? {} : { entraCode: `AADSTS${number}` })
  }
  if (number !== null) {
    if (wrongTenant.includes(number)) return new AppFailure('azure-cli-wrong-tenant', facts)
    if (signInAgain.includes(number)) return new AppFailure('azure-cli-needs-sign-in', facts)
    if (conditionalAccess.includes(number)) return new AppFailure('conditional-access', facts)
    return new AppFailure('azure-cli-failed', facts)
  }
  // Azure/azure-cli src/azure-cli-core: _profile.py, auth/identity.py and auth/util.py.
  if (/az login' to (setup|access) |does not exist in MSAL token cache/i.test(errors)) {
    return new AppFailure('azure-cli-signed-out', facts)
  }
  return /Interactive authentication is needed|\baz login --/i.test(errors)
    ? new AppFailure('azure-cli-needs-sign-in', facts)
    : new AppFailure('azure-cli-failed', facts)
}
