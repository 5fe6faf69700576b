import type { AccessToken, EntraTokens } from './entra-tokens.js'
import { credentialOf, type Answer, type Exchange } from './exchange.js'
import { isCollection, practicePeople, sameName, type Organization, type Person } from './organizations.js'
import { bearerRefused, signInNeeded, tokenRefused } from './refusals.js'
import type { StoredToken, Tokens } from './tokens.js'

/** Since then no global token works any more, whatever its end says (azure-devops.md 5.2). */
const globalTokensEnd = Date.UTC(2026, 11, 1)

/** Who asks, as far as the request's credential tells. */
export type Caller =
  /** No credential, or a bearer that is over or was never given out. */
  | { readonly kind: 'nobody' }
  /** A password that is no token of this organization, or none any more. */
  | { readonly kind: 'password' }
  | { readonly kind: 'token'; readonly token: StoredToken; readonly person: Person }
  | ({ readonly kind: 'person' } & AccessToken)

/** A request to an organization. */
export interface Asked extends Exchange {
  readonly organization: Organization
  readonly caller: Caller
}

/** Answers at one kind of path; the parts are what its pattern found, '' where it found none. */
export type Site = (asked: Asked, ...parts: readonly string[]) => Answer | Promise<Answer>

export type Identify = (exchange: Exchange, organization: Organization | null) => Caller

/** What the parts of the service share. */
export interface World {
  readonly organizations: readonly Organization[]
  readonly tokens: Tokens
  readonly entraTokens: EntraTokens
  /** Repositories are made in here. */
  readonly directory: string
  readonly now: () => number
}

/** Tells callers by the tokens and sign-ins that were given out. */
export function createIdentify({ tokens, entraTokens, now }: World): Identify {
  return ({ request }, organization) => {
    const { scheme, secret } = credentialOf(request)
    if (scheme === 'none') return { kind: 'nobody' }
    if (scheme === 'bearer') {
      // A Server knows nothing of Entra.
      const found = organization && isCollection(organization) ? undefined : entraTokens.accessToken(secret)
      return found ? { kind: 'person', ...found } : { kind: 'nobody' }
    }
    const token = tokens.byValue(secret)
    const person = practicePeople.find((one) => one.oid === token?.owner)
    if (!token || !person || tokens.stateOf(token) !== 'active') return { kind: 'password' }
    const here = token.allOrgs
      ? now() < globalTokensEnd
      : organization !== null && sameName(token.organization, organization.name)
    return here ? { kind: 'token', token, person } : { kind: 'password' }
  }
}

/** How almost everything refuses a caller (azure-devops.md 4.6). */
export function refused(exchange: Exchange, { kind }: Caller): Answer {
  if (kind === 'nobody') return signInNeeded(exchange)
  return kind === 'person' ? bearerRefused() : tokenRefused(exchange)
}

/*
 * What the simulator itself knows of scopes: only what it enforces. Kept apart from the app's catalogue on
 * purpose, so that a fault in one of them shows. Source: azure-devops.md 2, "Includes".
 */
const codeWriters = ['vso.code_write', 'vso.code_manage', 'vso.code_full', 'app_token']
const enoughFor: Readonly<Record<'vso.code' | 'vso.code_write' | 'vso.packaging', readonly string[]>> = {
  'vso.code': ['vso.code', ...codeWriters],
  'vso.code_write': codeWriters,
  'vso.packaging': ['vso.packaging', 'vso.packaging_write', 'vso.packaging_manage', 'app_token']
}

/** Whether the caller has a token that may do what this scope is for. */
export const mayDo = (
  caller: Caller,
  needed: keyof typeof enoughFor
): caller is Extract<Caller, { kind: 'token' }> =>
  caller.kind === 'token' && caller.token.scope.split(' ').some((id) => enoughFor[needed].includes(id))
