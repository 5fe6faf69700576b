import type { TokenRecord } from '../domain/token.js'
import type { Clock, PatApi, ServicePat, SignIn, TokenIndex } from './ports.js'
import type { TokenKeeper } from './token-keeper.js'

export interface TokenRefreshDeps {
  readonly keeper: TokenKeeper
  readonly index: TokenIndex
  readonly signIn: Pick<SignIn, 'bearer'>
  readonly patApi: PatApi
  readonly clock: Clock
}

const iso = (instant: number): string => new Date(instant).toISOString()

/**
 * Reads from the service what became of our tokens elsewhere: revoked, or given another end or other scopes. A
 * token that the service lists nowhere stays as it is. The name stays too: the keychain's entry is found by it.
 * One organization that fails does not keep the others from being read; the first failure is thrown at the end.
 */
export function createTokenRefresh(deps: TokenRefreshDeps): () => Promise<void> {
  const { keeper, index, signIn, patApi, clock } = deps

  async function refresh(organization: string, records: readonly TokenRecord[]): Promise<void> {
    const bearer = await signIn.bearer(organization)
    const find = async (filter: 'active' | 'revoked' | 'expired'): Promise<Map<string, ServicePat>> =>
      new Map(
        (await patApi.list(bearer, organization, filter)).map((token) => [token.authorizationId, token])
      )
    const valid = new Map([...(await find('expired')), ...(await find('active'))])
    const revoked = await find('revoked')
    for (const { id } of records) {
      const listed = valid.get(id)
      if (listed !== undefined) keeper.change(id, { validTo: iso(listed.validTo), scopes: listed.scopes })
      else if (revoked.has(id)) keeper.change(id, { revokedAt: iso(clock.now()) })
    }
  }

  return async () => {
    const ours = index.all().filter((record) => record.origin === 'api' && record.revokedAt === null)
    const failures: unknown[] = []
    for (const organization of new Set(ours.map((record) => record.organization))) {
      const records = ours.filter((record) => record.organization === organization)
      await refresh(organization, records).catch((error: unknown) => failures.push(error))
    }
    if (failures.length > 0) throw failures[0]
  }
}
