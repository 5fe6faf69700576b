import { randomBytes } from 'node:crypto'
import { Secret } from '../domain/secret.js'
import type { Clipboard } from './ports/desktop.js'
import { notedWords } from './noted-failure.js'
import type { Needs } from './parts.js'

/** A clipboard that remembers over a crash, without the value, that it holds a token of ours. */
interface MarkedClipboard extends Clipboard {
  /**
   * Clears a token that an earlier run of the app left there, if it is still there. What cannot be told now, with
   * the keychain locked or without the focus, is tried again at the next call. Never rejects.
   */
  clearLeft(): Promise<void>
}

/** The keychain's entry of the key of its mark. */
export const clipboardKey = { label: 'Clipboard' }

export function createMarkedClipboard(
  deps: Needs<'clipboard' | 'clipboardMark' | 'vault' | 'index' | 'log'>
): MarkedClipboard {
  const { clipboard: system, clipboardMark: mark, vault, log } = deps
  /** The mark of an earlier run, until it is dealt with. */
  let left = mark.read()
  let key: Secret | null = null

  /** Null while the keychain is not open: nobody is asked for a password for this. */
  async function knownKey(): Promise<Secret | null> {
    if (key === null && (await vault.state()) === 'ready') key = await vault.get(clipboardKey)
    return key
  }

  async function note(secret: Secret): Promise<void> {
    let signing = await knownKey()
    if (signing === null) {
      // The very first write to a keychain asks the person for a password: it is to be a token's.
      const isUsed = deps.index.all().some(({ inVault }) => inVault)
      if (!isUsed || (await vault.state()) !== 'ready') return
      signing = new Secret(randomBytes(32).toString('base64'))
      await vault.put(clipboardKey, signing)
      key = signing
    }
    mark.write(signing.sign(secret))
  }

  return {
    needsFocus: system.needsFocus,
    read: () => system.read(),
    write: async (text) => {
      await system.write(text)
      left = null
      mark.write(null)
    },
    writeSecret: async (secret) => {
      // Before the value is there, so that no crash comes in between.
      await note(secret).catch(notedWords(log, 'clipboard.not-marked'))
      try {
        const isConcealed = await system.writeSecret(secret)
        left = null
        return isConcealed
      } catch (failure) {
        // What an earlier run left is still there.
        if (left !== null) mark.write(left)
        throw failure
      }
    },
    clearIfStill: async (secret) => {
      const cleared = await system.clearIfStill(secret)
      // A newer copy has a mark of its own.
      if (key !== null && mark.read() === key.sign(secret)) mark.write(null)
      return cleared
    },
    clearLeft: async () => {
      if (left === null) return
      try {
        const signed = await knownKey()
        if (signed === null && (await vault.state()) !== 'ready') return
        const text = await system.read()
        if (signed?.sign(text) === left) await system.clearIfStill(new Secret(text))
        // Meanwhile something may have been copied.
        if (mark.read() === left) mark.write(null)
        left = null
      } catch (error) {
        notedWords(log, 'clipboard.left')(error)
      }
    }
  }
}
