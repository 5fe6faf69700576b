import type { TokenIndex } from '../../services/ports/stores.js'
import { tokenRecord, type TokenRecord } from '../../shared/stored-token.js'
import { openList } from './document-file.js'

/** The list of tokens, without their values, in `folder`. */
export function createTokenIndex(folder: string): TokenIndex {
  const list = openList<TokenRecord>(folder, {
    name: 'tokens',
    record: tokenRecord,
    keyOf: ({ id }) => id
  })
  return { ...list, saveAll: (changed) => list.save(...changed) }
}
