import { siteOf } from '../shared/site.js'
import { tokenEnd } from './token-end.js'
import type { TokenClocks, TokenEnd } from './token-end.js'
import type { TokenRecord } from './token.js'

/** What stops a token, by the clocks that are known of it: no one tells us when its owner last signed in. */
export function endOfRecord(record: TokenRecord, now: number): TokenEnd {
  return tokenEnd(clocksOf(record), now)
}

function clocksOf(record: TokenRecord): TokenClocks {
  const instant = (text: string | null): number | null => (text === null ? null : Date.parse(text))
  return {
    validFrom: instant(record.createdAt),
    validTo: instant(record.validTo),
    revokedAt: instant(record.revokedAt),
    allOrganizations: record.allOrganizations,
    backing: siteOf(record.organization).kind === 'server' ? 'server' : 'unknown',
    lastInteractiveSignIn: null,
    maximumLifeDays: null
  }
}
