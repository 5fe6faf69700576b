import { AppFailure, otherwise } from '../domain/app-failure.js'
import { siteAddress, tokenPage } from '../domain/addresses.js'
import { tokenState } from '../domain/token-view.js'
import { isCutShort, isOver, iso } from '../shared/expiry.js'
import type { CallHandlers } from '../shared/ipc-contract.js'
import { createOwnerCalls } from './owner-calls.js'
import type { Needs } from './parts.js'

/**
 * Changes name, scopes and end with the service; the value stays, and so does the keychain's entry. The end may
 * come back earlier than asked. One that is over cannot be changed (azure-devops.md 1.5): `request-refused`. For
 * one that was made by hand its page is opened: `way-not-possible`.
 */
export function createChangeService(
  deps: Parameters<typeof createOwnerCalls>[0] &
    Needs<'oneAtATime' | 'gitService' | 'browser' | 'clock' | 'log'>
): CallHandlers['updateToken'] {
  const { keeper, oneAtATime, patApi, patience, gitService, browser, clock, log } = deps
  const { asOwner } = createOwnerCalls(deps)

  /** The change is made already, so that Git's failure is no failure of it. */
  const toldGit = (tokenId: string): Promise<boolean> =>
    gitService.tellEnd(tokenId).then(
      () => true,
      otherwise(({ code }) => {
        log.warn('token.git-not-told', { token: tokenId, code })
        return false
      })
    )

  return (change) =>
    oneAtATime(change.tokenId, async () => {
      const { tokenId, name, scopes } = change
      const record = keeper.record(tokenId)
      const { organization } = record
      if (record.origin === 'assisted') {
        await browser.open(tokenPage(organization), siteAddress(organization))
        throw new AppFailure('way-not-possible', { organization })
      }
      const state = tokenState(record, clock.now())
      if (isOver(state)) {
        throw new AppFailure('request-refused', {
          organization,
          patTokenError: state === 'expired' ? 'expiredPatCannotBeExtended' : 'authorizationNotFound'
        })
      }
      const asked = Date.parse(change.validTo)
      const order = { organization, authorizationId: tokenId, name, scopes, validTo: asked }
      // Sent again it does the same, so a lost answer is no harm.
      const now = await asOwner(record, (bearer) => patience.safely(() => patApi.update(bearer, order)))
      const validTo = iso(now.validTo)
      const requestedValidTo = isCutShort(asked, now.validTo) ? iso(asked) : null
      keeper.change(tokenId, { name: now.name, scopes: now.scopes, validTo, requestedValidTo })
      log.info('token.changed', { token: tokenId })
      const gitHasOldEnd = validTo !== record.validTo && !(await toldGit(tokenId))
      return { validTo, requestedValidTo, gitHasOldEnd }
    })
}
