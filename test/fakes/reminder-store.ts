import { emptyMemory } from '../../electron/domain/reminded-tokens.js'
import type { ReminderStore } from '../../electron/services/ports.js'

/** The memory of reminders in memory. */
export interface FakeReminderStore extends ReminderStore {
  /** Every write fails with this until it is null again. */
  full: Error | null
}

export function createFakeReminderStore(): FakeReminderStore {
  let memory = emptyMemory
  const store: FakeReminderStore = {
    full: null,
    read: () => memory,
    write: (given) => {
      if (store.full !== null) throw store.full
      memory = given
    }
  }
  return store
}
