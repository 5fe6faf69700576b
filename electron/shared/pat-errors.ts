import type { ErrorCode } from './error-codes.js'

/**
 * The 37 values of `patTokenError` (tokens.json 7.2; azure-devops.md 1.7), as the service spells them, with what a
 * person can do about each. The service's own description of every value is empty, so the grouping is ours. Their
 * words are in `renderer/ui/pat-error-words.ts`, which does not compile when one is missing.
 */
export const patErrors = {
  none: 'unexpected-answer',
  // the request
  displayNameRequired: 'request-refused',
  invalidDisplayName: 'request-refused',
  invalidValidTo: 'request-refused',
  invalidScope: 'request-refused',
  invalidTargetAccounts: 'request-refused',
  invalidAuthorizationId: 'request-refused',
  // the person
  userIdRequired: 'access-denied',
  invalidUserId: 'access-denied',
  invalidUserType: 'access-denied',
  accessDenied: 'access-denied',
  // the sign-in and the app behind it
  invalidClient: 'sign-in-refused',
  invalidClientType: 'sign-in-refused',
  invalidClientId: 'sign-in-refused',
  invalidAudience: 'sign-in-refused',
  invalidSubject: 'sign-in-refused',
  invalidTokenType: 'sign-in-refused',
  // the token that was meant
  authorizationNotFound: 'token-unknown',
  hostAuthorizationNotFound: 'token-unknown',
  tokenNotFound: 'token-unknown',
  // the service
  failedToIssueAccessToken: 'service-unavailable',
  failedToUpdateAccessToken: 'service-unavailable',
  invalidToken: 'request-refused',
  duplicateHash: 'service-unavailable',
  deploymentHostNotSupported: 'request-refused',
  sourceNotSupported: 'request-refused',
  invalidSourceIP: 'access-denied',
  invalidSource: 'request-refused',
  // policies
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

export type PatTokenError = keyof typeof patErrors

export const patTokenErrors = Object.keys(patErrors) as readonly PatTokenError[]

/** The value as spelled here, whatever its capitals; null for one that we do not know. */
export function readPatTokenError(raw: string): PatTokenError | null {
  return patTokenErrors.find((known) => known.toLowerCase() === raw.toLowerCase()) ?? null
}
