import type { TokenRecord } from '../../electron/domain/token.js'
import type { TokenIndex } from '../../electron/services/ports/stores.js'

export interface FakeTokenIndex extends TokenIndex {
  /** Saving throws this until it is null again: a full disk. */
  full: Error | null
  /** It began with a damaged list. */
  setAside: boolean
}

export function createFakeTokenIndex(): FakeTokenIndex {
  const records = new Map<string, TokenRecord>()
  const index: FakeTokenIndex = {
    full: null,
    setAside: false,
    all: () => [...records.values()],
    save: (...saved) => {
      if (index.full !== null) throw index.full
      for (const record of saved) records.set(record.id, record)
    },
    remove: (id) => void records.delete(id),
    wasEverSetAside: () => index.setAside
  }
  return index
}
