import type { StoredToken, TokenStore } from './token-store.js'

const filters = ['active', 'revoked', 'expired', 'all']

const byText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0)

/**
 * One page of a list, by the parameters of azure-devops.md 1.4. Null: a parameter that the service does not
 * know, or a continuation that belongs to another question. Not documented and chosen here: the filter left
 * out means `active`, `displayDate` is the end, the order left out is by end, rising.
 */
export function listTokens(
  tokens: readonly StoredToken[],
  query: URLSearchParams,
  stateOf: TokenStore['stateOf']
) {
  const filter = query.get('displayFilterOption') ?? 'active'
  const sort = query.get('sortByOption') ?? 'displayDate'
  const ascending = query.get('isSortAscending') !== 'false'
  const top = Math.min(100, Number(query.get('$top') ?? 100))
  if (!filters.includes(filter) || !Number.isInteger(top) || top < 1) return null

  const keys: Readonly<Record<string, (token: StoredToken) => string>> = {
    displayName: (token) => token.displayName.toLowerCase(),
    displayDate: (token) => new Date(token.validTo).toISOString(),
    status: (token) => stateOf(token)
  }
  const key = keys[sort]
  if (!key) return null

  const question = `${filter} ${sort} ${String(ascending)}`
  const continued = Buffer.from(query.get('continuationToken') ?? '', 'base64url').toString('utf8')
  const [start = '0', asked = question] = continued === '' ? [] : continued.split('|')
  if (asked !== question) return null

  const sorted = tokens
    .filter((token) => filter === 'all' || stateOf(token) === filter)
    .sort((one, other) => byText(key(one), key(other)) * (ascending ? 1 : -1))
  const end = Number(start) + top
  return {
    tokens: sorted.slice(Number(start), end),
    /** Empty: no further page. */
    continuationToken: end < sorted.length ? Buffer.from(`${end}|${question}`).toString('base64url') : ''
  }
}
