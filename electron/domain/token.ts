import type { TokenRecord } from '../shared/stored-token.js'

export type { GitMark, TokenRecord, TokenUse } from '../shared/stored-token.js'

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
