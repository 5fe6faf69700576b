import { describe, expect, it } from 'vitest'
import { endAtService, mayBeForgotten, tokenState, tokenView } from '../../electron/domain/token-view.js'
import type { OrganizationClocks } from '../../electron/domain/token-clocks.js'
import { vaultLabelOf, type TokenRecord } from '../../electron/domain/token.js'
import { recordOf } from '../fakes/token-record.js'

const now = Date.parse('2026-11-23T12:00:00.000Z')

const unknown: OrganizationClocks = { backing: 'unknown', signedInAt: null }
const viewOf = (record: TokenRecord, inMemory = false) => tokenView(record, unknown, inMemory, now)

describe('a token as the page may know it', () => {
  it('says where the value is', () => {
    expect(viewOf(recordOf({ inVault: true })).kept).toBe('keychain')
    expect(viewOf(recordOf(), true).kept).toBe('memory')
    expect(viewOf(recordOf()).kept).toBe('nowhere')
  })

  it('has the state of its end, unless it was revoked', () => {
    expect(tokenState(recordOf(), now)).toBe('active')
    expect(tokenState(recordOf({ validTo: '2026-11-30T12:00:00.000Z' }), now)).toBe('ending-soon')
    expect(tokenState(recordOf({ validTo: '2026-11-30T12:00:00.001Z' }), now)).toBe('active')
    expect(tokenState(recordOf({ validTo: '2026-11-23T12:00:00.000Z' }), now)).toBe('expired')
    expect(tokenState(recordOf({ validTo: null }), now)).toBe('active')
    expect(tokenState(recordOf({ revokedAt: '2026-11-20T00:00:00.000Z' }), now)).toBe('revoked')
  })

  it('tells Git and an unfinished revoke', () => {
    expect(
      viewOf(recordOf({ git: { helper: 'libsecret', configured: [] }, revokeLeft: ['git'] }))
    ).toMatchObject({ usedByGit: true, revokeFailed: true })
    expect(viewOf(recordOf())).toMatchObject({ usedByGit: false, revokeFailed: false })
  })
})

describe('the end of a token that the service lists', () => {
  it.each([
    ['2027-01-20T12:00:00.000Z', false, '2027-01-20T12:00:00.000Z'],
    ['2027-01-20T12:00:00.000Z', true, '2026-12-01T00:00:00.000Z'],
    ['2026-11-25T12:00:00.000Z', true, '2026-11-25T12:00:00.000Z']
  ])('%s, for all organizations: %s, is %s', (validTo, allOrganizations, end) => {
    expect(endAtService({ validTo: Date.parse(validTo), allOrganizations })).toBe(Date.parse(end))
  })
})

describe('where else a token is', () => {
  it('is told: an entry of a file lies there as plain text, a place that nobody sees does not', () => {
    const uses = [
      { id: 'u1', kind: 'npmrc', file: '/home/ada/.npmrc', entry: '//pkgs.dev.azure.com/contoso/' },
      { id: 'u2', kind: 'manual', name: 'Nightly build', link: 'https://ci.example', note: 'ask Ops' }
    ] as const
    expect(viewOf(recordOf({ uses })).uses).toEqual([
      {
        ...{ id: 'u1', kind: 'npmrc', name: '/home/ada/.npmrc', entry: '//pkgs.dev.azure.com/contoso/' },
        ...{ link: '', note: '', plainText: true }
      },
      {
        ...{ id: 'u2', kind: 'manual', name: 'Nightly build', entry: '' },
        ...{ link: 'https://ci.example', note: 'ask Ops', plainText: false }
      }
    ])
  })
})

describe('what will stop a token', () => {
  const endOf = (some: Partial<TokenRecord>) => viewOf(recordOf(some)).end

  it('is its end, which the service can move up to a year after it was made', () => {
    expect(endOf({})).toEqual({
      ...{ at: '2027-01-20T12:00:00.000Z', reason: 'valid-to', sure: 'likely', helps: 'extend' },
      extendableTo: '2027-11-01T00:00:00.000Z'
    })
  })

  it('is the first of its clocks', () => {
    expect(endOf({ allOrganizations: true })).toMatchObject({
      at: '2026-12-01T00:00:00.000Z',
      reason: 'all-organizations',
      helps: 'replace',
      extendableTo: null
    })
    expect(endOf({ revokedAt: '2026-11-20T00:00:00.000Z' })).toMatchObject({
      at: '2026-11-20T00:00:00.000Z',
      reason: 'revoked',
      helps: null
    })
  })

  it('is not known where nobody told, nor the same on a Server', () => {
    expect(endOf({ validTo: null })).toEqual({
      ...{ at: null, reason: 'not-known', sure: 'unknown', helps: null, extendableTo: null }
    })
    const organization = 'https://devops.contoso.example/tfs/DefaultCollection'
    expect(endOf({ organization, allOrganizations: true })).toMatchObject({
      reason: 'valid-to',
      sure: 'known'
    })
  })
})

describe("the keychain's label", () => {
  it('can be recognised by a person and keeps two tokens of one name apart', () => {
    expect(vaultLabelOf(recordOf())).toBe('contoso · Push code · 4ab5764f')
    expect(vaultLabelOf(recordOf({ id: 'hand-9cf0be4e-4193-4f1d-b995-64144880b7d7' }))).toBe(
      'contoso · Push code · 9cf0be4e'
    )
  })
})

describe('taking a token off the list', () => {
  it('is for tokens that are over or whose revoke was begun', () => {
    expect(mayBeForgotten(recordOf(), now)).toBe(false)
    expect(mayBeForgotten(recordOf({ validTo: null }), now)).toBe(false)
    expect(mayBeForgotten(recordOf({ validTo: '2026-11-25T12:00:00.000Z' }), now)).toBe(false)
    expect(mayBeForgotten(recordOf({ validTo: '2026-11-22T12:00:00.000Z' }), now)).toBe(true)
    expect(mayBeForgotten(recordOf({ revokedAt: '2026-11-20T00:00:00.000Z' }), now)).toBe(true)
    expect(mayBeForgotten(recordOf({ revokeLeft: ['service'] }), now)).toBe(true)
  })
})
