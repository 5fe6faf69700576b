import type { AppFailure } from '../../electron/domain/app-failure.js'
import type { Secret } from '../../electron/domain/secret.js'
import type { Vault } from '../../electron/services/ports/keychain.js'

/** A keychain in memory that can be locked, or missing. */
export interface FakeVault extends Vault {
  readonly entries: Map<string, Secret>
  /** What every call rejects with, until it is null again. */
  problem: AppFailure | null
}

export function createFakeVault(): FakeVault {
  const entries = new Map<string, Secret>()
  const open = (): void => {
    if (vault.problem !== null) throw vault.problem
  }
  const vault: FakeVault = {
    entries,
    problem: null,
    state: async () => {
      if (vault.problem === null) return 'ready'
      return vault.problem.code === 'no-protected-store' ? 'no-service' : 'locked'
    },
    get: async ({ label }) => {
      open()
      return entries.get(label) ?? null
    },
    put: async ({ label }, secret) => {
      open()
      entries.set(label, secret)
    },
    delete: async ({ label }) => {
      open()
      entries.delete(label)
    }
  }
  return vault
}
