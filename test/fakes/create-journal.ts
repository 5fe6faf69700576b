import type { CreateJournal, OpenCreate } from '../../electron/services/ports/stores.js'

/** A journal in memory; hand `entries` to another one for a restart. */
export interface FakeCreateJournal extends CreateJournal {
  readonly entries: Map<string, OpenCreate>
}

export function createFakeCreateJournal(
  entries: Map<string, OpenCreate> = new Map<string, OpenCreate>()
): FakeCreateJournal {
  return {
    entries,
    all: () => [...entries.values()],
    open: (create) => void entries.set(create.id, create),
    close: (id) => void entries.delete(id)
  }
}
