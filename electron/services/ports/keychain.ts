import type { Secret } from '../../domain/secret.js'

export type VaultState = 'ready' | 'no-service' | 'locked'

/**
 * The operating system's keychain. `get` rejects with `vault-locked`, `vault-dismissed`, `vault-no-answer`,
 * `no-protected-store`, `vault-failed`; it gives null only when the entry is known to be missing. A read that fails deletes nothing.
 */
export interface Vault {
  state(): Promise<VaultState>
  get(entry: VaultEntry): Promise<Secret | null>
  /** Resolves only after the value was read back and compared. */
  put(entry: VaultEntry, secret: Secret): Promise<void>
  /** Resolves when the entry is gone, also when it never was there. */
  delete(entry: VaultEntry): Promise<void>
}

/** `label` is what the person sees in the keychain's own program, e.g. `contoso · Push code · 4ab5764f`. */
export interface VaultEntry {
  readonly label: string
}

/** A larger secret (msal's cache): an encrypted file whose key is in the vault. */
export interface SecretFile {
  read(): Promise<string | null>
  write(content: string): Promise<void>
  erase(): Promise<void>
}
