import { describe, expect, it } from 'vitest'
import { authorityOf, findTenant, isTenantId } from '../../../electron/adapters/entra/authority.js'
import { createFakeHttp, empty } from '../../fakes/http.js'

const tenant = '72f988bf-86f1-41af-91ab-2d7cd011db47'
const other = '33e01921-4d64-4f8c-a055-5bdaffd5e33d'
const nobody = '00000000-0000-0000-0000-000000000000'
const find = (headers: Record<string, string>, status = 401) =>
  findTenant(
    createFakeHttp(() => empty(status, headers)),
    'contoso'
  )
const challenge = (address: string) => ({ 'www-authenticate': `Bearer authorization_uri=${address}` })

describe("an organization's tenant", () => {
  it('is asked of the organization itself, without credentials', async () => {
    const http = createFakeHttp(() => empty(404))
    await findTenant(http, 'contoso')
    expect(http.requests).toEqual([{ method: 'HEAD', url: 'https://dev.azure.com/contoso' }])
  })

  it.each([
    ['the challenge', challenge(`https://login.microsoftonline.com/${tenant}`), tenant],
    [
      'a challenge in quotes among others',
      {
        'www-authenticate': `Bearer authorization_uri="https://login.microsoftonline.com/${tenant}", Basic realm="x", TFS-Federated`
      },
      tenant
    ],
    ["the sign-in's older name", challenge(`https://login.windows.net/${tenant}`), tenant],
    [
      'the challenge before the header',
      { ...challenge(`https://login.microsoftonline.com/${tenant}`), 'x-vss-resourcetenant': other },
      tenant
    ],
    ['the header', { 'x-vss-resourcetenant': tenant }, tenant],
    [
      'the first id of the header that is not empty',
      { 'x-vss-resourcetenant': `${nobody}, ${tenant},${other}` },
      tenant
    ],
    ['an organization of Microsoft accounts', { 'x-vss-resourcetenant': nobody }, 'organizations'],
    ['nothing said', {}, 'common'],
    ['a header that is no id', { 'x-vss-resourcetenant': 'evil/path' }, 'common']
  ])('is found by %s', async (_name, headers, expected) => {
    expect(await find(headers)).toBe(expected)
    expect(await find(headers, 302)).toBe(expected)
  })

  it.each([
    'https://login.microsoftonline.com.evil.example/common',
    'https://evil.example/common',
    'http://login.microsoftonline.com/common',
    'https://user@evil.example/login.microsoftonline.com',
    'https://login.microsoftonline.com/',
    'https://login.microsoftonline.com/%2e%2e%2fevil'
  ])('is never taken from %s', async (address) => {
    expect(await find(challenge(address))).toBe('common')
  })

  it('makes an authority of the one known host', () => {
    expect(authorityOf(tenant)).toBe(`https://login.microsoftonline.com/${tenant}`)
    expect(authorityOf('a/b?c')).toBe('https://login.microsoftonline.com/a%2Fb%3Fc')
    expect([isTenantId(tenant), isTenantId('contoso.example'), isTenantId('common')]).toEqual([
      true,
      false,
      false
    ])
  })
})
