import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { mkdir, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { createQueue } from '../../domain/one-at-a-time.js'
import { AppFailure } from '../../domain/app-failure.js'
import { Secret } from '../../domain/secret.js'
import type { Log } from '../../services/ports/log.js'
import type { SecretFile, Vault, VaultEntry } from '../../services/ports/keychain.js'
import { contentOf, isThere, setAside, writeWhole } from '../files/disk.js'

export interface EncryptedFileDeps {
  readonly vault: Vault
  readonly file: string
  /** The keychain entry of the key; several files may share it. */
  readonly key: VaultEntry
  readonly log: Log
}

/*
 * The file: `header | nonce | tag | ciphertext`. The header names the format and its version and is
 * authenticated with the rest. A nonce is random and used once (NIST SP 800-38D, 8.2.2).
 */
const header = Buffer.from('token-tray 1\n')
const nonceLength = 12
const tagLength = 16
const keyLength = 32

/**
 * A secret too large for a keychain entry (Windows takes 2,560 bytes), as an AES-256-GCM file that only its
 * owner may read, under a random key in the vault. What the vault rejects with is passed on and changes
 * nothing. A file that cannot be decrypted is set aside, never deleted, and reads as null. What the disk refuses
 * rejects with `file-not-readable` or `file-not-written`; a file that it did not give is not written over.
 */
export function createEncryptedFile({ vault, file, key: entry, log }: EncryptedFileDeps): SecretFile & {
  /** The newest content did not come to the disk. */
  isUnwritten(): boolean
} {
  const oneByOne = createQueue()
  let unread = false
  let unwritten = false

  function failure(code: 'file-not-readable' | 'file-not-written', error: unknown): unknown {
    if (!(error instanceof Error) || !('code' in error) || error instanceof AppFailure) return error
    return new AppFailure(code, { file, serviceMessage: String(error.code) }, { cause: error })
  }

  async function knownKey(): Promise<Buffer | null> {
    const kept = await vault.get(entry)
    const key = kept === null ? null : Buffer.from(kept.reveal(), 'base64')
    return key?.length === keyLength ? key : null
  }

  async function newKey(): Promise<Buffer> {
    const key = randomBytes(keyLength)
    await vault.put(entry, new Secret(key.toString('base64')))
    return key
  }

  async function discard(reason: string): Promise<void> {
    log.warn('encrypted-file.set-aside', { file: path.basename(file), reason })
    await setAside(file)
  }

  return {
    read: () =>
      oneByOne(async () => {
        try {
          unread = true
          const content = await contentOf(file)
          unread = false
          if (content === null) return null
          const key = await knownKey()
          const text = key === null ? null : decrypted(content, key)
          if (text === null) await discard(key === null ? 'no-key' : 'not-decrypted')
          return text
        } catch (error) {
          throw failure('file-not-readable', error)
        }
      }),
    write: (text) =>
      oneByOne(async () => {
        unwritten = true
        if (unread) throw new AppFailure('file-not-written', { file })
        try {
          let key = await knownKey()
          if (key === null) {
            if (await isThere(file)) await discard('no-key')
            key = await newKey()
          }
          await writeAtomically(file, encrypted(text, key))
          unwritten = false
        } catch (error) {
          // That the keychain does not open is said elsewhere.
          unwritten = !(error instanceof AppFailure)
          throw failure('file-not-written', error)
        }
      }),
    erase: () =>
      oneByOne(async () => {
        try {
          await rm(file, { force: true })
        } catch (error) {
          throw failure('file-not-written', error)
        }
        unread = false
        unwritten = false
      }),
    isUnwritten: () => unwritten
  }
}

function encrypted(text: string, key: Buffer): Buffer {
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
  cipher.setAAD(header)
  const body = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
  return Buffer.concat([header, nonce, cipher.getAuthTag(), body])
}

function decrypted(content: Buffer, key: Buffer): string | null {
  const start = header.length + nonceLength + tagLength
  if (content.length < start || !content.subarray(0, header.length).equals(header)) return null
  const nonce = content.subarray(header.length, header.length + nonceLength)
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
  decipher.setAAD(header)
  decipher.setAuthTag(content.subarray(header.length + nonceLength, start))
  try {
    return Buffer.concat([decipher.update(content.subarray(start)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

/** Either the old content or the new one is there, also after a crash. */
async function writeAtomically(file: string, content: Buffer): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.draft`
  await rm(draft, { force: true })
  await writeWhole(draft, content, 'wx')
  await rename(draft, file)
}
