import { daysAway, longDay, shortDay } from '../../electron/shared/expiry.js'
import { shortWords } from '../../electron/shared/scopes.js'
import { siteName } from '../../electron/shared/site.js'
import type { TokenView } from '../../electron/shared/view.js'

/** Time and place of the reader; `now` in epoch milliseconds. */
export interface Reader {
  readonly now: number
  readonly zone: string
}

/** When a token ends, for a list: `in 5 days`, `Thu, 21 Jan 2027`, `ended 3 days ago`. */
export function endWords(token: Pick<TokenView, 'validTo' | 'state'>, { now, zone }: Reader): string {
  if (token.state === 'revoked') return 'revoked'
  if (token.validTo === null) return 'end not known'
  const end = Date.parse(token.validTo)
  if (end <= now) return `ended ${daysAway(end, now, zone)}`
  return daysAway(end, now, zone)
}

/** The end as a day, with how far off it is. */
export function longEndWords(token: Pick<TokenView, 'validTo' | 'state'>, { now, zone }: Reader): string {
  if (token.validTo === null) return 'Not known; the token page shows it'
  const end = Date.parse(token.validTo)
  return `${longDay(end, zone)} (${daysAway(end, now, zone)})`
}

const kept: Readonly<Record<TokenView['kept'], string>> = {
  keychain: 'In your keychain',
  memory: 'In memory until you quit',
  nowhere: 'Not with this app any more'
}

/** Where the value of a token is. */
export function keptWords(token: Pick<TokenView, 'kept' | 'origin' | 'stray'>): string {
  if (token.stray) return 'Nowhere: the answer with its value was lost'
  return token.origin === 'elsewhere' ? 'Its value is not here' : kept[token.kept]
}

/** When all tokens for all organizations stop (azure-devops.md 5.2), in epoch milliseconds. */
const globalEnd = Date.UTC(2026, 11, 1)

/** What a token for all organizations comes to. */
export function globalWords({ now }: Reader): string {
  return `${now < globalEnd ? 'Stops' : 'Stopped'}, with every token for all organizations, on ${longDay(globalEnd, 'UTC')}.`
}

/** Where a token belongs. */
export const placeWords = (token: Pick<TokenView, 'organization' | 'allOrganizations'>): string =>
  token.allOrganizations ? 'all organizations' : siteName(token.organization)

/** For a list: where a token belongs, and what sets it apart from those that this app made and kept. */
export function rowWords(token: TokenView): string {
  const apart = token.stray ? ['nobody has it'] : token.origin === 'elsewhere' ? ['made elsewhere'] : []
  return [placeWords(token), ...apart, shortWords(token.scopes)].join(' · ')
}

/** Sorted by end: the next one first, unknown ends after them, what is over last. */
export function byEnd(tokens: readonly TokenView[]): readonly TokenView[] {
  const over = (token: TokenView): number => (token.state === 'expired' || token.state === 'revoked' ? 1 : 0)
  const end = (token: TokenView): number => (token.validTo === null ? Infinity : Date.parse(token.validTo))
  return [...tokens].sort((one, other) => over(one) - over(other) || compare(end(one), end(other)))
}

const compare = (one: number, other: number): number => (one === other ? 0 : one < other ? -1 : 1)

/** The tokens that have every word of the search in name, organization, scopes or end. */
export function matching(tokens: readonly TokenView[], search: string, reader: Reader): readonly TokenView[] {
  const words = search.toLowerCase().split(/\s+/)
  return tokens.filter((token) => {
    const day = token.validTo === null ? '' : shortDay(Date.parse(token.validTo), reader.zone)
    const text = [
      token.name,
      token.organization,
      rowWords(token),
      ...token.scopes,
      endWords(token, reader),
      day,
      token.usedByGit ? 'git' : ''
    ].join(' ')
    return words.every((word) => text.toLowerCase().includes(word))
  })
}

/** Does this app have the value, and is it still good for something? */
export function canBeUsed(token: TokenView): boolean {
  return token.kept !== 'nowhere' && (token.state === 'active' || token.state === 'ending-soon')
}

/** Is there still something to revoke? */
export const canBeRevoked = ({ state }: Pick<TokenView, 'state'>): boolean =>
  state === 'active' || state === 'ending-soon'

/** May it leave the list? The value of a token that is still good is not thrown away. */
export function canBeForgotten(token: TokenView): boolean {
  return token.revokeFailed || token.state === 'expired' || token.state === 'revoked'
}
