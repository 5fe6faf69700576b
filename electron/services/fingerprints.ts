import { randomBytes } from 'node:crypto'
import { AppFailure, otherwise } from '../domain/app-failure.js'
import { Secret } from '../domain/secret.js'
import type { Needs } from './parts.js'

/** Recognises values without keeping them: a keyed hash of each in its record, the key in the keychain. */
export interface Fingerprints {
  of(value: Secret): Promise<string>
  /** The token of the list whose value this is, also after our copy of it was erased; null: a stranger's. */
  ownerOf(value: Secret): Promise<string | null>
  /** Is what is in `file` the value of this token? `vault-missing` (`file`) where neither value nor hash is left to tell. */
  matches(tokenId: string, there: Secret, file: string): Promise<boolean>
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

  function forgetAll(): void {
    const known = index.all().filter(({ fingerprint }) => fingerprint !== null)
    if (known.length > 0) index.save(...known.map((record) => ({ ...record, fingerprint: null })))
  }

  async function readKey(): Promise<Secret> {
    const known = await vault.get(fingerprintKey)
    if (known !== null) return known
    // Made with a key that is gone, they make strangers of our own values. First, so that no end in between keeps them.
    forgetAll()
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

  async function ownerOf(value: Secret): Promise<string | null> {
    // First: a new key means that all others are taken anew.
    const print = await of(value)
    for (const record of index.all()) {
      // One value that the keychain lost is no reason to recognise none of the others.
      if (record.inVault || keeper.inMemory(record.id)) await take(record.id).catch(unlessLost)
    }
    return index.all().find(({ fingerprint }) => fingerprint === print)?.id ?? null
  }

  return {
    of,
    take,
    ownerOf,
    matches: async (tokenId, there, file) => {
      const owner = await ownerOf(there)
      if (owner === null && keeper.record(tokenId).fingerprint === null) {
        throw new AppFailure('vault-missing', { file })
      }
      return owner === tokenId
    },
    forget: async () => {
      await vault.delete(fingerprintKey)
      key = null
      forgetAll()
    }
  }
}
