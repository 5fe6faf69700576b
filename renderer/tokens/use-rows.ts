import { useDeferredValue, useMemo } from 'react'
import type { TokenView } from '../../electron/shared/view.js'
import { oddities } from './oddities.js'
import { hasWords, isShown, searchText, sorted, type TokenQuery } from './token-query.js'
import type { Reader } from './token-words.js'

/** The rows of the list. Typing goes first: the rows of a new search may come a moment later. */
export function useRows(
  tokens: readonly TokenView[],
  renewing: ReadonlySet<string>,
  query: TokenQuery,
  { now, zone }: Reader
) {
  const search = useDeferredValue(query.search)
  const { show, sortBy } = query
  const odd = useMemo(() => oddities(tokens, renewing), [tokens, renewing])
  const inOrder = useMemo(() => sorted(tokens, sortBy), [tokens, sortBy])
  const texts = useMemo(
    () => new Map(tokens.map((token) => [token.id, searchText(token, { now, zone })])),
    [tokens, now, zone]
  )
  const rows = useMemo(
    () =>
      inOrder.filter(
        (token) => isShown(token, show, odd) && hasWords(texts.get(token.id) ?? '', search.trim())
      ),
    [inOrder, show, odd, texts, search]
  )
  return { rows, odd }
}
