import type { ClipboardMark } from '../../electron/services/ports/stores.js'

export function createFakeClipboardMark(): ClipboardMark {
  let kept: string | null = null
  return { read: () => kept, write: (hash) => void (kept = hash) }
}
