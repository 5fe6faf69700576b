import type { Secret } from '../domain/secret.js'
import { notedWords } from './noted-failure.js'
import type { Needs } from './parts.js'

/** A token that we put on the clipboard. `clearsAt` is ISO 8601 in UTC. */
export interface CopiedToken {
  readonly tokenId: string
  readonly clearsAt: string
  /** Marked so that clipboard histories leave it out. */
  readonly concealed: boolean
}

/** What we put on the clipboard, and take off again. */
export interface ClipboardService {
  copied(): CopiedToken | null
  /** Copies a token for as long as the settings say; a copy made before then starts that time anew. */
  copyToken(tokenId: string): Promise<CopiedToken>
  /** Copies a text with a token in it, for as long. */
  copySecret(tokenId: string, text: Secret): Promise<CopiedToken>
  /** Copies a value that is no secret. */
  copyValue(value: string): Promise<void>
  /** Clears a copied token if it is still there: on demand, when its time is over, and at quit. */
  clear(): Promise<void>
}

export function createClipboardService(
  deps: Needs<'keeper' | 'clipboard' | 'clock' | 'settings' | 'log' | 'onChange'>
): ClipboardService {
  const { keeper, clock, log, onChange } = deps
  let current: { readonly copied: CopiedToken; readonly secret: Secret; readonly cancel: () => void } | null =
    null

  function forget(): void {
    current?.cancel()
    current = null
    onChange()
  }

  async function clear(): Promise<void> {
    const mine = current
    if (mine === null) return
    mine.cancel()
    await deps.clipboard.clearIfStill(mine.secret)
    // Left as it is when that failed or a newer copy came: the page keeps saying what is on the clipboard.
    if (current === mine) forget()
  }

  async function copySecret(tokenId: string, secret: Secret): Promise<CopiedToken> {
    const concealed = await deps.clipboard.writeSecret(secret)
    current?.cancel()
    const life = deps.settings.read().clipboardSeconds * 1000
    const clearsAt = new Date(clock.now() + life).toISOString()
    const cancel = clock.after(life, () => {
      clear().catch(notedWords(log, 'clipboard.not-cleared'))
    })
    const copied = { tokenId, clearsAt, concealed }
    current = { copied, secret, cancel }
    onChange()
    return copied
  }

  return {
    copied: () => current?.copied ?? null,
    copySecret,
    copyToken: async (tokenId) => copySecret(tokenId, await keeper.secret(tokenId)),
    copyValue: async (value) => {
      await deps.clipboard.write(value)
      if (current !== null) forget()
    },
    clear
  }
}
