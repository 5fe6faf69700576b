import { z } from 'zod'
import type { ClipboardMark } from '../../services/ports/stores.js'
import { openDocument } from './document-file.js'

/** The keyed hash of what we put on the clipboard, in `folder`. */
export function createClipboardMark(folder: string): ClipboardMark {
  const file = openDocument<{ hash: string | null }>(folder, {
    name: 'clipboard',
    schema: z.object({ hash: z.string().nullable() }),
    empty: { hash: null }
  })
  return {
    read: () => file.read().hash,
    write: (hash) => {
      if (hash !== file.read().hash) file.change(() => ({ hash }))
    }
  }
}
