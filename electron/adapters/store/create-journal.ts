import { z } from 'zod'
import type { CreateJournal, OpenCreate } from '../../services/ports/stores.js'
import { openDocument } from './document-file.js'

const openCreate = z.object({
  id: z.string().min(1),
  organization: z.string().min(1),
  name: z.string(),
  startedAt: z.iso.datetime()
}) satisfies z.ZodType<OpenCreate>

const document = z.object({ creates: z.array(openCreate) })

/** The creates of which it is not known that their token came to us, in `folder`. */
export function createCreateJournal(folder: string): CreateJournal {
  const file = openDocument<{ creates: readonly OpenCreate[] }>(folder, {
    name: 'creates',
    version: 1,
    schema: document,
    empty: { creates: [] },
    migrations: {}
  })
  const without = (creates: readonly OpenCreate[], id: string): readonly OpenCreate[] =>
    creates.filter((one) => one.id !== id)
  return {
    all: () => file.read().creates,
    open: (create) => file.change(({ creates }) => ({ creates: [...without(creates, create.id), create] })),
    close: (id) => file.change(({ creates }) => ({ creates: without(creates, id) }))
  }
}
