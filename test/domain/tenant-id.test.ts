import { describe, expect, it } from 'vitest'
import { isOfMicrosoftAccounts, isTenantId, namesTenant } from '../../electron/domain/tenant-id.js'

const id = '72f988bf-86f1-41af-91ab-2d7cd011db47'

describe('what names a tenant', () => {
  it.each([
    [id, true, true],
    [id.toUpperCase(), true, true],
    ['contoso.example', false, true],
    ['contoso.onmicrosoft.com', false, true],
    ['common', false, false],
    ['organizations', false, false],
    ['', false, false],
    [`${id} `, false, false],
    ['--help', false, false],
    ['-a.example', false, false],
    ['a..example', false, false],
    ['contoso.example/x', false, false],
    ['contoso.example&calc', false, false],
    [`x${id}`, false, false]
  ])('%j: an id %s, a name %s', (text, isId, names) => {
    expect([isTenantId(text), namesTenant(text)]).toEqual([isId, names])
  })

  it('is told apart from the tenants of Microsoft accounts', () => {
    expect(isOfMicrosoftAccounts('9188040D-6c67-4c5b-b112-36a304b66dad')).toBe(true)
    expect(isOfMicrosoftAccounts('f8cdef31-a31e-4b4a-93e4-5f571e91255a')).toBe(true)
    expect(isOfMicrosoftAccounts(id)).toBe(false)
  })
})
