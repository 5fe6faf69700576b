import { siteOf } from '../shared/site.js'
import type { TokenClocks } from './token-end.js'
import type { TokenRecord } from './token.js'

/** All that we know of what decides about the end of a token. */
export function clocksOf(record: TokenRecord): TokenClocks {
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
