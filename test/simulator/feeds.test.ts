import { describe, expect, it } from 'vitest'
import { startForTests } from './started.js'

const { simulator, client } = await startForTests()

const tokenFor = (scope: string, organization = 'contoso') =>
  simulator.issueToken(organization, { scope }).value
const base64 = (text: string) => Buffer.from(text).toString('base64')
const basic = (token: string, user = 'any') => `Basic ${base64(`${user}:${token}`)}`

async function get(url: string, authorization?: string, method = 'GET') {
  const response = await client.send(url, { method, headers: authorization ? { authorization } : {} })
  return { status: response.status, headers: response.headers, text: await response.text() }
}

describe('the list of feeds', () => {
  const address = (place: string) => `https://feeds.dev.azure.com/${place}/_apis/packaging/feeds`
  const names = async (organization: string) => {
    const token = tokenFor('vso.packaging', organization)
    const { text } = await get(`${address(organization)}?api-version=7.1-preview.1`, basic(token))
    const { value } = JSON.parse(text) as { value: { name: string; project?: { name: string } }[] }
    return value.map((one) => [one.name, one.project?.name ?? null])
  }

  it('has all of an organization, and names the project of those that have one', async () => {
    expect(await names('contoso')).toEqual([
      ['shop-packages', null],
      ['site-packages', 'web-shop']
    ])
    expect(await names('wingtip')).toEqual([])
  })

  it('is for tokens that may read packages', async () => {
    const list = `${address('contoso')}?api-version=6.1-preview.1`
    expect((await get(list, basic(tokenFor('vso.packaging_write')))).status).toBe(200)
    expect((await get(list, basic(tokenFor('vso.code')))).status).toBe(401)
    expect((await get(list)).status).toBe(203)
    const plain = `${address('contoso')}?api-version=7.1`
    expect((await get(plain, basic(tokenFor('app_token')))).status).toBe(400)
  })
})

describe('a feed', () => {
  const feed = 'https://pkgs.dev.azure.com/contoso/_packaging/shop-packages'
  const spaced = 'https://pkgs.dev.azure.com/fabrikam/Fiber%20Suite/_packaging/fiber-packages'

  it.each([
    ['npm/registry/tiny-shop', '"integrity":"sha512-'],
    ['npm/registry/-/ping', '{}'],
    ['pypi/simple/', 'tiny-shop'],
    [
      'pypi/simple/tiny-shop/',
      `${spaced}/pypi/download/tiny-shop/1/tiny_shop-1.0.0-py3-none-any.whl#sha256=`
    ],
    ['nuget/v3/index.json', `"@id":"${spaced}/nuget/v3/flat2/"`],
    ['maven/v1/com/contoso/shop/parent/1.0.0/parent-1.0.0.pom', '<artifactId>parent'],
    ['Cargo/index/config.json', '"auth-required":true'],
    ['Cargo/index/ti/ny/tiny-shop', '"cksum":"']
  ])('gives %s', async (file, content) => {
    const found = await get(`${spaced}/${file}`, basic(tokenFor('vso.packaging', 'fabrikam')))
    expect(found.status).toBe(200)
    expect(found.text).toContain(content)
  })

  it('asks for a password whoever brings none', async () => {
    const answer = await get(`${feed}/npm/registry/tiny-shop`)
    expect(answer.status).toBe(401)
    expect(answer.headers.get('www-authenticate')).toContain('Basic realm=')
  })

  it('wants the base64 of user:token, whatever the user', async () => {
    const address = `${feed}/npm/registry/-/ping`
    const token = tokenFor('vso.packaging')
    const right = [basic(token), basic(token, ''), basic(token, token)]
    const wrong = [
      ...[`Bearer ${token}`, `Basic ${token}`, `Basic ${base64(token)}`, `Basic ${base64(`${token}:`)}`],
      ...[basic(`${token}\n`), basic(base64(token)), basic(token).replace(/=*$/, '!')]
    ]
    for (const one of right) expect((await get(address, one)).status).toBe(200)
    for (const one of wrong) expect((await get(address, one)).status).toBe(401)
  })

  it('is closed to tokens that are over, revoked, of another organization, or not for packages', async () => {
    const ping = async (value: string) => (await get(`${feed}/npm/registry/-/ping`, basic(value))).status
    const expired = simulator.issueToken('contoso', { scope: 'vso.packaging' })
    const revoked = simulator.issueToken('contoso', { scope: 'vso.packaging' })
    simulator.expireToken(expired.token.authorizationId)
    simulator.revokeToken(revoked.token.authorizationId)
    for (const scope of ['vso.packaging', 'vso.packaging_write', 'vso.packaging_manage', 'app_token']) {
      expect(await ping(tokenFor(scope))).toBe(200)
    }
    const dead = [expired.value, revoked.value, tokenFor('vso.packaging', 'fabrikam'), tokenFor('vso.code')]
    for (const value of dead) expect(await ping(value)).toBe(401)
  })

  it('is known in its project alone, and takes no packages', async () => {
    const token = basic(tokenFor('vso.packaging_write'))
    const ping = '/npm/registry/-/ping'
    for (const [address, status] of [
      [feed.replace('/_packaging', '/web-shop/_packaging'), 404],
      [feed.replace('shop-packages', 'site-packages'), 404],
      [feed.replace('_packaging/shop', 'WEB-SHOP/_packaging/Site'), 200]
    ] as const) {
      expect((await get(address + ping, token)).status).toBe(status)
    }
    expect((await get(`${feed}/npm/registry/tiny-shop`, token, 'PUT')).status).toBe(405)
  })
})

it('counts a request as failed that brought a credential in vain, not one that asked for the challenge', async () => {
  const before = simulator.failedRequests().length
  const address = 'https://pkgs.dev.azure.com/contoso/_packaging/shop-packages/npm/registry/-/ping'
  await get(address)
  await get(address, basic(''))
  await get(address, basic(tokenFor('vso.packaging')))
  expect(simulator.failedRequests()).toHaveLength(before)
  await get(address, basic('guess'))
  expect(simulator.failedRequests().slice(before)).toMatchObject([{ status: 401, credential: true }])
})
