import { AppFailure, otherwise } from '../domain/app-failure.js'
import type { Secret } from '../domain/secret.js'
import type { TokenRecord } from '../domain/token.js'
import { sameName } from '../shared/site.js'
import type { Account } from './ports/sign-in.js'
import type { Needs } from './parts.js'

/**
 * Calls of the API that are about one token, as the account whose token it is: each account reaches its own tokens only
 * (azure-devops.md 1.9), and what it is told of another's looks as if that were gone.
 */
interface OwnerCalls {
  /**
   * `withBearer` for a token. Where another account acts for its organization now, and that account's lists do not
   * have the token, nothing is done: `access-denied` with the fact `owner`, the account's name or ''. Not where one
   * of the names is not known, unless the call has to be `sure`.
   */
  readonly asOwner: <T>(
    record: TokenRecord,
    act: (bearer: Secret, account: Account | null) => Promise<T>,
    sure?: boolean
  ) => Promise<T>
  /** Resolves once the token does not work any more, as the service told its owner, or the one who tried it. */
  readonly revokeAsOwner: (record: TokenRecord) => Promise<void>
}

export function createOwnerCalls(
  deps: Needs<'keeper' | 'bearers' | 'patApi' | 'tokenCheck' | 'patience'>
): OwnerCalls {
  const { keeper, bearers, patApi, tokenCheck, patience } = deps

  /** An account may have got another name since. */
  async function isListed(bearer: Secret, { id, organization }: TokenRecord): Promise<boolean> {
    for (const filter of ['active', 'revoked', 'expired'] as const) {
      const listed = await patience.safely(() => patApi.list(bearer, organization, filter))
      if (listed.some(({ authorizationId }) => authorizationId === id)) return true
    }
    return false
  }

  const asOwner: OwnerCalls['asOwner'] = (record, act, sure = false) =>
    bearers.withBearer(record.organization, null, async (bearer, account) => {
      const { organization, account: owner } = record
      const isOwner = owner === null || account === null ? !sure : sameName(owner, account.name)
      if (isOwner || (await isListed(bearer, record))) return act(bearer, account)
      throw new AppFailure('access-denied', { organization, owner: owner ?? '' })
    })

  const isRefused = ({ id, organization }: TokenRecord): Promise<boolean> =>
    keeper
      .secret(id)
      .then((token) => patience.safely(() => tokenCheck.identify(organization, token)))
      .then(
        () => false,
        otherwise(({ code }) => code === 'token-not-accepted')
      )

  return {
    asOwner,
    revokeAsOwner: async (record) => {
      const { id, organization } = record
      const revoke = (bearer: Secret): Promise<void> =>
        patience.safely(() => patApi.revoke(bearer, organization, id))
      try {
        await asOwner(record, revoke, true)
      } catch (error) {
        const isOthers = error instanceof AppFailure && error.facts['owner'] !== undefined
        if (!isOthers || !(await isRefused(record))) throw error
      }
    }
  }
}
