import { daysAway, isOver, longDay } from '../../electron/shared/expiry.js'
import { shortWords } from '../../electron/shared/scopes.js'
import { siteName } from '../../electron/shared/site.js'
import type { TokenView } from '../../electron/shared/view.js'

/** Time and place of the reader; `now` in epoch milliseconds. */
export interface Reader {
  readonly now: number
  readonly zone: string
}

/** Whether a guess is told as one. That a token may stop before its end, by idleness, is for its details. */
const guess = ({ sure, reason }: TokenView['end']): boolean => sure !== 'known' && reason !== 'valid-to'

/** When a token ends, for a list: `in 5 days`, `likely in 12 days`, `ended 3 days ago`. */
export function endWords({ end, state }: Pick<TokenView, 'end' | 'state'>, { now, zone }: Reader): string {
  if (state === 'revoked') return 'revoked'
  if (end.at === null) return 'end not known'
  const at = Date.parse(end.at)
  return `${guess(end) ? 'likely ' : ''}${at <= now ? 'ended ' : ''}${daysAway(at, now, zone)}`
}

/** The end as a day, with how far off it is. */
export function longEndWords({ end }: Pick<TokenView, 'end'>, { now, zone }: Reader): string {
  if (end.at === null) return end.reason === 'revoked' ? 'Revoked' : 'Not known; the token page shows it'
  const at = Date.parse(end.at)
  const latest = end.sure !== 'known' && end.reason === 'valid-to' && at > now ? ', at the latest' : ''
  return `${guess(end) ? 'Likely ' : ''}${longDay(at, zone)} (${daysAway(at, now, zone)})${latest}`
}

/** Why it ends then, where that is not simply the end that it was given; null where it is. */
export function endReason(token: Pick<TokenView, 'end' | 'organization'>, { now }: Reader): string | null {
  const { reason, at } = token.end
  const over = at !== null && Date.parse(at) <= now
  switch (reason) {
    case 'inactivity':
      return over
        ? `After 90 days without a sign-in to ${siteName(token.organization)}. Sign in there, and it works again.`
        : `90 days without a sign-in to ${siteName(token.organization)} stop a token. Sign in there, and it goes on.`
    case 'all-organizations':
      return 'All tokens for all organizations stop that day.'
    case 'valid-to':
    case 'revoked':
    case 'not-known':
      return null
  }
  return reason satisfies never
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

/** Does this app have the value, and is it still good for something? */
export function canBeUsed(token: TokenView): boolean {
  return token.kept !== 'nowhere' && !isOver(token.state)
}

/** Is there still something to revoke? */
export const canBeRevoked = ({ state }: Pick<TokenView, 'state'>): boolean => !isOver(state)

/** May it leave the list? The value of a token that is still good is not thrown away. */
export function canBeForgotten(token: TokenView): boolean {
  return token.revokeFailed || isOver(token.state)
}

/** Can it be renewed? One that is over, or for all organizations, or without a value, has no successor of its kind. */
export function canBeRenewed(token: TokenView): boolean {
  const { allOrganizations, stray, successor, kept } = token
  // Where one that is not here is used, nobody knows: its successor is made by itself, and it lives on.
  return canBeRevoked(token) && kept !== 'nowhere' && !allOrganizations && !stray && successor === null
}

/** Can name, scopes and end be changed? An ended one cannot be revived, and one for all organizations only ends. */
export const canBeChanged = (token: TokenView): boolean =>
  canBeRevoked(token) && !token.allOrganizations && !token.stray && token.origin !== 'assisted'
