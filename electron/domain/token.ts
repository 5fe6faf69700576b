import type { TokenOrigin } from '../shared/view.js'

/**
 * What this app remembers of a token, without its value. Times are ISO 8601 in UTC, as parsed and written
 * again by us (the service sends 2 to 7 fractional digits, azure-devops.md 1.2).
 */
export interface TokenRecord {
  /** `authorizationId` for a token that the service's list knows, `hand-{uuid}` for a pasted one. */
  readonly id: string
  readonly name: string
  readonly organization: string
  readonly scopes: readonly string[]
  readonly origin: TokenOrigin
  /** When it was made, or given to us. */
  readonly createdAt: string
  readonly validTo: string | null
  readonly requestedValidTo: string | null
  /** The value was read back from the keychain after it was written. */
  readonly inVault: boolean
  /** What Git's helpers were given, so that exactly this can be erased. Null: nothing. */
  readonly git: GitMark | null
  readonly revokedAt: string | null
  /** Parts of a revoke that did not go through, to be tried again. */
  readonly revokeLeft: readonly ('service' | 'git' | 'keychain')[]
  /** A global token (azure-devops.md 5.2). */
  readonly allOrganizations: boolean
  /** Found by name and time after a create whose answer was lost: it has no value anywhere. */
  readonly stray: boolean
  /** Whose it is, as the engine or the service named the account. */
  readonly account: string | null
}

export interface GitMark {
  readonly helper: string
  /** Keys of the global configuration that we added, to be taken out again. */
  readonly configured: readonly string[]
}
