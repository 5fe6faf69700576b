import { day, isOver } from '../shared/expiry.js'
import type { TokenRecord } from './token.js'
import { endOfToken, tokenState } from './token-view.js'

/** Of its life, what is left when a token is renewed at the latest. */
const lastPart = 0.2

/**
 * Why a token cannot be renewed, or null. One for all organizations can be followed by none of its kind
 * (azure-devops.md 5.2), one that has a successor has been renewed, and one that is being revoked is not wanted.
 */
export function renewObstacle(
  record: TokenRecord,
  now: number
): 'ended' | 'all-organizations' | 'stray' | 'revoke-left' | 'has-successor' | null {
  if (isOver(tokenState(record, now))) return 'ended'
  if (record.allOrganizations) return 'all-organizations'
  if (record.stray) return 'stray'
  if (record.revokeLeft.length > 0) return 'revoke-left'
  return record.successor === null ? null : 'has-successor'
}

/**
 * Is it time that this token renews itself, at `now` (epoch milliseconds)? So many days before its end, or in the
 * last fifth of its life, whichever is later: a token that lives a week would else be renewed the moment it is
 * made. Never one that a person must make by hand.
 */
export function isRenewalDue(record: TokenRecord, renewDays: number, now: number): boolean {
  const end = endOfToken(record)
  if (!record.autoRenew || record.origin === 'assisted' || end === null) return false
  if (renewObstacle(record, now) !== null) return false
  const life = end - Date.parse(record.createdAt)
  return end - now <= Math.min(renewDays * day, lastPart * life)
}
