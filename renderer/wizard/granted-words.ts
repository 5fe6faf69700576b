import { day, isCutShort, longDay, wholeDays } from '../../electron/shared/expiry.js'
import type { TokenMade } from '../../electron/shared/outcome-view.js'

interface GrantedWords {
  /** Said before anything else: the service gave less than was asked for. Null when it did not. */
  readonly cut: string | null
  /** When it ends. */
  readonly end: string
}

/** What was granted against what was asked for. Days are counted back from the end that was asked for. */
export function grantedWords(
  made: Pick<TokenMade, 'requestedValidTo' | 'validTo'>,
  organization: string,
  zone: string,
  now: number = Date.now()
): GrantedWords {
  if (made.validTo === null) return { cut: null, end: 'Its end is not known, so there will be no reminder.' }
  const granted = Date.parse(made.validTo)
  const end = `Ends ${longDay(granted, zone)}.`
  const requested = made.requestedValidTo === null ? null : Date.parse(made.requestedValidTo)
  if (requested === null || !isCutShort(requested, granted)) return { cut: null, end }
  const allowed = granted - now < day ? 'less than a day' : `${wholeDays(granted, now)} days`
  return {
    cut: `${end} You asked for ${longDay(requested, zone)}; ${organization} allows ${allowed}.`,
    end
  }
}
