import type { AccessToken, EntraTokens } from './entra-tokens.js'
import { credentialOf } from './exchange.js'
import type { Exchange } from './exchange.js'
import type { Organization, Person } from './organizations.js'
import { isCollection, sameName } from './organizations.js'
import type { TokenRules } from './token-rules.js'
import type { StoredToken, TokenStore } from './token-store.js'

/** Since then no global token works any more, whatever its end says (azure-devops.md 5.2). */
const globalTokensEnd = Date.UTC(2026, 11, 1)

/** Who asks, as far as the request's credential tells. */
export type Caller =
  | { readonly kind: 'nobody' }
  /** A password or bearer that was never given out, or a bearer that is over. */
  | { readonly kind: 'unknown'; readonly scheme: 'basic' | 'bearer' }
  /** A token that ended, was revoked, or belongs to another organization. */
  | { readonly kind: 'dead-token' }
  | { readonly kind: 'token'; readonly token: StoredToken; readonly person: Person }
  | ({ readonly kind: 'person' } & AccessToken)

export type Identify = (exchange: Exchange, organization: Organization | null) => Caller

/** All that the parts of the practice service are made of. */
export interface World {
  readonly organizations: readonly Organization[]
  readonly people: readonly Person[]
  readonly store: TokenStore
  readonly rules: TokenRules
  readonly entraTokens: EntraTokens
  readonly identify: Identify
  /** Git's repositories are made in here. */
  readonly repositories: string
  /** JSON successes of the token API are sent behind a byte-order mark too. */
  readonly byteOrderMark: boolean
  readonly now: () => number
}

export function createIdentify({ people, store, entraTokens, now }: Omit<World, 'identify'>): Identify {
  return ({ request }, organization) => {
    const credential = credentialOf(request)
    if (credential.scheme === 'none') return { kind: 'nobody' }
    if (credential.scheme === 'bearer') {
      // A Server knows nothing of Entra.
      const found =
        organization && isCollection(organization) ? undefined : entraTokens.accessToken(credential.token)
      return found ? { kind: 'person', ...found } : { kind: 'unknown', scheme: 'bearer' }
    }
    const token = store.byValue(credential.password)
    const person = people.find((one) => one.oid === token?.owner)
    if (!token || !person) return { kind: 'unknown', scheme: 'basic' }
    const here = token.allOrgs
      ? now() < globalTokensEnd
      : organization !== null && sameName(token.organization, organization.name)
    return here && store.stateOf(token) === 'active'
      ? { kind: 'token', token, person }
      : { kind: 'dead-token' }
  }
}
