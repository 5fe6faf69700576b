import { day, isCutShort, maximumLifeDays } from '../shared/expiry.js'
import type { CreateAttempt } from './rotation.js'
import type { ServicePat } from './service-pat.js'
import type { TokenRecord } from './token.js'
import { endOfToken } from './token-view.js'

/** Milliseconds. This computer's clock may differ from the service's by that much. */
const earlier = 5 * 60_000
/** Milliseconds. What is younger was made by something else: a request ends within minutes. */
const later = 10 * 60_000
/** Milliseconds. The service writes 2 to 7 fractional digits (azure-devops.md 1.2). */
const rounding = 1_000
/** Milliseconds. A token of the same name that is older was no renewal of this one. */
const recently = 7 * day

/** The end of a successor that is made at `now`: it lives as long as its predecessor, a day to a year. */
export function endOfSuccessor(record: TokenRecord, now: number): number {
  const life = (endOfToken(record) ?? Infinity) - Date.parse(record.createdAt)
  return now + Math.min(maximumLifeDays * day, Math.max(day, life))
}

/**
 * Did one of these creates make it? By name, by time and by its end, which was asked for to the millisecond; a
 * policy can only have cut that (azure-devops.md 1.8). SECURITY: what is ours and has no value is revoked unasked,
 * so a token that another computer made at the same moment must not match.
 */
export function isOfAttempts(listed: ServicePat, name: string, attempts: readonly CreateAttempt[]): boolean {
  return attempts.some(({ sentAt, validTo }) => {
    const [sent, asked] = [Date.parse(sentAt), Date.parse(validTo)]
    const granted = listed.validTo
    return (
      listed.name === name &&
      listed.validFrom >= sent - earlier &&
      listed.validFrom <= sent + later &&
      (Math.abs(granted - asked) <= rounding || isCutShort(asked, granted))
    )
  })
}

/** Does the service list a younger token of this name and these scopes, made within the week before `now`? */
export function looksRenewed(record: TokenRecord, others: readonly ServicePat[], now: number): boolean {
  const wanted = new Set(record.scopes)
  return others.some(
    ({ authorizationId, name, scopes, validFrom }) =>
      authorizationId !== record.id &&
      name === record.name &&
      scopes.length === wanted.size &&
      scopes.every((scope) => wanted.has(scope)) &&
      validFrom > Date.parse(record.createdAt) &&
      validFrom >= now - recently
  )
}

/**
 * Of two computers that made a successor at the same time, must this one give way with its `own`? To the token that
 * was made first; every computer that lists them after its own create decides alike.
 */
export function mustYield(record: TokenRecord, own: ServicePat, others: readonly ServicePat[]): boolean {
  const first = others.filter(
    ({ authorizationId, validFrom }) =>
      validFrom < own.validFrom || (validFrom === own.validFrom && authorizationId < own.authorizationId)
  )
  return looksRenewed(record, first, own.validFrom)
}
