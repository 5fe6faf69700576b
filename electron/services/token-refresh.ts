import { AppFailure } from '../domain/app-failure.js'
import type { PatList, ServicePat } from '../domain/service-pat.js'
import type { TokenRecord } from '../domain/token.js'
import { endAtService, listedRecord } from '../domain/token-view.js'
import { day, iso } from '../shared/expiry.js'
import { sameName } from '../shared/site.js'
import { noted } from './noted-failure.js'
import type { WayService } from './way-service.js'
import type { Needs } from './parts.js'

/** Milliseconds after its end for which a token that was made elsewhere is shown. */
const oldest = 90 * day

/**
 * Reads the lists of the service: what became of our tokens elsewhere, and which others there are. A token of ours
 * that the service lists nowhere stays as it is; one that was made elsewhere goes. What creates without an answer
 * left is looked for, and so are values that the list does not know of. All organizations are asked that are in use
 * or that the accounts can reach; gives how many could be read. One that fails does not keep the others from being
 * read; the first failure of one in use is thrown at the end, of another one only where nothing could be read. Git is
 * told of an end that was changed elsewhere; where that fails, it is logged.
 */
export function createTokenRefresh(
  deps: Needs<'keeper' | 'oneAtATime' | 'bearers' | 'gitService' | 'lostCreates' | 'patience'> &
    Needs<'index' | 'organizations' | 'patApi' | 'createJournal' | 'clock' | 'log'> & {
      readonly ways: Pick<WayService, 'listOrganizations'>
    }
): () => Promise<number> {
  const { index, organizations, bearers, patApi, createJournal, lostCreates, patience, clock } = deps

  /** What a create of ours that is not over may have made is its own business. */
  const isOpen = (organization: string, token: ServicePat): boolean =>
    createJournal
      .all()
      .some((create) => sameName(create.organization, organization) && create.name === token.name)

  /** What the lists make of the records as they are now. */
  function taken(
    organization: string,
    lists: Readonly<Record<PatList, readonly ServicePat[]>>,
    account: string | null
  ): { readonly changed: readonly TokenRecord[]; readonly gone: readonly TokenRecord[] } {
    const now = clock.now()
    const listed = new Map(
      [...lists.revoked, ...lists.expired, ...lists.active].map((token) => [token.authorizationId, token])
    )
    const isRevoked = new Set(lists.revoked.map(({ authorizationId }) => authorizationId))
    for (const { authorizationId } of [...lists.expired, ...lists.active]) isRevoked.delete(authorizationId)
    const ours = index.all().filter((record) => sameName(record.organization, organization))
    const known = ours.flatMap((record): readonly TokenRecord[] => {
      const token = listed.get(record.id)
      if (token === undefined || record.revokedAt !== null) return []
      if (isRevoked.has(record.id)) return [{ ...record, revokedAt: iso(now) }]
      const { name, scopes, allOrganizations } = token
      return [{ ...record, name, scopes, allOrganizations, validTo: iso(endAtService(token)) }]
    })
    const ids = new Set(index.all().map(({ id }) => id))
    const unasked = index.wasEverSetAside() ? ({ unasked: true } as const) : {}
    const others = [...listed.values()]
      .filter((token) => !ids.has(token.authorizationId) && now - token.validTo <= oldest)
      .filter((token) => !isOpen(organization, token))
      .map((token) => ({
        ...listedRecord(token, { organization, origin: 'elsewhere', account }),
        ...(endAtService(token) <= now ? { foundOver: iso(now) } : {}),
        ...unasked
      }))
      .map((record) => (isRevoked.has(record.id) ? { ...record, revokedAt: iso(now) } : record))
    const gone = ours.filter(
      ({ id, origin, uses, inVault }) =>
        origin === 'elsewhere' && !listed.has(id) && uses.length === 0 && !inVault
    )
    return { changed: [...known, ...others], gone }
  }

  /** Gives the tokens in Git that have another end now. */
  const listAgain = (organization: string): Promise<readonly TokenRecord[]> =>
    bearers.withBearer(organization, null, async (bearer, account) => {
      const list = (filter: PatList): Promise<readonly ServicePat[]> =>
        patience.safely(() => patApi.list(bearer, organization, filter))
      const lists = {
        expired: await list('expired'),
        active: await list('active'),
        revoked: await list('revoked')
      }
      const owner = account?.name ?? null
      // Before the rest comes onto the list: a stray is known by not being there.
      await lostCreates.searchAll(organization, lists.active, owner)
      const { changed, gone } = taken(organization, lists, owner)
      const ends = new Map(index.all().map(({ id, validTo }) => [id, validTo]))
      index.save(...changed)
      for (const { id } of gone) index.remove(id)
      organizations.change(organization, { listedAt: iso(clock.now()) })
      return changed.filter(({ id, git, validTo }) => git !== null && validTo !== ends.get(id))
    })

  async function refresh(organization: string): Promise<void> {
    for (const { id } of await listAgain(organization)) {
      await deps
        .oneAtATime(id, () => deps.gitService.tellEnd(id))
        .catch(noted(deps.log, 'token.git-not-told', { token: id }))
    }
  }

  return async () => {
    const used = [
      ...index.all().filter(({ origin }) => origin !== 'assisted'),
      ...createJournal.all(),
      ...organizations.all().filter(({ engine }) => engine === 'sign-in' || engine === 'azure-cli')
    ]
    const reached = await deps.ways.listOrganizations()
    const inUse = new Set(used.map(({ organization }) => organization.toLowerCase()))
    const all = new Map(
      [...reached.organizations, ...used].map(({ organization }) => [
        organization.toLowerCase(),
        organization
      ])
    )
    const failures: unknown[] = []
    const others: unknown[] = reached.failures.map(({ error }) => new AppFailure(error.code, error.facts))
    let read = 0
    for (const [key, organization] of all) {
      try {
        await refresh(organization)
        read += 1
      } catch (error) {
        ;(inUse.has(key) || !(error instanceof AppFailure) ? failures : others).push(error)
      }
    }
    await deps.keeper.recoverAll()
    const told = read > 0 ? failures : [...failures, ...others]
    if (told.length > 0) throw told[0]
    return read
  }
}
