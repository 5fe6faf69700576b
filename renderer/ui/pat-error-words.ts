import type { PatTokenError } from '../../electron/shared/pat-errors.js'
import type { Words } from './error-sentence.js'

const appRefused =
  'The app behind your sign-in was not accepted | Azure DevOps does not take this app registration. Check the client id in Settings, or make the token another way. | settings, by-hand, switch-way'
const gone =
  'This token is not there any more | Azure DevOps does not know it: it was removed, or belongs to somebody else. Look under Tokens for what is left.'
const strangeSource =
  'Azure DevOps does not take the request from here | It does not make tokens in the way this app asked. Make the token another way. | by-hand, switch-way'
const itsTrouble = 'The trouble is on the side of Azure DevOps. Try again in a few minutes. | retry'

/** Words for every value of `patTokenError` (azure-devops.md 1.7, 5.1): what happened, why, and what to do. */
export const patErrorWords: Readonly<Record<PatTokenError, Words>> = {
  none: 'Azure DevOps sent no token | It reported no error, and no token either. Look under Tokens before you try again. | retry',

  displayNameRequired: 'The token needs a name | Go back and give it one.',
  invalidDisplayName: 'The name was not accepted | Go back and choose a shorter, plainer one.',
  invalidValidTo:
    'The end was not accepted | Go back and choose an earlier one, a year from now at most. Check the clock of this computer too.',
  invalidScope:
    'The scopes were not accepted | Azure DevOps does not know one of them, or does not take them together. Go back and choose others.',
  invalidTargetAccounts:
    'A token for {organization} was not accepted | Check the name of the organization, and that your account belongs to it. | sign-in',
  invalidAuthorizationId: gone,

  userIdRequired:
    'Azure DevOps could not tell who you are | Your sign-in did not name you. Sign in again. | sign-in, switch-way',
  invalidUserId:
    '{Organization} does not know your account | Sign in with the account that you use there, or ask an administrator to add this one. | sign-in, switch-way',
  invalidUserType:
    'This kind of account may not have tokens | Tokens are for people, not for services. Sign in as yourself. | sign-in, switch-way',
  accessDenied:
    '{Organization} refused it | Your account may not make tokens there, or a policy lets only chosen people do it. Sign in with another account, or ask an administrator. | sign-in, switch-way',

  invalidClient: appRefused,
  invalidClientType: appRefused,
  invalidClientId: appRefused,
  invalidAudience:
    'Your sign-in was meant for another service | Azure DevOps did not accept it. Sign in again, or make the token another way. | sign-in, switch-way',
  invalidSubject:
    'The account of your sign-in was not accepted | Sign in again, with another account if you have one there. | sign-in, switch-way',
  invalidTokenType:
    'This kind of sign-in was not accepted | Sign in again, or make the token another way. | sign-in, switch-way',

  authorizationNotFound: gone,
  hostAuthorizationNotFound: gone,
  tokenNotFound: gone,

  failedToIssueAccessToken: `Azure DevOps could not make the token | ${itsTrouble}`,
  failedToUpdateAccessToken: `Azure DevOps could not change the token | ${itsTrouble}`,
  invalidToken:
    'Azure DevOps called the token invalid | Something in the request does not fit together. Change the name, the scopes or the end, and try again.',
  duplicateHash: `Azure DevOps could not make the token unique | ${itsTrouble}`,
  deploymentHostNotSupported:
    'Tokens cannot be made at this address | It belongs to the service as a whole and not to an organization. Check the organization.',
  sourceNotSupported: strangeSource,
  invalidSourceIP:
    '{Organization} takes no requests from this network | It allows only certain addresses. Connect to your company’s network or VPN, then try again. | retry',
  invalidSource: strangeSource,

  sshPolicyDisabled:
    '{Organization} has switched SSH off | A policy forbids it. Use an https address with a token, or ask an administrator.',
  globalPatPolicyViolation:
    '{Organization} does not allow tokens for all organizations | Make one for each organization that you use.',
  fullScopePatPolicyViolation:
    '{Organization} does not allow full-access tokens | Go back and choose scopes, or ask an administrator.',
  patLifespanPolicyViolation:
    '{Organization} does not allow so long a life | Go back and choose an earlier end, or ask an administrator.',
  failedToReadTenantPolicy: `The policies of your company could not be read | ${itsTrouble}`,
  disablePatCreationPolicyViolation:
    '{Organization} does not let you create tokens | Only people on an allow list may. Ask an administrator, or try a token for packages only.',
  failedToReadOrgPolicy: `The policies of {organization} could not be read | ${itsTrouble}`,
  globalPATCreationBlocked:
    'Tokens for all organizations are over | Azure DevOps has made none since 15 March 2026. Make one for each organization that you use.',
  expiredPatCannotBeExtended:
    'A token that is over cannot be extended | Make another like it; the new one has a value of its own.'
}
