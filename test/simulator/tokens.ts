import { randomInt, randomUUID } from 'node:crypto'
import { z } from 'zod'
import { isCollection, sameName, type Organization, type Person } from './organizations.js'

/** A personal access token as the service keeps it. Times in milliseconds, UTC. */
export interface StoredToken {
  readonly authorizationId: string
  readonly displayName: string
  /** As it was sent: ids with single spaces. */
  readonly scope: string
  /** Where it was made. */
  readonly organization: string
  /** A global token; none is made any more since 2026-03-15. */
  readonly allOrgs: boolean
  /** The `oid` of the person it acts for. */
  readonly owner: string
  readonly validFrom: number
  readonly validTo: number
  readonly revoked: boolean
}

/** What somebody asks for. The end is a date in text. */
export const tokenRequest = z
  .object({ authorizationId: z.string(), displayName: z.string(), scope: z.string(), validTo: z.string() })
  .extend({ allOrgs: z.boolean() })
  .partial()
type TokenRequest = z.output<typeof tokenRequest>

export interface Refusal {
  /** Of the service's open list `patTokenError` (azure-devops.md 1.7). */
  readonly error: string
  readonly message: string | null
}

/** The value is given out where the token is made, and never again. */
export type Ruling = { readonly token: StoredToken; readonly value: string | null } | Refusal

/** What these rules refuse with. */
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

export type Tokens = ReturnType<typeof createTokens>

const day = 24 * 60 * 60 * 1000
/** Since then no global token is made or changed to one (azure-devops.md 5.2). */
const globalTokensBlocked = Date.UTC(2026, 2, 15)

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const some = (count: number, signs = letters) =>
  Array.from({ length: count }, () => signs[randomInt(signs.length)]).join('')

/** 84 characters that begin with the marker, with the fixed `AZDO` at offset 76; of a Server 52 in the old form (azure-devops.md 5.4). */
const newValue = (organization: Organization, marker: string) =>
  isCollection(organization)
    ? some(52, 'abcdefghijklmnopqrstuvwxyz234567')
    : `${marker}${some(76 - marker.length)}AZDO${some(4)}`

const refusal = (error: (typeof ownErrors)[number]): Refusal => ({ error, message: null })

/** What stands against a token like this, new or changed; null: nothing. */
function refusalOf({ policies }: Organization, request: TokenRequest, now: number): Refusal | null {
  const { displayName = '', scope = '', validTo = '', allOrgs = false } = request
  const end = Date.parse(validTo)
  const onlyPackages = scope.split(' ').every((id) => /^vso\.packaging(_|$)/.test(id))
  if (displayName.trim() === '') return refusal('displayNameRequired')
  if (!/^[a-z_.]+( [a-z_.]+)*$/i.test(scope)) return refusal('invalidScope')
  if (Number.isNaN(end) || end <= now) return refusal('invalidValidTo')
  if (allOrgs && now >= globalTokensBlocked) return refusal('globalPATCreationBlocked')
  if (policies.creation === 'off' || (policies.creation === 'packaging-only' && !onlyPackages))
    return refusal('disablePatCreationPolicyViolation')
  return policies.noFullScope && scope.split(' ').includes('app_token')
    ? refusal('fullScopePatPolicyViolation')
    : null
}

/** All tokens, and what the service decides about them: the same for its API and for its page. */
export function createTokens(now: () => number, marker = '') {
  const stored = new Map<string, StoredToken>()
  const ids = new Map<string, string>()
  const changedLives = new Map<string, number | null>()
  let nextRefusal: Refusal | null = null

  /** In days, by policy. */
  function maximumLife({ name, policies }: Organization): number | null {
    const changed = changedLives.get(name.toLowerCase())
    return changed === undefined ? (policies.maximumLife ?? null) : changed
  }

  /** A year is the most there is (azure-devops.md 5.1); policy may say less. Later ends are cut in silence. */
  function endOf(organization: Organization, validTo = '', from: number): number {
    const date = new Date(from)
    const inAYear = date.setUTCFullYear(date.getUTCFullYear() + 1)
    const days = maximumLife(organization)
    return Math.min(Date.parse(validTo), inAYear, days === null ? Infinity : from + days * day)
  }

  const stateOf = ({ revoked, validTo }: StoredToken) =>
    revoked ? 'revoked' : validTo <= now() ? 'expired' : 'active'

  function change(id: string, changes: Partial<StoredToken>): StoredToken | undefined {
    const before = stored.get(id)
    if (before) stored.set(id, { ...before, ...changes })
    return stored.get(id)
  }

  /** Makes a token, whatever the rules say. The only place where the value is given out. */
  function issue(
    { name: organization, ...rest }: Organization,
    draft: Pick<StoredToken, 'displayName' | 'scope' | 'allOrgs' | 'owner' | 'validTo'>
  ) {
    const token = { ...draft, organization, authorizationId: randomUUID(), validFrom: now(), revoked: false }
    const value = newValue({ name: organization, ...rest }, marker)
    stored.set(token.authorizationId, token)
    ids.set(value, token.authorizationId)
    return { token, value }
  }

  return {
    stateOf,
    change,
    issue,
    maximumLife,
    byValue: (value: string) => stored.get(ids.get(value) ?? ''),
    /** Those made in an organization; of one person, where one is named. */
    of: (organization: string, owner?: Person) =>
      [...stored.values()].filter(
        (one) => sameName(one.organization, organization) && (!owner || one.owner === owner.oid)
      ),
    create: (organization: Organization, owner: Person, request: TokenRequest): Ruling => {
      const refused = nextRefusal ?? refusalOf(organization, request, now())
      nextRefusal = null
      const { displayName = '', scope = '', allOrgs = false, validTo } = request
      const end = endOf(organization, validTo, now())
      return refused ?? issue(organization, { displayName, scope, allOrgs, owner: owner.oid, validTo: end })
    },
    update: (organization: Organization, token: StoredToken, request: TokenRequest): Ruling => {
      const state = stateOf(token)
      if (state === 'revoked') return refusal('authorizationNotFound')
      if (state === 'expired') return refusal('expiredPatCannotBeExtended')
      const whole = {
        displayName: request.displayName ?? token.displayName,
        scope: request.scope ?? token.scope,
        allOrgs: request.allOrgs ?? token.allOrgs,
        validTo: request.validTo ?? new Date(token.validTo).toISOString()
      }
      const refused = refusalOf(organization, whole, now())
      if (refused) return refused
      const validTo = endOf(organization, whole.validTo, token.validFrom)
      const changed = change(token.authorizationId, { ...whole, validTo })
      return changed ? { token: changed, value: null } : refusal('authorizationNotFound')
    },
    /** With any value, also one that is not on the list. */
    refuseNextCreate: (error: string, message: string | null = null) => {
      nextRefusal = { error, message }
    },
    /** "Enforce maximum PAT lifespan", in place of what the organization began with; null: not enforced. */
    setMaximumLife: (name: string, days: number | null) => void changedLives.set(name.toLowerCase(), days)
  }
}
