import type { Clipboard } from '../../electron/services/ports/desktop.js'

/** A clipboard that others may write to as well. */
export interface FakeClipboard extends Clipboard {
  text: string
  /** The mark of a secret is refused. */
  refusesMark: boolean
  /** True where the text was written as a secret. */
  concealed: boolean
  /** Every call rejects with this until it is null again. */
  broken: Error | null
  needsFocus: boolean
}

export function createFakeClipboard(): FakeClipboard {
  const clipboard: FakeClipboard = {
    text: '',
    refusesMark: false,
    concealed: false,
    broken: null,
    needsFocus: false,
    read: async () => {
      if (clipboard.broken !== null) throw clipboard.broken
      return clipboard.text
    },
    write: async (text) => {
      if (clipboard.broken !== null) throw clipboard.broken
      Object.assign(clipboard, { text, concealed: false })
    },
    writeSecret: async (secret) => {
      if (clipboard.broken !== null) throw clipboard.broken
      Object.assign(clipboard, { text: secret.reveal(), concealed: !clipboard.refusesMark })
      return clipboard.concealed
    },
    clearIfStill: async (secret) => {
      if (clipboard.broken !== null) throw clipboard.broken
      if (clipboard.text !== secret.reveal()) return false
      Object.assign(clipboard, { text: '', concealed: false })
      return true
    }
  }
  return clipboard
}
