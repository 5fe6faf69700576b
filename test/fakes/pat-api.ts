import { AppFailure } from '../../electron/domain/app-failure.js'
import { patFailure } from '../../electron/domain/pat-error.js'
import { Secret } from '../../electron/domain/secret.js'
import type { PatApi, ServicePat } from '../../electron/services/ports/azure-devops.js'

/** The service in memory. Which organization a token belongs to is not told apart. */
export interface FakePatApi extends PatApi {
  /** The only bearer that is taken. */
  readonly bearer: Secret
  readonly tokens: Map<string, ServicePat & { readonly state: 'active' | 'revoked' | 'expired' }>
  /** The next create is refused with this `patTokenError`. */
  refuseCreate(error: string): void
  /** Ends are cut to this from now on, as a policy does it: without a word. */
  cutTo(validTo: number): void
  /** Every call fails with this until it is null again. */
  failWith(failure: Error | null): void
  /** The next creates end so, one each; an end that is `made` leaves its token without an answer. */
  endCreates(...ends: readonly CreateEnd[]): void
  /** How many creates came. */
  creates(): number
}

export interface CreateEnd {
  readonly made: boolean
  /** `never`: no answer comes until the request is aborted. */
  readonly failure: Error | 'never'
}

/** A token of today's form, another one for each number. */
export const tokenText = (number: number): string =>
  `${String(number).padStart(4, '0')}${'aB3'.repeat(24)}AZDO1234`

export function createFakePatApi(now: () => number): FakePatApi {
  const bearer = new Secret('the-right-bearer')
  const tokens: FakePatApi['tokens'] = new Map()
  let refusal: string | null = null
  let latest = Infinity
  let failure: Error | null = null
  let made = 0
  let creates = 0
  const ends: CreateEnd[] = []

  function enter(given: Secret, organization: string): void {
    if (failure !== null) throw failure
    if (!given.equals(bearer)) throw new AppFailure('sign-in-again', { organization })
  }

  const failureOf = ({ failure: error }: CreateEnd, signal?: AbortSignal): Promise<Error> =>
    error === 'never'
      ? new Promise((resolve) => {
          signal?.addEventListener('abort', () => {
            resolve(signal.reason as Error)
          })
        })
      : Promise.resolve(error)

  return {
    bearer,
    tokens,
    creates: () => creates,
    endCreates: (...wanted) => void ends.push(...wanted),
    refuseCreate: (error) => {
      refusal = error
    },
    cutTo: (validTo) => {
      latest = validTo
    },
    failWith: (wanted) => {
      failure = wanted
    },
    create: async (given, draft, signal) => {
      signal?.throwIfAborted()
      enter(given, draft.organization)
      creates += 1
      const end = ends.shift()
      if (end?.made === false) throw await failureOf(end, signal)
      if (refusal !== null) {
        const error = refusal
        refusal = null
        throw patFailure(error, null, draft.organization)
      }
      made += 1
      const pat: ServicePat = {
        authorizationId: `${String(made).padStart(8, '0')}-4193-4f1d-b995-64144880b7d7`,
        name: draft.name,
        scopes: draft.scopes,
        validFrom: now(),
        validTo: Math.min(draft.validTo, latest),
        allOrganizations: false
      }
      tokens.set(pat.authorizationId, { ...pat, state: 'active' })
      if (end !== undefined) throw await failureOf(end, signal)
      return { ...pat, secret: new Secret(tokenText(made)) }
    },
    list: async (given, organization, filter) => {
      enter(given, organization)
      return [...tokens.values()]
        .filter(({ state }) => state === filter)
        .map(({ authorizationId, name, scopes, validFrom, validTo, allOrganizations }) => ({
          authorizationId,
          name,
          scopes,
          validFrom,
          validTo,
          allOrganizations
        }))
    },
    update: async (given, change) => {
      enter(given, change.organization)
      const token = tokens.get(change.authorizationId)
      if (token?.state === 'expired')
        throw patFailure('expiredPatCannotBeExtended', null, change.organization)
      if (token?.state !== 'active') throw patFailure('authorizationNotFound', null, change.organization)
      const { name, scopes } = change
      const changed = { ...token, name, scopes, validTo: Math.min(change.validTo, latest) }
      tokens.set(change.authorizationId, changed)
      return changed
    },
    revoke: async (given, organization, id) => {
      enter(given, organization)
      const token = tokens.get(id)
      if (token !== undefined) tokens.set(id, { ...token, state: 'revoked' })
    }
  }
}
