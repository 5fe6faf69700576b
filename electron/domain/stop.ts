import type { AppError, ErrorCode } from '../shared/error-codes.js'
import type { StopCause, StopExplanation } from '../shared/outcome-view.js'
import type { PatList, ServicePat } from './service-pat.js'
import type { TokenRecord } from './token.js'

/** When every token for all organizations stops (azure-devops.md 5.2); epoch milliseconds. */
export const allOrganizationsEnd = Date.parse('2026-12-01T00:00:00.000Z')

/** What was found out about a token. Times in epoch milliseconds, UTC. */
export interface StopFacts {
  readonly now: number
  readonly validTo: number | null
  readonly allOrganizations: boolean
  /** A revoke went through, by us or as the service listed it. */
  readonly revoked: boolean
  readonly onServer: boolean
  /** What the service said to the token itself; `not-asked` where nobody here has its value. */
  readonly check: 'accepted' | 'not-asked' | AppError
  /** Where the service lists it; `nowhere` on none of its lists, null where the lists could not be asked. */
  readonly listed: PatList | 'nowhere' | null
  /** What kept us from the lists. */
  readonly listError: AppError | null
  /** Git was handed this token and has not got it any more. */
  readonly gitLost: boolean
}

/** The failures that say something of the way to the service, and nothing of the token. */
const onTheWay: readonly ErrorCode[] = [
  'offline',
  'proxy-login-needed',
  'certificate-refused',
  'timed-out',
  'rate-limited',
  'service-unavailable'
]

const told = (
  cause: StopCause,
  sure: StopExplanation['sure'],
  error: AppError | null = null
): StopExplanation => ({ cause, sure, possible: [], error })

/**
 * Why a token does not work, as far as it can be known: the service answers an expired, a revoked and a too
 * narrow token alike (azure-devops.md 4.6), so its lists, our clock and what is left decide.
 */
export function explainStop(facts: StopFacts): StopExplanation {
  const { check, listed } = facts
  if (facts.revoked || listed === 'revoked') return told('revoked', 'service')
  if (check === 'accepted') {
    if (facts.gitLost) return told('git-erased', 'this-computer')
    return { ...told('works', 'service'), possible: ['lacks-scope'] }
  }
  if (listed === 'expired') return told('expired', 'service')
  if (facts.allOrganizations && facts.now >= allOrganizationsEnd) {
    return told('all-organizations-ended', 'this-computer')
  }
  if (facts.validTo !== null && facts.validTo <= facts.now) return told('expired', 'this-computer')
  return check === 'not-asked' ? told('not-kept', 'this-computer') : afterRefusal(facts, check)
}

function afterRefusal(facts: StopFacts, refusal: AppError): StopExplanation {
  if (onTheWay.includes(refusal.code)) return told('network', 'this-computer', refusal)
  if (refusal.code === 'conditional-access') return told('policy', 'service', refusal)
  if (refusal.code !== 'token-not-accepted') return told('cannot-tell', 'likely', refusal)
  if (facts.listed === 'active') {
    return { ...told('inactive', 'likely'), possible: ['inactive', 'policy', 'lacks-scope'] }
  }
  const unknownEnd: readonly StopCause[] = facts.validTo === null ? ['expired'] : []
  // Signing in once in 90 days is asked for by Entra (azure-devops.md 4.8), which a Server does not know.
  const inactive: readonly StopCause[] = facts.onServer ? [] : ['inactive']
  const possible: readonly StopCause[] = [...unknownEnd, 'revoked', ...inactive, 'policy', 'lacks-scope']
  return { cause: 'cannot-tell', sure: 'likely', possible, error: facts.listError }
}

/**
 * Where the service lists a token. One that was made by hand is known to us by its name alone, so for it only a
 * name that stands there once counts. Null where that cannot be told.
 */
export function listedAs(
  token: Pick<TokenRecord, 'id' | 'name' | 'origin'>,
  lists: Readonly<Record<PatList, readonly Pick<ServicePat, 'authorizationId' | 'name'>[]>>
): StopFacts['listed'] {
  const byHand = token.origin === 'assisted'
  const found = (['active', 'expired', 'revoked'] as const).flatMap((list) =>
    lists[list]
      .filter(({ authorizationId, name }) => (byHand ? name === token.name : authorizationId === token.id))
      .map(() => list)
  )
  if (byHand) return found.length === 1 ? (found[0] ?? null) : null
  return found[0] ?? 'nowhere'
}
