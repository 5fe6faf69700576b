import type { Rotation } from '../../electron/domain/rotation.js'
import type { RotationJournal } from '../../electron/services/ports/stores.js'

/** A journal in memory. */
export function createFakeRotationJournal(): RotationJournal {
  const entries = new Map<string, Rotation>()
  return {
    all: () => [...entries.values()],
    save: (rotation) => void entries.set(rotation.tokenId, rotation),
    remove: (tokenId) => void entries.delete(tokenId)
  }
}
