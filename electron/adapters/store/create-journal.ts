import { z } from 'zod'
import type { CreateJournal, OpenCreate } from '../../services/ports/stores.js'
import { openList } from './document-file.js'

const openCreate = z.object({
  id: z.string().min(1),
  organization: z.string().min(1),
  name: z.string(),
  startedAt: z.iso.datetime()
}) satisfies z.ZodType<OpenCreate>

/** The creates of which it is not known that their token came to us, in `folder`. */
export function createCreateJournal(folder: string): CreateJournal {
  const { all, save, remove } = openList(folder, {
    name: 'creates',
    record: openCreate,
    keyOf: ({ id }) => id
  })
  return { all, open: save, close: remove }
}
