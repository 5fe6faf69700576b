import { describe, expect, it } from 'vitest'
import { authorityOf, createTenantFinder } from '../../../electron/adapters/entra/authority.js'
import { AppFailure } from '../../../electron/domain/app-failure.js'
import type { HttpAnswer } from '../../../electron/services/ports/http.js'
import type { OrganizationRecord } from '../../../electron/services/ports/stores.js'
import { createFakeClock } from '../../fakes/clock.js'
import { createFakeHttp, empty } from '../../fakes/http.js'
import { createFakeOrganizationIndex } from '../../fakes/organization-index.js'

const tenant = '72f988bf-86f1-41af-91ab-2d7cd011db47'
const other = '33e01921-4d64-4f8c-a055-5bdaffd5e33d'
const nobody = '00000000-0000-0000-0000-000000000000'
const entra = { kind: 'entra', id: tenant } as const
const day = 24 * 3_600_000

function make(
  answer: () => HttpAnswer | Promise<HttpAnswer>,
  records: Parameters<typeof createFakeOrganizationIndex>[0] = []
) {
  const parts = {
    http: createFakeHttp(answer),
    organizations: createFakeOrganizationIndex(records),
    clock: createFakeClock(Date.parse('2026-11-23T12:00:00.000Z'))
  }
  return { ...parts, finder: createTenantFinder(parts) }
}

const find = (headers: Record<string, string>, status = 401) =>
  make(() => empty(status, headers)).finder.find('contoso')
const challenge = (address: string) => ({ 'www-authenticate': `Bearer authorization_uri=${address}` })

describe("an organization's tenant", () => {
  it('is asked of the organization itself, without credentials', async () => {
    const { http, finder } = make(() => empty(401))
    await finder.find('contoso')
    expect(http.requests).toEqual([{ method: 'HEAD', url: 'https://dev.azure.com/contoso' }])
  })

  it.each([
    ['the challenge', challenge(`https://login.microsoftonline.com/${tenant}`), entra],
    [
      'a challenge in quotes among others',
      {
        'www-authenticate': `Bearer authorization_uri="https://login.microsoftonline.com/${tenant}", Basic realm="x", TFS-Federated`
      },
      entra
    ],
    ["the sign-in's older name", challenge(`https://login.windows.net/${tenant}`), entra],
    [
      "a tenant's domain",
      challenge('https://login.windows.net/contoso.example'),
      { kind: 'entra', id: 'contoso.example' }
    ],
    [
      'the challenge before the header',
      { ...challenge(`https://login.microsoftonline.com/${tenant}`), 'x-vss-resourcetenant': other },
      entra
    ],
    ['the header', { 'x-vss-resourcetenant': tenant.toUpperCase() }, entra],
    ['the first id that is not empty', { 'x-vss-resourcetenant': `${nobody}, ${tenant},${other}` }, entra],
    ['an empty id', { 'x-vss-resourcetenant': nobody }, { kind: 'microsoft-account' }],
    [
      'the home of Microsoft accounts',
      { 'x-vss-resourcetenant': '9188040d-6c67-4c5b-b112-36a304b66dad' },
      { kind: 'microsoft-account' }
    ],
    [
      'the tenant of transferred Microsoft accounts',
      challenge('https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a'),
      { kind: 'microsoft-account' }
    ],
    ['nothing', {}, { kind: 'unknown' }],
    ['a header that is no id', { 'x-vss-resourcetenant': 'evil/path' }, { kind: 'unknown' }]
  ])('is found by %s', async (_name, headers, expected) => {
    expect(await find(headers)).toEqual(expected)
    expect(await find(headers, 302)).toEqual(expected)
  })

  it.each([
    'https://login.microsoftonline.com.evil.example/common',
    'https://evil.example/common',
    `http://login.microsoftonline.com/${tenant}`,
    'https://user@evil.example/login.microsoftonline.com',
    'https://login.microsoftonline.com/',
    'https://login.microsoftonline.com/common',
    'https://login.microsoftonline.com/%2e%2e%2fevil',
    'https://login.microsoftonline.com/--help'
  ])('is never taken from %s', async (address) => {
    expect(await find(challenge(address))).toEqual({ kind: 'unknown' })
  })

  it('is missing with the organization, unless the answer names it all the same', async () => {
    await expect(find({}, 404)).rejects.toMatchObject({
      code: 'organization-not-found',
      facts: { organization: 'contoso' }
    })
    expect(await find({ 'x-vss-resourcetenant': tenant }, 404)).toEqual(entra)
  })

  it('is never asked of a Server', async () => {
    const { http, finder } = make(() => empty(401))
    await expect(finder.find('https://tfs.contoso.com/tfs/Code')).rejects.toThrow(RangeError)
    expect(http.requests).toEqual([])
  })

  it('makes an authority of the one known host', () => {
    expect(authorityOf(tenant)).toBe(`https://login.microsoftonline.com/${tenant}`)
    expect(authorityOf('a/b?c')).toBe('https://login.microsoftonline.com/a%2Fb%3Fc')
  })
})

describe('a tenant that was found', () => {
  const known = (at: string): Pick<OrganizationRecord, 'organization' | 'tenant'> => ({
    organization: 'Contoso',
    tenant: { found: entra, at }
  })

  it('is good for seven days, whatever the spelling of the organization', async () => {
    const { finder, http, clock, organizations } = make(() => empty(401, { 'x-vss-resourcetenant': tenant }))
    expect(await finder.find('contoso')).toEqual(entra)
    expect(organizations.all()).toMatchObject([
      { organization: 'contoso', tenant: { found: entra, at: '2026-11-23T12:00:00.000Z' } }
    ])
    clock.advance(7 * day - 1)
    expect(await finder.find('CONTOSO')).toEqual(entra)
    expect(http.requests).toHaveLength(1)
    clock.advance(1)
    await finder.find('contoso')
    expect(http.requests).toHaveLength(2)
    expect(organizations.all()[0]?.tenant?.at).toBe('2026-11-30T12:00:00.000Z')
  })

  it('is asked again when the clock was set back', async () => {
    const { finder, http } = make(
      () => empty(401, { 'x-vss-resourcetenant': other }),
      [known('2027-01-01T00:00:00.000Z')]
    )
    expect(await finder.find('contoso')).toEqual({ kind: 'entra', id: other })
    expect(http.requests).toHaveLength(1)
  })

  it('is used when it is old and there is no network, but not when the service says otherwise', async () => {
    const old = known('2026-01-01T00:00:00.000Z')
    const offline = make(() => Promise.reject(new AppFailure('offline')), [old])
    expect(await offline.finder.find('contoso')).toEqual(entra)
    const gone = make(() => empty(404), [old])
    await expect(gone.finder.find('contoso')).rejects.toMatchObject({ code: 'organization-not-found' })
    const never = make(() => Promise.reject(new AppFailure('offline')))
    await expect(never.finder.find('contoso')).rejects.toMatchObject({ code: 'offline' })
  })

  it('is not remembered where it is not known', async () => {
    const { finder, organizations } = make(() => empty(401))
    await finder.find('contoso')
    expect(organizations.all()).toEqual([])
  })
})
