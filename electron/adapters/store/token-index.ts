import type { TokenIndex } from '../../services/ports/stores.js'
import { tokenRecord } from '../../shared/stored-token.js'
import { openList } from './document-file.js'

/** The list of tokens, without their values, in `folder`. */
export const createTokenIndex = (folder: string): TokenIndex =>
  openList(folder, { name: 'tokens', record: tokenRecord, keyOf: ({ id }) => id })
