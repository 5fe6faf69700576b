import { describe, expect, it } from 'vitest'
import { newRecord } from '../../electron/domain/token.js'

describe('a token that nothing was done with yet', () => {
  const known = {
    ...{ id: 'hand-4ab5764f-4193', name: 'Push code', organization: 'contoso', scopes: [] },
    ...{ createdAt: '2026-11-01T00:00:00.000Z', validTo: null },
    origin: 'assisted' as const
  }

  it('is nowhere, and does not renew itself', () => {
    expect(newRecord(known)).toMatchObject({
      ...{ inVault: false, git: null, uses: [], revokeLeft: [], autoRenew: false, successor: null }
    })
  })

  it('is told apart in the keychain from others of its name', () => {
    expect(newRecord(known).label).toBe('contoso · Push code · 4ab5764f')
  })
})
