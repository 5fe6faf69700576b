import { emptyMemory } from '../../domain/reminded-tokens.js'
import type { ReminderStore } from '../../services/ports/stores.js'
import { reminderMemory } from '../../shared/stored-reminders.js'
import { openDocument } from './document-file.js'

/**
 * What is remembered of reminders, in `folder`. A file that cannot be read means that at most the newest
 * reminder of each token comes once more.
 */
export function createReminderStore(folder: string): ReminderStore {
  return openDocument(folder, { name: 'reminders', schema: reminderMemory, empty: emptyMemory })
}
