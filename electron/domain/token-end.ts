import { day, endingSoonWithin, isCutShort, maximumLifeDays } from '../shared/expiry.js'
import type { TokenView } from '../shared/view.js'
import type { WaysView } from '../shared/way-view.js'
import { allOrganizationsEnd } from './stop.js'

/** Milliseconds. Without an interactive sign-in for so long a token stops (azure-devops.md 4.8). */
const inactiveAfter = 90 * day

/** All that decides about the end of a token. Times are epoch milliseconds, UTC; null: not known. */
export interface TokenClocks {
  readonly validFrom: number
  readonly validTo: number | null
  readonly revokedAt: number | null
  readonly allOrganizations: boolean
  readonly backing: WaysView['backing']
  /** The owner's last one in this organization that we know of. `likely`: there may have been a later one. */
  readonly lastInteractiveSignIn: { readonly at: number; readonly sure: 'known' | 'likely' } | null
  /** What the policy allows, where it is known; it can only shorten the year (azure-devops.md 5.1). */
  readonly maximumLifeDays: number | null
}

/** What stops a token, and when. Times are epoch milliseconds, UTC. */
export interface TokenEnd extends Omit<TokenView['end'], 'at' | 'extendableTo'> {
  /** Null: not known. */
  readonly earliest: number | null
  readonly extendableTo: number | null
}

/**
 * The first of all clocks to stop this token. An end that cannot be undone and has passed goes before
 * inactivity, from which a sign-in would wake the token. Inactivity that is only likely counts until it has
 * passed: after that it may have come or not, and only `sure` tells.
 */
export function tokenEnd(clocks: TokenClocks, now: number): TokenEnd {
  if (clocks.revokedAt !== null) {
    return { earliest: clocks.revokedAt, reason: 'revoked', sure: 'known', helps: null, extendableTo: null }
  }
  const final = finalEnd(clocks)
  const idle = inactivity(clocks)
  const extendableTo = latestEnd(clocks, now)
  const guessPassed = idle !== null && idle.sure === 'likely' && idle.at <= now
  const finalPassed = final !== null && final.at <= now
  if (idle !== null && !guessPassed && !finalPassed && (final === null || idle.at < final.at)) {
    return { earliest: idle.at, reason: 'inactivity', sure: idle.sure, helps: 'sign-in', extendableTo }
  }
  if (final === null) {
    return { earliest: null, reason: 'not-known', sure: 'unknown', helps: null, extendableTo: null }
  }
  const mayIdle = guessPassed || (idle === null && ['entra', 'unknown'].includes(clocks.backing))
  return {
    earliest: final.at,
    reason: final.reason,
    sure: mayIdle && !finalPassed ? 'likely' : 'known',
    helps: isGlobal(clocks) ? 'replace' : lastsLonger(extendableTo, now) ? 'extend' : 'renew',
    extendableTo
  }
}

/** A Server's tokens for all collections are not retired. */
function isGlobal({ allOrganizations, backing }: TokenClocks): boolean {
  return allOrganizations && backing !== 'server'
}

function finalEnd(clocks: TokenClocks): { at: number; reason: 'valid-to' | 'all-organizations' } | null {
  const { validTo } = clocks
  if (isGlobal(clocks) && (validTo === null || allOrganizationsEnd < validTo)) {
    return { at: allOrganizationsEnd, reason: 'all-organizations' }
  }
  return validTo === null ? null : { at: validTo, reason: 'valid-to' }
}

/**
 * Only organizations of Entra put idle tokens to sleep. Whoever signed in to an organization that we know
 * nothing else of did so with Entra, likely; whoever made a token had signed in by then, likely.
 */
function inactivity(clocks: TokenClocks): { at: number; sure: 'known' | 'likely' } | null {
  const { backing, lastInteractiveSignIn: last, validFrom } = clocks
  if (backing !== 'entra' && backing !== 'unknown') return null
  if (last !== null) return { at: last.at + inactiveAfter, sure: backing === 'entra' ? last.sure : 'likely' }
  return backing === 'entra' ? { at: validFrom + inactiveAfter, sure: 'likely' } : null
}

/** An update is cut to the token's creation and the maximum (azure-devops.md 1.8); none revives a dead token. */
function latestEnd(clocks: TokenClocks, now: number): number | null {
  const { validFrom, validTo, maximumLifeDays: policy } = clocks
  if (isGlobal(clocks) || validTo === null || validTo <= now) return null
  const latest = validFrom + Math.min(policy ?? maximumLifeDays, maximumLifeDays) * day
  return isCutShort(latest, validTo) ? latest : null
}

/** An extension after which the token still ends soon is no help. */
function lastsLonger(end: number | null, now: number): boolean {
  return end !== null && end - now > endingSoonWithin
}
