import type { CreateJournal } from '../../services/ports/stores.js'
import { openCreate } from '../../shared/stored-create.js'
import { openList } from './document-file.js'

/** The creates of which it is not known that their token came to us, in `folder`. */
export function createCreateJournal(folder: string): CreateJournal {
  const { all, save, remove } = openList(folder, {
    name: 'creates',
    record: openCreate,
    keyOf: ({ id }) => id
  })
  return { all, open: save, close: remove }
}
