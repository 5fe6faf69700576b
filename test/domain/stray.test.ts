import { describe, expect, it } from 'vitest'
import { straysAmong } from '../../electron/domain/stray.js'
import type { TokenRecord } from '../../electron/domain/token.js'
import { recordOf } from '../fakes/token-record.js'

const start = Date.parse('2026-11-23T12:00:00.000Z')
const minute = 60_000
const create = { organization: 'contoso', name: 'Push code', startedAt: new Date(start).toISOString() }
const listed = (authorizationId: string, validFrom = start, name = create.name) => ({
  authorizationId,
  name,
  validFrom,
  ...{ scopes: [], validTo: validFrom + 30 * 1440 * minute, allOrganizations: false }
})
const found = (
  active: readonly ReturnType<typeof listed>[],
  records: readonly TokenRecord[] = [],
  hasValue: (record: TokenRecord) => boolean = ({ inVault }) => inVault
): string[] => straysAmong(create, active, records, hasValue).map(({ authorizationId }) => authorizationId)

describe('the strays of a create without an answer', () => {
  it('are told by name', () => {
    expect(found([listed('a'), listed('b', start, 'push code')])).toEqual(['a'])
  })

  it.each([
    [-5 * minute - 1, []],
    [-5 * minute, ['a']],
    [0, ['a']],
    [10 * minute, ['a']],
    [10 * minute + 1, []]
  ])('are told by time: %d ms after the start', (after, expected) => {
    expect(found([listed('a', start + after)])).toEqual(expected)
  })

  it('come first made first', () => {
    expect(found([listed('b', start + 2), listed('a', start + 1)])).toEqual(['a', 'b'])
  })

  it.each([
    ['known with its value', recordOf({ id: 'a', inVault: true }), []],
    ['known without a value', recordOf({ id: 'a' }), ['a']],
    ['a stray already', recordOf({ id: 'a', stray: true }), []],
    ['from elsewhere', recordOf({ id: 'a', origin: 'elsewhere' }), []],
    ['another one', recordOf({ id: 'b', inVault: true }), ['a']]
  ])('are not what is %s', (_what, record, expected) => {
    expect(found([listed('a')], [record])).toEqual(expected)
  })

  const pasted = (some: Partial<TokenRecord> = {}): TokenRecord =>
    recordOf({ id: 'hand-1', origin: 'assisted', createdAt: create.startedAt, inVault: true, ...some })

  it('are not what the person made by hand meanwhile, which is the youngest', () => {
    expect(found([listed('a')], [pasted()])).toEqual([])
    expect(found([listed('b', start + 2), listed('a', start + 1)], [pasted()])).toEqual(['a'])
    expect(found([listed('a')], [pasted(), pasted({ id: 'hand-2' })])).toEqual([])
    expect(found([listed('a')], [pasted({ organization: 'Contoso' })])).toEqual([])
  })

  it.each([
    ['before', { createdAt: '2026-11-23T11:59:59.999Z' }],
    ['under another name', { name: 'Other' }],
    ['for another organization', { organization: 'fabrikam' }],
    ['through the API', { origin: 'api' }]
  ] as const)('do not get fewer by what was made %s', (_how, some) => {
    expect(found([listed('a')], [pasted(some)])).toEqual(['a'])
  })
})
