import { newRecord } from '../domain/token.js'
import type { TokenRecord } from '../domain/token.js'
import { endAtService } from '../domain/token-view.js'
import type { BearerService } from './bearer-service.js'
import type { LostCreates } from './lost-creates.js'
import type { Patience } from './patience.js'
import type { Clock, CreateJournal, Log, PatApi, ServicePat, TokenIndex } from './ports.js'
import type { TokenKeeper } from './token-keeper.js'

export interface TokenRefreshDeps {
  readonly keeper: TokenKeeper
  readonly index: TokenIndex
  readonly bearers: Pick<BearerService, 'withBearer'>
  readonly patApi: PatApi
  readonly createJournal: CreateJournal
  readonly lostCreates: Pick<LostCreates, 'searchAll'>
  readonly patience: Patience
  readonly clock: Clock
  readonly log: Log
}

const iso = (instant: number): string => new Date(instant).toISOString()

/** A token that we only know from the service's list. */
function elsewhere(listed: ServicePat, organization: string, account: string | null): TokenRecord {
  const { authorizationId: id, name, scopes, allOrganizations } = listed
  const [createdAt, validTo] = [iso(listed.validFrom), iso(endAtService(listed))]
  const origin = 'elsewhere'
  return newRecord({
    ...{ id, name, organization, scopes, origin, createdAt, validTo, allOrganizations, account }
  })
}

/**
 * Reads from the service what became of our tokens elsewhere: revoked, or given another end or other scopes. A
 * token that the service lists nowhere stays as it is. The name stays too: the keychain's entry is found by it.
 * What creates without an answer left is looked for, and tokens for all organizations, which are about to stop,
 * come onto the list wherever they were made. One organization that fails does not keep the others from being
 * read; the first failure is thrown at the end.
 */
export function createTokenRefresh(deps: TokenRefreshDeps): () => Promise<void> {
  const { keeper, index, bearers, patApi, createJournal, lostCreates, patience, clock } = deps

  const refresh = (organization: string, records: readonly TokenRecord[]): Promise<void> =>
    bearers.withBearer(organization, null, async (bearer, account) => {
      const list = (filter: 'active' | 'revoked' | 'expired'): Promise<readonly ServicePat[]> =>
        patience.safely(() => patApi.list(bearer, organization, filter))
      const [expired, active, revoked] = [await list('expired'), await list('active'), await list('revoked')]
      const valid = new Map([...expired, ...active].map((token) => [token.authorizationId, token]))
      for (const { id } of records) {
        const listed = valid.get(id)
        if (listed !== undefined) {
          const { scopes, allOrganizations } = listed
          keeper.change(id, { validTo: iso(endAtService(listed)), scopes, allOrganizations })
        } else if (revoked.some(({ authorizationId }) => authorizationId === id)) {
          keeper.change(id, { revokedAt: iso(clock.now()) })
        }
      }
      const owner = account?.name ?? null
      lostCreates.searchAll(organization, active, owner)
      for (const token of active.filter(({ allOrganizations }) => allOrganizations)) {
        const isKnown = index.all().some(({ id }) => id === token.authorizationId)
        if (!isKnown) index.save(elsewhere(token, organization, owner))
      }
    })

  return async () => {
    const listed = index.all().filter((record) => record.origin !== 'assisted' && record.revokedAt === null)
    const failures: unknown[] = []
    for (const organization of new Set([...listed, ...createJournal.all()].map((one) => one.organization))) {
      const records = listed.filter((record) => record.organization === organization)
      await refresh(organization, records).catch((error: unknown) => failures.push(error))
    }
    if (failures.length > 0) throw failures[0]
  }
}
