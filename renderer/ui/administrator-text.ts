import type { AppError } from '../../electron/shared/error-codes.js'
import { readPatTokenError, type PatTokenError } from '../../electron/shared/pat-errors.js'
import { factText, filled, type Facts } from './error-sentence.js'

interface Request {
  /** What does not work, as the end of "… because ". */
  readonly because: string
  /** What stands in the way, as the administrator's page calls it. */
  readonly what: string
  readonly where: string
  /** The last part of its page among Microsoft's on organizations, where there is one. */
  readonly about: string | null
  readonly change: string
}

const tenantPolicies =
  'Organization settings > Microsoft Entra (needs the role Azure DevOps Administrator in Microsoft Entra)'
const organizationPolicies = 'Organization settings > Policies (needs a project collection administrator)'
const pages = 'https://learn.microsoft.com/azure/devops/organizations/accounts'
const tokenPolicies = 'manage-pats-with-policies-for-administrators'

const creationRestricted: Request = {
  because: 'only people on an allow list may make them',
  what: 'the policy “Restrict personal access token (PAT) creation”',
  where: organizationPolicies,
  about: tokenPolicies,
  change:
    'Please put me, or a group that I am in, on the allow list of this policy. If I need packages only, its option for tokens with packaging scopes is enough.'
}

/** What an administrator can change about a refused token (azure-devops.md 5.1 and 4.8). */
const requests: Readonly<Partial<Record<PatTokenError, Request>>> = {
  fullScopePatPolicyViolation: {
    because: 'tokens with full access are not allowed',
    what: 'the policy “Restrict full-scoped personal access token creation”',
    where: tenantPolicies,
    about: tokenPolicies,
    change:
      'Please tell me which scopes I should use. If it has to be full access, put me on the allow list of this policy.'
  },
  patLifespanPolicyViolation: {
    because: 'the life that I need is longer than allowed',
    what: 'the policy “Enforce maximum personal access token lifespan”',
    where: tenantPolicies,
    about: tokenPolicies,
    change:
      'Please tell me the maximum. If I need longer, raise it or put me on the allow list of this policy.'
  },
  disablePatCreationPolicyViolation: creationRestricted,
  // One client saw this value for the policy (azure-devops.md 5.1).
  accessDenied: {
    ...creationRestricted,
    because: 'my account may not make them',
    what: 'perhaps the policy “Restrict personal access token (PAT) creation”, or my account lacks access',
    change: `${creationRestricted.change} Otherwise please check my access level under Organization settings > Users.`
  },
  invalidUserId: {
    because: 'my account is not known there',
    what: 'the list of users',
    where: 'Organization settings > Users',
    about: null,
    change: 'Please add my account.'
  },
  invalidSourceIP: {
    because: 'requests from my network are not allowed',
    what: 'the policy “IP Conditional Access policy validation on non-interactive flows”, with the addresses that Conditional Access allows',
    where: `${organizationPolicies}, and Microsoft Entra admin center > Conditional Access`,
    about: 'manage-conditional-access',
    change: 'Please tell me from which network I should work, or allow mine.'
  },
  sshPolicyDisabled: {
    because: 'SSH is switched off',
    what: 'the policy “SSH authentication”',
    where: organizationPolicies,
    about: 'change-application-access-policies',
    change: 'Please switch it on, or tell me to use https.'
  }
}

/** A ready text for whoever can help with this failure; null where an administrator is not needed. */
export function administratorText({ code, facts }: AppError): string | null {
  if (code === 'consent-needed') return consentRequestText(facts)
  // It takes another sign-in only.
  if (factText(facts, 'owner') !== null) return null
  if (code === 'conditional-access') return conditionalAccessText(facts)
  const known = readPatTokenError(factText(facts, 'patTokenError') ?? '')
  const request = requests[known ?? (code === 'access-denied' ? 'accessDenied' : 'none')]
  if (request !== undefined) return requestText(facts, request)
  if (code !== 'policy-forbids' || known !== null) return null
  return requestText(facts, {
    because: 'a policy forbids it',
    what: 'one of the policies on personal access tokens',
    where: `${tenantPolicies}, or ${organizationPolicies}`,
    about: tokenPolicies,
    change: 'Please tell me which tokens I may make, or put me on the allow list of the policy.'
  })
}

const requestText = (facts: Facts, { because, what, where, about, change }: Request): string =>
  letter(
    facts,
    `I cannot make a personal access token in {organization} of Azure DevOps, because ${because}.[ {answered}]`,
    `What stands in the way: ${what}\nWhere it is: ${where}${about === null ? '' : `\nAbout it: ${pages}/${about}`}`,
    change
  )

/** azure-devops.md 4.2: exactly these permissions. Facts: `organization`, `clientId`, `tenant`, `entraCode`. */
const consentRequestText = (facts: Facts): string =>
  letter(
    facts,
    'To make personal access tokens for {organization} of Azure DevOps I use Token Tray, a desktop app. It signs me in to Microsoft Entra, which asks for an administrator’s consent first.[ Microsoft Entra answered: {entraCode}.]',
    [
      'Application (client) id: {clientId:the one of our app registration}',
      'Permissions: Azure DevOps, delegated: vso.pats, vso.pats_manage, vso.profile',
      'What they allow: to list, make and revoke my own tokens, and to see my profile and my organizations',
      'Where it is: Microsoft Entra admin center > Enterprise applications > the app > Permissions > Grant admin consent[\nOr open: https://login.microsoftonline.com/{tenant:organizations}/adminconsent?client_id={clientId}]'
    ].join('\n'),
    'Please grant this consent, for everybody or for me.'
  )

const conditionalAccessText = (facts: Facts): string =>
  letter(
    facts,
    'A Conditional Access policy keeps me out of {organization} of Azure DevOps.[ Microsoft Entra answered: {entraCode}.][ {answered}]',
    [
      'What stands in the way: a Conditional Access policy on the resource Azure DevOps (499b84ac-1321-427f-aa17-267ca6975798)',
      'Where it is: Microsoft Entra admin center > Conditional Access > Policies; which one it was stands in the sign-in logs, under Conditional Access'
    ].join('\n'),
    'Please tell me which device, network or sign-in it wants, or change the policy if it should not apply to me.'
  )

const letter = (facts: Facts, ...paragraphs: readonly string[]): string =>
  filled(['Hello,', ...paragraphs, 'Thank you.'].join('\n\n'), facts)
