import { isOver, shortDay } from '../../electron/shared/expiry.js'
import { scopeOf, withIncluded } from '../../electron/shared/scopes.js'
import { siteName } from '../../electron/shared/site.js'
import type { TokenView } from '../../electron/shared/view.js'
import { stateNames } from '../ui/state-mark.js'
import type { Oddity } from './oddities.js'
import { endWords, rowWords, type Reader } from './token-words.js'
import { kindNames, usesOf } from './use-names.js'

export type Show = 'all' | TokenView['state'] | 'here' | 'elsewhere' | Oddity
export type SortBy = 'end' | 'name' | 'organization'

/** Which tokens are wanted, and in which order. */
export interface TokenQuery {
  readonly search: string
  readonly show: Show
  readonly sortBy: SortBy
}

export const everyToken: TokenQuery = { search: '', show: 'all', sortBy: 'end' }

export const showNames: Readonly<Record<Show, string>> = {
  all: 'All',
  ...stateNames,
  here: 'Made or pasted here',
  elsewhere: 'Made elsewhere',
  'same-name': 'Same name twice',
  'credential-manager': 'By Git Credential Manager',
  unused: 'Used by nothing known'
}

export const sortNames: Readonly<Record<SortBy, string>> = {
  end: 'by end',
  name: 'by name',
  organization: 'by organization'
}

type OddOnes = ReadonlyMap<string, readonly Oddity[]>

/** Does a list that shows this have the token in it? */
export function isShown(token: TokenView, show: Show, odd: OddOnes): boolean {
  switch (show) {
    case 'all':
      return true
    case 'active':
    case 'ending-soon':
    case 'expired':
    case 'revoked':
      return token.state === show
    case 'here':
      return token.origin !== 'elsewhere'
    case 'elsewhere':
      return token.origin === 'elsewhere'
    case 'same-name':
    case 'credential-manager':
    case 'unused':
      return odd.get(token.id)?.includes(show) === true
  }
  return show satisfies never
}

const byText = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/** In the order that is wanted. By end: the next one first, unknown ends after them, what is over last. */
export function sorted(tokens: readonly TokenView[], sortBy: SortBy): readonly TokenView[] {
  const keyed = tokens.map((token) => ({
    token,
    over: isOver(token.state) ? 1 : 0,
    end: token.end.at === null ? Infinity : Date.parse(token.end.at),
    organization: siteName(token.organization)
  }))
  type Keyed = (typeof keyed)[number]
  const byEnd = (one: Keyed, other: Keyed): number =>
    one.over - other.over || (one.end === other.end ? 0 : one.end - other.end)
  const byName = (one: Keyed, other: Keyed): number => byText.compare(one.token.name, other.token.name)
  const orders: Readonly<Record<SortBy, (one: Keyed, other: Keyed) => number>> = {
    end: byEnd,
    name: (one, other) => byName(one, other) || byEnd(one, other),
    organization: (one, other) =>
      byText.compare(one.organization, other.organization) || byEnd(one, other) || byName(one, other)
  }
  return keyed.sort(orders[sortBy]).map(({ token }) => token)
}

/** All that a token is found by, in lower case. */
export function searchText(token: TokenView, reader: Reader): string {
  const { at } = token.end
  return [
    token.name,
    token.organization,
    rowWords(token),
    ...withIncluded(token.scopes).flatMap((id) => [id, scopeOf(id)?.allows ?? '']),
    endWords(token, reader),
    at === null ? '' : shortDay(Date.parse(at), reader.zone),
    token.account ?? '',
    ...usesOf(token).flatMap(({ kind, name, entry }) => [kindNames[kind], name, entry])
  ]
    .join(' ')
    .toLowerCase()
}

/** Has this text every word of the search? */
export function hasWords(text: string, search: string): boolean {
  return search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word))
}
