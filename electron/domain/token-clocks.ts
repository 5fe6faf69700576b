import { day, isCutShort } from '../shared/expiry.js'
import { siteOf } from '../shared/site.js'
import type { WaysView } from '../shared/way-view.js'
import { tokenEnd, type TokenClocks, type TokenEnd } from './token-end.js'
import type { TokenRecord } from './token.js'

/** What is known of a token's organization that bears on its end. */
export interface OrganizationClocks {
  readonly backing: Exclude<WaysView['backing'], 'server'>
  /** When somebody last signed in to it through this app: epoch milliseconds, UTC; null: never. */
  readonly signedInAt: number | null
}

/** What stops a token, by all clocks that are known of it. */
export function endOfRecord(record: TokenRecord, organization: OrganizationClocks, now: number): TokenEnd {
  return tokenEnd(clocksOf(record, organization), now)
}

/** The same, as long as it works: without the 90 days, of whose sign-in nobody told us. */
export function surelyEndOfRecord(
  record: TokenRecord,
  organization: OrganizationClocks,
  now: number
): TokenEnd {
  const end = endOfRecord(record, organization, now)
  if (!isGuess(end)) return end
  return tokenEnd({ ...clocksOf(record, organization), backing: 'microsoft-account' }, now)
}

/** That it stops then rests on a sign-in that may have been made elsewhere since. */
export const isGuess = ({ reason, sure }: TokenEnd): boolean => reason === 'inactivity' && sure === 'likely'

function clocksOf(record: TokenRecord, { backing, signedInAt }: OrganizationClocks): TokenClocks {
  const validFrom = Date.parse(record.createdAt)
  const instant = (text: string | null): number | null => (text === null ? null : Date.parse(text))
  const validTo = instant(record.validTo)
  return {
    validFrom,
    validTo,
    revokedAt: instant(record.revokedAt),
    allOrganizations: record.allOrganizations,
    backing: siteOf(record.organization).kind === 'server' ? 'server' : backing,
    // Azure DevOps tells nobody: there may have been one in the browser since.
    lastInteractiveSignIn:
      signedInAt === null ? null : { at: Math.max(signedInAt, validFrom), sure: 'likely' },
    maximumLifeDays: isCutShort(instant(record.requestedValidTo), validTo)
      ? ((validTo ?? validFrom) - validFrom) / day
      : null
  }
}
