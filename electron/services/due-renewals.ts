import { isRenewalDue } from '../domain/auto-renew.js'
import type { TokenRecord } from '../domain/token.js'
import { endAtService } from '../domain/token-view.js'
import { iso } from '../shared/expiry.js'
import type { GitService } from './git-service.js'
import { noted } from './noted-failure.js'
import type { Needs } from './parts.js'

/** Milliseconds between two tries to begin a renewal that nobody asked for. */
const betweenTries = 3_600_000

/** Renewals that nobody asks for: those of tokens that renew themselves. */
interface DueRenewals {
  isDue(record: TokenRecord): boolean
  /** The tokens that are to renew themselves now, are in no renewal, and were not tried within the hour. */
  ids(): readonly string[]
  /**
   * Asks the service's list whether this token is due still, and calls `begin` if so: not where it was revoked or
   * extended elsewhere. Somebody must be signed in, else a renewal would begin with a failure. Never rejects.
   */
  tryToBegin(tokenId: string, begin: () => void): Promise<void>
}

export function createDueRenewals(
  deps: Needs<'keeper' | 'oneAtATime' | 'bearers' | 'patApi' | 'index' | 'rotationJournal'> &
    Needs<'settings' | 'clock' | 'log'> & { readonly gitService: Pick<GitService, 'tellEnd'> }
): DueRenewals {
  const { keeper, index, clock, log } = deps
  /** When each was last tried. */
  const tried = new Map<string, number>()

  const isDue = (record: TokenRecord): boolean =>
    isRenewalDue(record, deps.settings.read().renewDays, clock.now())

  async function beginListed(tokenId: string, begin: () => void): Promise<void> {
    const { organization } = keeper.record(tokenId)
    const active = await deps.bearers.withBearer(organization, null, (bearer) =>
      deps.patApi.list(bearer, organization, 'active')
    )
    const listed = active.find(({ authorizationId }) => authorizationId === tokenId)
    if (listed === undefined) return
    const validTo = iso(endAtService(listed))
    const { git, validTo: before } = keeper.record(tokenId)
    keeper.change(tokenId, { validTo })
    if (git !== null && validTo !== before)
      await deps
        .oneAtATime(tokenId, () => deps.gitService.tellEnd(tokenId))
        .catch(noted(log, 'token.git-not-told', { token: tokenId }))
    // It may have been told not to, meanwhile.
    if (isDue(keeper.record(tokenId))) begin()
  }

  return {
    isDue,
    ids: () => {
      const now = clock.now()
      const rotated = new Set(
        deps.rotationJournal.all().flatMap(({ tokenId, successorId }) => [tokenId, successorId])
      )
      return index
        .all()
        .filter((record) => isDue(record) && !rotated.has(record.id))
        .map(({ id }) => id)
        .filter((id) => now - (tried.get(id) ?? -Infinity) >= betweenTries)
    },
    tryToBegin: (tokenId, begin) => {
      tried.set(tokenId, clock.now())
      return beginListed(tokenId, begin).catch(noted(log, 'rotation.not-begun', { token: tokenId }))
    }
  }
}
