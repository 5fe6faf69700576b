import { stateAt } from '../shared/expiry.js'
import type { TokenState, TokenView } from '../shared/view.js'
import { allOrganizationsEnd } from './stop.js'
import type { TokenRecord } from './token.js'

/** The end in epoch milliseconds (UTC), or null where it is not known. */
export function endOfToken(record: TokenRecord): number | null {
  return record.validTo === null ? null : Date.parse(record.validTo)
}

/** When a token of the service's list stops: one for all organizations at the latest when all of those do. */
export function endAtService(token: {
  readonly validTo: number
  readonly allOrganizations: boolean
}): number {
  return token.allOrganizations ? Math.min(token.validTo, allOrganizationsEnd) : token.validTo
}

/** What the token is worth at `now` (epoch milliseconds). */
export function tokenState(record: TokenRecord, now: number): TokenState {
  return record.revokedAt === null ? stateAt(endOfToken(record), now) : 'revoked'
}

/** A token as the page and the tray may know it. `inMemory`: the value is held until the app quits. */
export function tokenView(record: TokenRecord, inMemory: boolean, now: number): TokenView {
  return {
    id: record.id,
    name: record.name,
    organization: record.organization,
    scopes: record.scopes,
    origin: record.origin,
    createdAt: record.createdAt,
    validTo: record.validTo,
    requestedValidTo: record.requestedValidTo,
    state: tokenState(record, now),
    kept: record.inVault ? 'keychain' : inMemory ? 'memory' : 'nowhere',
    usedByGit: record.git !== null,
    revokeFailed: record.revokeLeft.length > 0,
    allOrganizations: record.allOrganizations,
    stray: record.stray,
    account: record.account
  }
}

/**
 * Under what the keychain shows a token: `contoso · Push code · 4ab5764f`. It never changes for a token, since
 * its value is found again by it; the start of the id keeps two tokens of one name apart.
 */
export function vaultLabel(record: TokenRecord): string {
  return `${record.organization} · ${record.name} · ${record.id.replace(/^hand-/, '').slice(0, 8)}`
}

/** May it be taken off the list? Not while it may still be of use: forgetting erases our copy of the value. */
export function mayBeForgotten(record: TokenRecord, now: number): boolean {
  return record.revokeLeft.length > 0 || ['expired', 'revoked'].includes(tokenState(record, now))
}
