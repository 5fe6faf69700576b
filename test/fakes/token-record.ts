import { newRecord, type TokenRecord } from '../../electron/domain/token.js'

const usualId = '4ab5764f-4193-4f1d-b995-64144880b7d7'

/** A record as the index has it; what a test is about is given. */
export const recordOf = (some: Partial<TokenRecord> = {}): TokenRecord =>
  newRecord({
    id: usualId,
    name: 'Push code',
    organization: 'contoso',
    scopes: ['vso.code_write'],
    origin: 'api',
    createdAt: '2026-11-01T00:00:00.000Z',
    validTo: '2027-01-20T12:00:00.000Z',
    ...some
  })
