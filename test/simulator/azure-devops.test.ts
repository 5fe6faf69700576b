import { request } from 'node:http'
import type { Duplex } from 'node:stream'
import { connect } from 'node:tls'
import { describe, expect, it } from 'vitest'
import { createPracticeClient } from './client.js'
import { answerHtml } from './exchange.js'
import { practiceOrganizations, practiceTenant } from './organizations.js'
import { practiceBearer } from './practice-bearer.js'
import { startForTests } from './started.js'

const developer = 'developer@contoso.example'
const anonymousId = 'aaaaaaaa-aaaa-aaaa-aaaa-aaaaaaaaaaaa'

const { simulator, client } = await startForTests()

const basic = (value: string) => `Basic ${Buffer.from(`:${value}`).toString('base64')}`

async function get(url: string, authorization?: string, more: Record<string, string> = {}) {
  const response = await client.send(url, {
    headers: { ...(authorization ? { authorization } : {}), ...more }
  })
  const text = await response.text()
  const json = response.headers.get('content-type')?.includes('json') ?? false
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: (json ? JSON.parse(text.replace(/^\uFEFF/, '')) : null) as unknown
  }
}

const issue = (organization: string, scope: string) => simulator.issueToken(organization, { scope })

describe('connectionData', () => {
  const address = (organization: string, query = '?api-version=7.1-preview') =>
    `https://dev.azure.com/${organization}/_apis/connectionData${query}`

  it.each(['vso.work', 'vso.code', 'app_token'])('names the owner of a token with %s', async (scope) => {
    const answer = await get(address('contoso'), basic(issue('contoso', scope).value))
    expect(answer).toMatchObject({
      status: 200,
      body: {
        authenticatedUser: {
          id: simulator.people[0]?.oid,
          providerDisplayName: 'Practice Developer',
          properties: { Account: { $value: developer } }
        },
        authorizedUser: { id: simulator.people[0]?.oid },
        instanceId: practiceOrganizations[0]?.id,
        deploymentType: 'hosted'
      }
    })
    expect(answer.headers.get('x-vss-userdata')).toBe(`${simulator.people[0]?.oid ?? ''}:${developer}`)
  })

  it('names who signed in', async () => {
    const answer = await get(address('contoso'), `Bearer ${await practiceBearer(client, developer)}`)
    expect(answer).toMatchObject({
      status: 200,
      body: { authenticatedUser: { providerDisplayName: 'Practice Developer' } }
    })
  })

  it('refuses a bad token, but calls it anonymous where there are public projects', async () => {
    const dead = issue('contoso', 'vso.code')
    simulator.revokeToken(dead.token.authorizationId)
    expect(await get(address('contoso'), basic(dead.value))).toMatchObject({ status: 401, text: '' })
    expect(await get(address('contoso'), basic('guess'))).toMatchObject({ status: 401, text: '' })
    for (const value of [dead.value, issue('contoso', 'vso.code').value, 'guess']) {
      const answer = await get(address('fabrikam'), basic(value))
      expect(answer).toMatchObject({ status: 200, body: { authenticatedUser: { id: anonymousId } } })
    }
  })

  it('needs the preview flag where a version is named', async () => {
    const credential = basic(issue('contoso', 'vso.code').value)
    expect((await get(address('contoso', ''), credential)).status).toBe(200)
    expect(await get(address('contoso', '?api-version=7.1'), credential)).toMatchObject({
      status: 400,
      body: { typeKey: 'VssInvalidPreviewVersionException' }
    })
  })
})

describe('profile and accounts', () => {
  const profile = 'https://app.vssps.visualstudio.com/_apis/profile/profiles/me?api-version=7.1'
  const accounts = (query: string) =>
    `https://app.vssps.visualstudio.com/_apis/accounts?${query}&api-version=7.1`

  it('lead from who signed in to the organizations of the tenant', async () => {
    const bearer = `Bearer ${await practiceBearer(client, developer)}`
    const { body } = await get(profile, bearer)
    expect(body).toMatchObject({ displayName: 'Practice Developer', emailAddress: developer })
    const { id } = body as { readonly id: string } // matched above
    expect(await get(accounts(`memberId=${id}`), bearer)).toMatchObject({
      body: {
        value: expect.arrayContaining([expect.objectContaining({ accountName: 'fabrikam' })]) as unknown
      }
    })
    expect((await get(accounts(''), bearer)).status).toBe(400)
  })

  it('refuse a token of any scope, and a sign-in without vso.profile', async () => {
    expect((await get(profile, basic(issue('contoso', 'app_token').value))).status).toBe(401)
    const bearer = await practiceBearer(client, developer, ['vso.pats'])
    expect((await get(profile, `Bearer ${bearer}`)).status).toBe(401)
    expect((await get(profile)).status).toBe(203)
  })
})

describe('discovery of the tenant', () => {
  it('tells it without a credential', async () => {
    const { headers } = await client.send('https://dev.azure.com/contoso', { method: 'HEAD' })
    expect(headers.get('www-authenticate')).toBe(
      `Bearer authorization_uri=https://login.microsoftonline.com/${practiceTenant}`
    )
    expect(headers.get('x-vss-resourcetenant')).toBe(practiceTenant)
  })

  it('tells Microsoft accounts by a tenant of zeros', async () => {
    const { headers } = await client.send('https://dev.azure.com/adventure', { method: 'HEAD' })
    expect(headers.get('x-vss-resourcetenant')).toMatch(/^[0-]+$/)
    expect(headers.has('www-authenticate')).toBe(false)
  })

  it('knows no other organization', async () => {
    expect((await client.send('https://dev.azure.com/nowhere', { method: 'HEAD' })).status).toBe(404)
    expect((await client.send('https://nowhere.visualstudio.com/', { method: 'HEAD' })).status).toBe(404)
  })
})

describe('repositories and packages', () => {
  const address = 'https://dev.azure.com/fabrikam/_apis/git/repositories?api-version=7.1'

  it('are shown with their clone address to a token for code', async () => {
    const answer = await get(address, basic(issue('fabrikam', 'vso.code_write').value))
    expect(answer).toMatchObject({
      status: 200,
      body: {
        count: 1,
        value: [
          { name: 'fiber', remoteUrl: 'https://fabrikam@dev.azure.com/fabrikam/Fiber%20Suite/_git/fiber' }
        ]
      }
    })
    expect((await get(address, basic(issue('fabrikam', 'vso.code').value))).status).toBe(200)
  })

  it('are not shown to others, by the same empty 401', async () => {
    for (const value of [issue('fabrikam', 'vso.work').value, issue('contoso', 'vso.code').value, 'guess']) {
      expect(await get(address, basic(value))).toMatchObject({ status: 401, text: '' })
    }
  })

  it('a token for packages is told by 404 that there is no such feed, another by 401', async () => {
    const feed = 'https://pkgs.dev.azure.com/contoso/_packaging/feed/npm/registry/tiny'
    expect((await get(feed, basic(issue('contoso', 'vso.packaging_write').value))).status).toBe(404)
    expect((await get(feed, basic(issue('contoso', 'vso.code').value))).status).toBe(401)
  })
})

it('a global token works in every organization until 2026-12-01', async () => {
  const { value } = simulator.issueToken('contoso', {
    scope: 'vso.code',
    allOrgs: true,
    validTo: Date.UTC(2099, 0)
  })
  const read = () => get('https://dev.azure.com/fabrikam/_apis/git/repositories', basic(value))
  simulator.clock.set(Date.UTC(2026, 10, 30))
  expect((await read()).status).toBe(200)
  simulator.clock.set(Date.UTC(2026, 11, 1))
  expect((await read()).status).toBe(401)
  simulator.clock.set(Date.now())
})

describe('the door', () => {
  it('answers one request in place of the service on demand', async () => {
    const address = 'https://dev.azure.com/contoso/_apis/connectionData'
    simulator.interceptNext(
      ({ url }) => url.pathname.endsWith('connectionData'),
      () => answerHtml(503, 'The service is unavailable.')
    )
    expect((await get('https://dev.azure.com/nowhere')).status).toBe(404)
    expect((await get(address)).status).toBe(503)
    expect((await get(address)).status).toBe(203)
  })

  it('names the client of each request, and keeps no header and no body', async () => {
    const { value } = issue('contoso', 'vso.code')
    const browser = createPracticeClient(simulator, 'browser')
    await browser.send('https://dev.azure.com/contoso/_apis/connectionData?x=1', {
      headers: { authorization: basic(value) }
    })
    await browser.close()
    expect(simulator.requests().at(-1)).toEqual({
      client: 'browser',
      method: 'GET',
      host: 'dev.azure.com',
      path: '/contoso/_apis/connectionData',
      query: '?x=1',
      credential: true,
      status: 200
    })
    expect(JSON.stringify(simulator.requests())).not.toContain(basic(value).slice(6))
  })

  function tunnel(target: string): Promise<{ readonly status: number; readonly socket: Duplex }> {
    const proxy = new URL(simulator.proxies.app)
    return new Promise((resolve, reject) => {
      const asked = request({ host: proxy.hostname, port: proxy.port, method: 'CONNECT', path: target })
      asked.on('connect', (response, socket) => resolve({ status: response.statusCode ?? 0, socket }))
      asked.on('error', reject).end()
    })
  }

  it.each([
    'example.org:443',
    'dev.azure.com:80',
    'dev.azure.com:22',
    'evil.dev.azure.com:443',
    'dev.azure.com.evil.example:443',
    'a.b.visualstudio.com:443',
    'visualstudio.com:443',
    '127.0.0.1:443'
  ])('lets nobody through to %s', async (target) => {
    const { status, socket } = await tunnel(target)
    socket.destroy()
    expect(status).toBe(403)
    expect(simulator.hostsAsked('app')).toContain(target.replace(/:443$/, ''))
    expect(simulator.hostsAsked('browser')).not.toContain(target.replace(/:443$/, ''))
    expect(simulator.requests().at(-1)).toMatchObject({
      client: 'app',
      method: 'CONNECT',
      host: target,
      status: 403
    })
  })

  it('is trusted by those only who are told of its authority', async () => {
    const { socket } = await tunnel('dev.azure.com:443')
    const failure = await new Promise<string>((resolve, reject) =>
      connect({ socket, servername: 'dev.azure.com', ca: [] })
        .on('secureConnect', () => reject(new Error('it was trusted')))
        .on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''))
    )
    expect(failure).toBe('SELF_SIGNED_CERT_IN_CHAIN')
  })
})
