import type { SimulatorClock } from './clock.js'
import type { Organization, Person } from './organizations.js'
import type { StoredToken, TokenStore } from './token-store.js'

/** What these rules refuse with, of the service's open list `patTokenError` (azure-devops.md 1.7). */
export const ownErrors = [
  'displayNameRequired',
  'invalidScope',
  'invalidValidTo',
  'authorizationNotFound',
  'expiredPatCannotBeExtended',
  'globalPATCreationBlocked',
  'fullScopePatPolicyViolation',
  'disablePatCreationPolicyViolation'
] as const

export type Ruling =
  | { readonly kind: 'granted'; readonly token: StoredToken; readonly value: string | null }
  | { readonly kind: 'refused'; readonly error: string; readonly message: string | null }

export interface TokenRequest {
  readonly displayName?: string | undefined
  readonly scope?: string | undefined
  readonly validTo?: string | undefined
  readonly allOrgs?: boolean | undefined
}

export type TokenRules = ReturnType<typeof createTokenRules>

const day = 24 * 60 * 60 * 1000
/** Since then no global token is made or changed to one (azure-devops.md 5.2). */
const globalTokensBlocked = Date.UTC(2026, 2, 15)

const refused = (error: (typeof ownErrors)[number]): Ruling => ({ kind: 'refused', error, message: null })

/** What policy says to a token with this scope, or null. */
function policyRefusal({ policies = {} }: Organization, scope: string): Ruling | null {
  const ids = scope.split(' ')
  const onlyPackages = ids.every((id) => /^vso\.packaging(_|$)/.test(id))
  if (policies.creation === 'off' || (policies.creation === 'packaging-only' && !onlyPackages)) {
    return refused('disablePatCreationPolicyViolation')
  }
  return policies.noFullScope && ids.includes('app_token') ? refused('fullScopePatPolicyViolation') : null
}

/** What stands against a token like this, new or changed; null: nothing. */
function refusalOf(organization: Organization, request: TokenRequest, now: number): Ruling | null {
  const { displayName = '', scope = '', validTo = '', allOrgs = false } = request
  const end = Date.parse(validTo)
  if (displayName.trim() === '') return refused('displayNameRequired')
  if (!/^[a-z_.]+( [a-z_.]+)*$/i.test(scope)) return refused('invalidScope')
  if (Number.isNaN(end) || end <= now) return refused('invalidValidTo')
  if (allOrgs && now >= globalTokensBlocked) return refused('globalPATCreationBlocked')
  return policyRefusal(organization, scope)
}

/** What the service decides about tokens, the same for its API and for its page. */
export function createTokenRules(store: TokenStore, clock: SimulatorClock) {
  const changedLives = new Map<string, number | null>()
  let nextRefusal: Ruling | null = null

  /** In days, by policy. */
  function maximumLife({ name, policies = {} }: Organization): number | null {
    const changed = changedLives.get(name.toLowerCase())
    return changed === undefined ? (policies.maximumLife ?? null) : changed
  }

  /** A year is the most there is (azure-devops.md 5.1); policy may say less. Later ends are cut in silence. */
  function latestEnd(organization: Organization, from: number): number {
    const date = new Date(from)
    const inAYear = date.setUTCFullYear(date.getUTCFullYear() + 1)
    const days = maximumLife(organization)
    return days === null ? inAYear : Math.min(inAYear, from + days * day)
  }

  /** What the service keeps of a request that nothing stands against. */
  const kept = (organization: Organization, request: TokenRequest, from: number) => ({
    displayName: request.displayName ?? '',
    scope: request.scope ?? '',
    allOrgs: request.allOrgs ?? false,
    validTo: Math.min(Date.parse(request.validTo ?? ''), latestEnd(organization, from))
  })

  return {
    create: (organization: Organization, owner: Person, request: TokenRequest): Ruling => {
      const now = clock.now()
      const refusal = nextRefusal ?? refusalOf(organization, request, now)
      nextRefusal = null
      if (refusal) return refusal
      const draft = { ...kept(organization, request, now), owner: owner.oid }
      return { kind: 'granted', ...store.issue(organization, draft) }
    },
    update: (organization: Organization, token: StoredToken, request: TokenRequest): Ruling => {
      const state = store.stateOf(token)
      if (state === 'revoked') return refused('authorizationNotFound')
      if (state === 'expired') return refused('expiredPatCannotBeExtended')
      const { displayName, scope } = token
      const given = Object.fromEntries(Object.entries(request).filter(([, value]) => value !== undefined))
      const whole = { displayName, scope, validTo: new Date(token.validTo).toISOString(), ...given }
      const refusal = refusalOf(organization, whole, clock.now())
      if (refusal) return refusal
      const allOrgs = request.allOrgs ?? token.allOrgs
      const change = { ...kept(organization, whole, token.validFrom), allOrgs }
      const changed = store.change(token.authorizationId, change)
      return changed ? { kind: 'granted', token: changed, value: null } : refused('authorizationNotFound')
    },
    /** With any value, also one that is not on the list. */
    refuseNextCreate: (error: string, message?: string) => {
      nextRefusal = { kind: 'refused', error, message: message ?? null }
    },
    /** "Enforce maximum PAT lifespan", in place of what the organization began with; null: not enforced. */
    setMaximumLife: (name: string, days: number | null) => void changedLives.set(name.toLowerCase(), days),
    maximumLife
  }
}
