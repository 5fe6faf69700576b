import { emptyMemory } from '../../electron/domain/reminded-tokens.js'
import type { ReminderStore } from '../../electron/services/ports/stores.js'

/** The memory of reminders in memory. */
export interface FakeReminderStore extends ReminderStore {
  /** Every change fails with this until it is null again. */
  full: Error | null
}

export function createFakeReminderStore(): FakeReminderStore {
  let memory = emptyMemory
  const store: FakeReminderStore = {
    full: null,
    read: () => memory,
    change: (how) => {
      if (store.full !== null) throw store.full
      memory = how(memory)
    }
  }
  return store
}
