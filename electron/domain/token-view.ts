import { iso, isOver, stateAt } from '../shared/expiry.js'
import type { UseView } from '../shared/consumer-view.js'
import type { TokenState, TokenView } from '../shared/view.js'
import type { ServicePat } from './service-pat.js'
import { allOrganizationsEnd } from './stop.js'
import { newRecord, type TokenRecord, type TokenUse } from './token.js'
import { endOfRecord, type OrganizationClocks } from './token-clocks.js'

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

/** The record of a token of which nothing is known but what the service lists. */
export function listedRecord(
  listed: ServicePat,
  known: Pick<TokenRecord, 'organization' | 'origin' | 'account'>
): TokenRecord {
  const { authorizationId: id, name, scopes, allOrganizations } = listed
  const [createdAt, validTo] = [iso(listed.validFrom), iso(endAtService(listed))]
  return newRecord({ id, name, scopes, allOrganizations, createdAt, validTo, ...known })
}

/** What the token is worth at `now` (epoch milliseconds). */
export function tokenState(record: TokenRecord, now: number): TokenState {
  return record.revokedAt === null ? stateAt(endOfToken(record), now) : 'revoked'
}

/** Where the value is. `inMemory`: it is held until the app quits. */
export function keptOf({ inVault }: Pick<TokenRecord, 'inVault'>, inMemory: boolean): TokenView['kept'] {
  return inVault ? 'keychain' : inMemory ? 'memory' : 'nowhere'
}

/** A place that holds a token, as the page may know it. */
export function useView(use: TokenUse): UseView {
  const { id, kind } = use
  return kind === 'manual'
    ? { id, kind, name: use.name, entry: '', link: use.link, note: use.note, plainText: false }
    : { id, kind, name: use.file, entry: use.entry, link: '', note: '', plainText: true }
}

function endView(record: TokenRecord, organization: OrganizationClocks, now: number): TokenView['end'] {
  const { earliest, reason, sure, helps, extendableTo } = endOfRecord(record, organization, now)
  const told = (instant: number | null): string | null => (instant === null ? null : iso(instant))
  return { at: told(earliest), reason, sure, helps, extendableTo: told(extendableTo) }
}

/** A token as the page and the tray may know it. `inMemory`: the value is held until the app quits. */
export function tokenView(
  record: TokenRecord,
  organization: OrganizationClocks,
  inMemory: boolean,
  now: number
): TokenView {
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
    kept: keptOf(record, inMemory),
    usedByGit: record.git !== null,
    revokeFailed: record.revokeLeft.length > 0,
    allOrganizations: record.allOrganizations,
    stray: record.stray,
    account: record.account,
    uses: record.uses.map(useView),
    end: endView(record, organization, now),
    autoRenew: record.autoRenew,
    successor: record.successor
  }
}

/** May it be taken off the list? Not while it may still be of use: forgetting erases our copy of the value. */
export function mayBeForgotten(record: TokenRecord, now: number): boolean {
  return record.revokeLeft.length > 0 || isOver(tokenState(record, now))
}
