import { randomInt, randomUUID } from 'node:crypto'
import type { SimulatorClock } from './clock.js'
import { isCollection } from './organizations.js'
import type { Organization } from './organizations.js'

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

export type TokenDraft = Pick<StoredToken, 'displayName' | 'scope' | 'allOrgs' | 'owner' | 'validTo'>

export type TokenStore = ReturnType<typeof createTokenStore>

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789'
const base32 = 'abcdefghijklmnopqrstuvwxyz234567'
const some = (count: number, signs = letters) =>
  Array.from({ length: count }, () => signs[randomInt(signs.length)]).join('')

/** 84 characters that begin with the marker, with the fixed `AZDO` at offset 76; of a Server 52 in the old form (azure-devops.md 5.4). */
export const newTokenValue = (organization: Organization, marker = '') =>
  isCollection(organization) ? some(52, base32) : `${marker}${some(76 - marker.length)}AZDO${some(4)}`

export function createTokenStore(clock: SimulatorClock, marker?: string) {
  const tokens = new Map<string, StoredToken>()
  const ids = new Map<string, string>()
  const formerScopes = new Map<string, { readonly scope: string; readonly until: number }>()
  let scopeDelay = 0
  const byId = (authorizationId: string) => tokens.get(authorizationId.toLowerCase())

  return {
    /** The only place where the value is given out. */
    issue: (organization: Organization, draft: TokenDraft) => {
      const token: StoredToken = {
        authorizationId: randomUUID(),
        displayName: draft.displayName,
        scope: draft.scope,
        organization: organization.name,
        allOrgs: draft.allOrgs,
        owner: draft.owner,
        validFrom: clock.now(),
        validTo: draft.validTo,
        revoked: false
      }
      const value = newTokenValue(organization, marker)
      tokens.set(token.authorizationId, token)
      ids.set(value, token.authorizationId)
      return { token, value }
    },
    change: (authorizationId: string, change: Partial<StoredToken>) => {
      const before = byId(authorizationId)
      if (!before) return undefined
      const after = { ...before, ...change }
      if (after.scope !== before.scope) {
        formerScopes.set(before.authorizationId, { scope: before.scope, until: clock.now() + scopeDelay })
      }
      tokens.set(before.authorizationId, after)
      return after
    },
    byId,
    /** With the scopes that hold by now. */
    byValue: (value: string) => {
      const token = tokens.get(ids.get(value) ?? '')
      const former = formerScopes.get(token?.authorizationId ?? '')
      return token && former && clock.now() < former.until ? { ...token, scope: former.scope } : token
    },
    all: () => [...tokens.values()],
    stateOf: (token: StoredToken) =>
      token.revoked ? 'revoked' : token.validTo <= clock.now() ? 'expired' : 'active',
    /** How long a token goes on with its former scopes after they were changed; 0 at the start. Milliseconds. */
    setScopeDelay: (milliseconds: number) => {
      scopeDelay = milliseconds
    }
  }
}
