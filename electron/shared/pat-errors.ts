/**
 * The 37 values of `patTokenError` (tokens.json 7.2; azure-devops.md 1.7), as the service spells them. Their words
 * are in `renderer/ui/pat-error-words.ts`, which does not compile when one is missing.
 */
export const patTokenErrors = [
  'none',
  // the request
  'displayNameRequired',
  'invalidDisplayName',
  'invalidValidTo',
  'invalidScope',
  'invalidTargetAccounts',
  'invalidAuthorizationId',
  // the person
  'userIdRequired',
  'invalidUserId',
  'invalidUserType',
  'accessDenied',
  // the sign-in and the app behind it
  'invalidClient',
  'invalidClientType',
  'invalidClientId',
  'invalidAudience',
  'invalidSubject',
  'invalidTokenType',
  // the token that was meant
  'authorizationNotFound',
  'hostAuthorizationNotFound',
  'tokenNotFound',
  // the service
  'failedToIssueAccessToken',
  'failedToUpdateAccessToken',
  'invalidToken',
  'duplicateHash',
  'deploymentHostNotSupported',
  'sourceNotSupported',
  'invalidSourceIP',
  'invalidSource',
  // policies
  'sshPolicyDisabled',
  'globalPatPolicyViolation',
  'fullScopePatPolicyViolation',
  'patLifespanPolicyViolation',
  'failedToReadTenantPolicy',
  'disablePatCreationPolicyViolation',
  'failedToReadOrgPolicy',
  'globalPATCreationBlocked',
  'expiredPatCannotBeExtended'
] as const

export type PatTokenError = (typeof patTokenErrors)[number]

/** The value as spelled here, whatever its capitals; null for one that we do not know. */
export function readPatTokenError(raw: string): PatTokenError | null {
  return patTokenErrors.find((known) => known.toLowerCase() === raw.toLowerCase()) ?? null
}
