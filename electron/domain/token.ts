import type { FileConsumerKind } from '../shared/consumer-view.js'
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
  /** The list that may have known of its value was lost, and the keychain is yet to be asked for it. */
  readonly unasked?: true | undefined
  /** What Git's helpers were given, so that exactly this can be erased. Null: nothing. */
  readonly git: GitMark | null
  readonly revokedAt: string | null
  /** Parts of a revoke that are not done: noted before it begins, and tried again. */
  readonly revokeLeft: readonly ('service' | 'git' | 'files' | 'keychain')[]
  /** A global token (azure-devops.md 5.2). */
  readonly allOrganizations: boolean
  /** Found by name and time after a create whose answer was lost: it has no value anywhere. */
  readonly stray: boolean
  /** Whose it is, as the engine or the service named the account. */
  readonly account: string | null
  /** Where else it is, besides Git. */
  readonly uses: readonly TokenUse[]
  readonly autoRenew: boolean
  /** A keyed hash of the value, by which it is recognised where it is found; null: not taken yet. */
  readonly fingerprint: string | null
  /** Under what the keychain shows it. It stays when the token is renamed, since the value is found by it. */
  readonly label: string
  /** The id of the token that took this one's place. */
  readonly successor: string | null
}

/** A file's entry that we wrote, or a place that the person told us of. */
export type TokenUse =
  | { readonly id: string; readonly kind: FileConsumerKind; readonly file: string; readonly entry: string }
  | {
      readonly id: string
      readonly kind: 'manual'
      readonly name: string
      readonly link: string
      readonly note: string
    }

export interface GitMark {
  readonly helper: string
  /** Keys of the global configuration that we added, to be taken out again. */
  readonly configured: readonly string[]
  /** Written down before Git was given it: whether Git has it is not known. */
  readonly pending?: true | undefined
}

type Known = 'id' | 'name' | 'organization' | 'scopes' | 'origin' | 'createdAt' | 'validTo'

/** A record of a token that nothing was done with yet. */
export function newRecord(known: Pick<TokenRecord, Known> & Partial<TokenRecord>): TokenRecord {
  return {
    requestedValidTo: null,
    inVault: false,
    git: null,
    revokedAt: null,
    revokeLeft: [],
    allOrganizations: false,
    stray: false,
    account: null,
    uses: [],
    autoRenew: false,
    fingerprint: null,
    successor: null,
    label: vaultLabelOf(known),
    ...known
  }
}

/**
 * Under what the keychain will show a new token: `contoso · Push code · 4ab5764f`. The start of the id keeps
 * two tokens of one name apart.
 */
export function vaultLabelOf(token: Pick<TokenRecord, 'id' | 'name' | 'organization'>): string {
  return `${token.organization} · ${token.name} · ${token.id.replace(/^hand-/, '').slice(0, 8)}`
}
