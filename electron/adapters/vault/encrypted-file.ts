import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { Secret } from '../../domain/secret.js'
import type { SecretFile, Vault, VaultEntry } from '../../services/ports.js'

/** Names the format, and is authenticated with the content. */
const header = Buffer.from('TTS1')
const nonceLength = 12
const tagLength = 16

function encrypt(key: Buffer, content: string): Buffer {
  // A nonce may never be used twice with a key; at 96 random bits and a few writes a day it is not.
  const nonce = randomBytes(nonceLength)
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(header)
  const body = Buffer.concat([cipher.update(content, 'utf8'), cipher.final()])
  return Buffer.concat([header, nonce, cipher.getAuthTag(), body])
}

/** The content, or null where the key is another one or the file was changed. */
function decrypt(key: Buffer, file: Buffer): string | null {
  const start = header.length + nonceLength + tagLength
  if (file.length < start || !file.subarray(0, header.length).equals(header)) return null
  const nonce = file.subarray(header.length, header.length + nonceLength)
  try {
    const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagLength })
      .setAAD(header)
      .setAuthTag(file.subarray(header.length + nonceLength, start))
    return Buffer.concat([decipher.update(file.subarray(start)), decipher.final()]).toString('utf8')
  } catch {
    return null
  }
}

async function replace(file: string, content: Buffer): Promise<void> {
  const fresh = `${file}.new`
  const handle = await open(fresh, 'w', 0o600)
  try {
    await handle.writeFile(content)
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(fresh, file)
}

/**
 * A larger secret: an AES-256-GCM file whose random key lies in the vault, since Windows keeps 2,560 bytes of an
 * entry at most. Failures of the vault are passed on and change nothing. A file that its key does not open is
 * set aside, and counts as not there.
 */
export function createEncryptedFile(deps: {
  readonly file: string
  readonly vault: Vault
  readonly key: VaultEntry
}): SecretFile {
  const { file, vault, key: entry } = deps
  let last: Promise<unknown> = Promise.resolve()

  /** One after the other: two first writes would make two keys. */
  function inTurn<T>(task: () => Promise<T>): Promise<T> {
    const mine = last.then(task, task)
    last = mine.catch(() => undefined)
    return mine
  }

  const readKey = async (): Promise<Buffer | null> => {
    const kept = await vault.get(entry)
    return kept === null ? null : Buffer.from(kept.reveal(), 'base64')
  }

  async function makeKey(): Promise<Buffer> {
    const key = randomBytes(32)
    await vault.put(entry, new Secret(key.toString('base64')))
    return key
  }

  return {
    read: () =>
      inTurn(async () => {
        if (!existsSync(file)) return null
        const key = await readKey()
        const content = key === null ? null : decrypt(key, await readFile(file))
        if (content === null) await rename(file, `${file}.set-aside`)
        return content
      }),
    write: (content) =>
      inTurn(async () => {
        const key = (await readKey()) ?? (await makeKey())
        await mkdir(path.dirname(file), { recursive: true, mode: 0o700 })
        await replace(file, encrypt(key, content))
      }),
    erase: () =>
      inTurn(async () => {
        await rm(file, { force: true })
        await vault.delete(entry)
      })
  }
}
