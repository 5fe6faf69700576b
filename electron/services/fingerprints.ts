import { randomBytes } from 'node:crypto'
import { otherwise } from '../domain/app-failure.js'
import { Secret } from '../domain/secret.js'
import type { Needs } from './parts.js'

/** Recognises values without keeping them: a keyed hash of each in its record, the key in the keychain. */
export interface Fingerprints {
  of(value: Secret): Promise<string>
  /** The token of the list whose value this is, also after our copy of it was erased; null: a stranger's. */
  ownerOf(value: Secret): Promise<string | null>
  /** Sees to it that the record of a token whose value we have can be recognised from now on. */
  take(tokenId: string): Promise<void>
  /** Recognises nothing any more: the key is erased, and what was made with it. */
  forget(): Promise<void>
}

const unlessLost = otherwise((failure) => {
  if (failure.code !== 'vault-missing') throw failure
})

/** The keychain's entry of the key. */
const fingerprintKey = { label: 'Fingerprints' }

export function createFingerprints(deps: Needs<'vault' | 'index' | 'keeper'>): Fingerprints {
  const { vault, index, keeper } = deps
  let key: Promise<Secret> | null = null

  async function readKey(): Promise<Secret> {
    const known = await vault.get(fingerprintKey)
    if (known !== null) return known
    const made = new Secret(randomBytes(32).toString('base64'))
    await vault.put(fingerprintKey, made)
    return made
  }

  async function of(value: Secret): Promise<string> {
    key ??= readKey()
    try {
      return (await key).sign(value)
    } catch (error) {
      key = null
      throw error
    }
  }

  async function take(tokenId: string): Promise<void> {
    const { fingerprint } = keeper.record(tokenId)
    if (fingerprint !== null) return
    keeper.change(tokenId, { fingerprint: await of(await keeper.secret(tokenId)) })
  }

  return {
    of,
    take,
    forget: async () => {
      await vault.delete(fingerprintKey)
      key = null
      for (const { id } of index.all()) keeper.change(id, { fingerprint: null })
    },
    ownerOf: async (value) => {
      for (const record of index.all()) {
        // One value that the keychain lost is no reason to recognise none of the others.
        if (record.inVault || keeper.inMemory(record.id)) await take(record.id).catch(unlessLost)
      }
      const print = await of(value)
      return index.all().find(({ fingerprint }) => fingerprint === print)?.id ?? null
    }
  }
}
