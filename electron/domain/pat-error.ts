import type { ErrorCode } from '../shared/error-codes.js'
import { AppFailure } from './app-failure.js'

/**
 * The 37 values of `patTokenError` (tokens.json 7.2; azure-devops.md 1.7) and what a person can do about each.
 * The service's own description of every value is empty, so the grouping is ours.
 */
const codes = {
  none: 'unexpected-answer',
  displayNameRequired: 'request-refused',
  invalidDisplayName: 'request-refused',
  invalidValidTo: 'request-refused',
  invalidScope: 'request-refused',
  invalidTargetAccounts: 'request-refused',
  invalidAuthorizationId: 'request-refused',
  userIdRequired: 'access-denied',
  invalidUserId: 'access-denied',
  invalidUserType: 'access-denied',
  accessDenied: 'access-denied',
  invalidClient: 'sign-in-refused',
  invalidClientType: 'sign-in-refused',
  invalidClientId: 'sign-in-refused',
  invalidAudience: 'sign-in-refused',
  invalidSubject: 'sign-in-refused',
  invalidTokenType: 'sign-in-refused',
  authorizationNotFound: 'token-unknown',
  hostAuthorizationNotFound: 'token-unknown',
  tokenNotFound: 'token-unknown',
  failedToIssueAccessToken: 'service-unavailable',
  failedToUpdateAccessToken: 'service-unavailable',
  invalidToken: 'request-refused',
  duplicateHash: 'service-unavailable',
  deploymentHostNotSupported: 'request-refused',
  sourceNotSupported: 'request-refused',
  invalidSourceIP: 'access-denied',
  invalidSource: 'request-refused',
  sshPolicyDisabled: 'policy-forbids',
  globalPatPolicyViolation: 'policy-forbids',
  fullScopePatPolicyViolation: 'policy-forbids',
  patLifespanPolicyViolation: 'policy-forbids',
  failedToReadTenantPolicy: 'service-unavailable',
  disablePatCreationPolicyViolation: 'policy-forbids',
  failedToReadOrgPolicy: 'service-unavailable',
  globalPATCreationBlocked: 'policy-forbids',
  expiredPatCannotBeExtended: 'request-refused'
} as const satisfies Record<string, ErrorCode>

export type PatTokenError = keyof typeof codes

/** All known values, as the service spells them. */
export const patTokenErrors = Object.keys(codes) as readonly PatTokenError[]

/** The value as spelled here, whatever its capitals; null for one that we do not know. */
export function readPatTokenError(raw: string): PatTokenError | null {
  return patTokenErrors.find((known) => known.toLowerCase() === raw.toLowerCase()) ?? null
}

/**
 * A refusal of the token API. The enumeration is open: an unknown value is shown as it came, with the service's
 * own message.
 */
export function patFailure(raw: string, serviceMessage: string | null, organization: string): AppFailure {
  const known = readPatTokenError(raw)
  return new AppFailure(known === null ? 'request-refused' : codes[known], {
    organization,
    patTokenError: known ?? raw,
    ...(serviceMessage === null || serviceMessage === '' ? {} : { serviceMessage })
  })
}
