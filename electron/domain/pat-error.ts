import type { ErrorCode } from '../shared/error-codes.js'
import { readPatTokenError } from '../shared/pat-errors.js'
import type { PatTokenError } from '../shared/pat-errors.js'
import { AppFailure } from './app-failure.js'

/**
 * What a person can do about each value of `patTokenError`. The service's own description of every value is empty,
 * so the grouping is ours (azure-devops.md 1.7).
 */
const codes: Readonly<Record<PatTokenError, ErrorCode>> = {
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
