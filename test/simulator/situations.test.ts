import { spawn } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createPracticeClient, formOf } from './client.js'
import { environmentFor } from './environment.js'
import {
  azureCliClient,
  guestTenant,
  microsoftAccountTenant,
  northwindTenant,
  practiceCollection
} from './organizations.js'
import { practiceLogin } from './practice-bearer.js'
import { startForTests } from './started.js'

const start = Date.UTC(2026, 10, 23, 9)
const day = 24 * 60 * 60 * 1000
const developer = 'developer@contoso.example'

const { directory, simulator, client } = await startForTests({ now: () => start })
let bearer: string

beforeAll(async () => {
  bearer = (await practiceLogin(client, { account: developer })).accessToken
})

const basic = (value: string) => ({ authorization: `Basic ${Buffer.from(`:${value}`).toString('base64')}` })
const tokens = (organization: string) =>
  `https://vssps.dev.azure.com/${organization}/_apis/tokens/pats?api-version=7.1-preview.1`

async function createByApi(organization: string, scope: string, days = 30, credential = bearer) {
  const response = await client.send(tokens(organization), {
    method: 'POST',
    headers: { authorization: `Bearer ${credential}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      displayName: 'by API',
      scope,
      validTo: new Date(start + days * day),
      allOrgs: false
    })
  })
  const text = (await response.text()).replace(/^\uFEFF/, '')
  return { status: response.status, body: (text === '' ? null : JSON.parse(text)) as unknown }
}

/** Somebody at the token page, by plain HTTP; `address` is the organization's. */
async function visitPage(address: string, account: string) {
  const page = `${address}/_usersSettings/tokens`
  const browser = createPracticeClient(simulator, 'browser')
  let cookie = ''
  const send = async (url: string, form?: Record<string, string>) => {
    const response = await browser.send(url, {
      headers: { cookie },
      ...(form ? { method: 'POST', body: new URLSearchParams(form) } : {})
    })
    cookie = response.headers.get('set-cookie')?.split(';')[0] ?? cookie
    return { location: response.headers.get('location'), html: await response.text() }
  }
  const { location } = await send(page)
  if (location === null) await send(page, { account })
  else {
    const { action, fields } = formOf((await send(location, { account })).html)
    await send(action, fields)
  }
  return {
    read: async () => (await send(page)).html,
    create: async (scope: string, days = 30) => {
      const date = new Date(start + days * day).toISOString().slice(0, 10)
      const access = scope === 'app_token' ? 'full' : 'custom'
      const form = { action: 'create', name: 'by hand', access, scope, expiration: 'custom', date }
      const { html } = await send(page, form)
      return {
        value: /id="token"[^>]* value="([^"]+)"/.exec(html)?.[1] ?? null,
        refusal: /role="alert">([^<]+)</.exec(html)?.[1] ?? null
      }
    },
    close: () => browser.close()
  }
}

describe('a policy', () => {
  it.each([
    ['litware', 'app_token', 'fullScopePatPolicyViolation'],
    ['litware', 'vso.code', 'none'],
    ['proseware', 'vso.code', 'disablePatCreationPolicyViolation'],
    ['proseware', 'vso.packaging', 'disablePatCreationPolicyViolation'],
    ['lucerne', 'vso.code', 'disablePatCreationPolicyViolation'],
    ['lucerne', 'app_token', 'disablePatCreationPolicyViolation'],
    ['lucerne', 'vso.packaging vso.code', 'disablePatCreationPolicyViolation'],
    ['lucerne', 'vso.packaging_write', 'none']
  ])('of %s: %s gives %s, by the API and on the page', async (organization, scope, patTokenError) => {
    expect(await createByApi(organization, scope)).toMatchObject({ status: 200, body: { patTokenError } })
    const page = await visitPage(`https://dev.azure.com/${organization}`, developer)
    const { value, refusal } = await page.create(scope)
    await page.close()
    expect(value === null).toBe(patTokenError !== 'none')
    if (value === null) expect(refusal).toContain(patTokenError)
  })

  it('is kept by an update too', async () => {
    const { token } = simulator.issueToken('litware', { scope: 'vso.code' })
    const response = await client.send(tokens('litware'), {
      method: 'PUT',
      headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
      body: JSON.stringify({ authorizationId: token.authorizationId, scope: 'app_token' })
    })
    expect(await response.json()).toMatchObject({ patTokenError: 'fullScopePatPolicyViolation' })
  })

  it.each([
    ['wingtip', 7],
    ['tailspin', 90]
  ])('of %s cuts a life to %i days in silence, by the API and on the page', async (organization, days) => {
    expect(await createByApi(organization, 'vso.code', 180)).toMatchObject({
      body: { patTokenError: 'none' }
    })
    const page = await visitPage(`https://dev.azure.com/${organization}`, developer)
    expect((await page.create('vso.code', 180)).value).not.toBeNull()
    await page.close()
    const ends = simulator.tokens(organization).map((one) => one.validTo)
    expect(ends).toEqual([start + days * day, start + days * day])
  })

  it('shows on the page in what is offered', async () => {
    const offered = async (organization: string) => {
      const page = await visitPage(`https://dev.azure.com/${organization}`, developer)
      const html = await page.read()
      await page.close()
      return {
        full: html.includes('value="full"'),
        code: html.includes('value="vso.code"'),
        packages: html.includes('value="vso.packaging"'),
        month: html.includes('<option value="30">'),
        button: !html.includes('disabled')
      }
    }
    const all = { full: true, code: true, packages: true, month: true, button: true }
    expect(await offered('contoso')).toEqual(all)
    expect(await offered('litware')).toEqual({ ...all, full: false })
    expect(await offered('lucerne')).toEqual({ ...all, full: false, code: false })
    expect(await offered('wingtip')).toEqual({ ...all, month: false })
    expect((await offered('proseware')).button).toBe(false)
  })
})

describe('an organization of another tenant', () => {
  it.each([
    ['guestworks', guestTenant, developer],
    ['northwind', northwindTenant, 'trader@northwind.example'],
    ['adventure', microsoftAccountTenant, 'somebody@outlook.example']
  ])('%s takes a sign-in of its own people, not one of contoso', async (organization, tenant, account) => {
    expect((await createByApi(organization, 'vso.code')).status).toBe(401)
    const order = { account, tenant, clientId: azureCliClient, scopes: ['.default'] }
    const { accessToken } = await practiceLogin(client, order)
    expect((await createByApi(organization, 'vso.code', 30, accessToken)).status).toBe(200)
    const page = await visitPage(`https://dev.azure.com/${organization}`, account)
    expect((await page.create('vso.code')).value).toHaveLength(84)
    await page.close()
  })

  it('shows each person the organizations of the tenant of the sign-in, and no Server', async () => {
    const names = async (tenant?: string) => {
      const order = { account: developer, ...(tenant === undefined ? {} : { tenant }) }
      const headers = { authorization: `Bearer ${(await practiceLogin(client, order)).accessToken}` }
      const host = 'https://app.vssps.visualstudio.com'
      const me = (await (await client.send(`${host}/_apis/profile/profiles/me`, { headers })).json()) as {
        id: string
      } // the simulator's own
      const found = await client.send(`${host}/_apis/accounts?memberId=${me.id}`, { headers })
      const { value } = (await found.json()) as { value: { accountName: string }[] } // as above
      return value.map((one) => one.accountName)
    }
    expect(await names(guestTenant)).toEqual(['guestworks'])
    expect(await names()).toEqual(
      'contoso fabrikam wingtip tailspin litware proseware lucerne woodgrove treyresearch'.split(' ')
    )
  })
})

it('conditional access refuses a sign-in in JSON, and lets a token through', async () => {
  expect(await createByApi('woodgrove', 'vso.code')).toMatchObject({
    status: 403,
    body: { message: expect.stringMatching(/^VS403463: /) as string, typeKey: 'VssServiceException' }
  })
  const { value } = simulator.issueToken('woodgrove', { scope: 'vso.code' })
  const check = await client.send('https://dev.azure.com/woodgrove/_apis/connectionData', {
    headers: basic(value)
  })
  expect(check.status).toBe(200)
})

describe('an Azure DevOps Server', () => {
  const connectionData = `${practiceCollection}/_apis/connectionData?api-version=7.1-preview`

  it('names itself and nobody’s tenant, and challenges for a password', async () => {
    const { status, headers } = await client.send(practiceCollection, { method: 'HEAD' })
    expect(status).toBe(401)
    expect(headers.get('x-vss-e2eid')).toMatch(/^[0-9a-f-]{36}$/)
    expect(headers.has('x-vss-resourcetenant')).toBe(false)
    expect(headers.get('www-authenticate')).toBe('Basic realm="https://devops.contoso.example/", Negotiate')
  })

  it('takes a token of the old form, and knows its owner by the Windows account', async () => {
    const { value } = simulator.issueToken(practiceCollection, { scope: 'vso.work' })
    expect(value).toMatch(/^[a-z2-7]{52}$/)
    const answer = await client.send(connectionData, { headers: basic(value) })
    expect(await answer.json()).toMatchObject({
      deploymentType: 'onPremises',
      authenticatedUser: {
        providerDisplayName: 'Practice Developer',
        properties: { Account: { $value: 'developer' } }
      }
    })
  })

  it('refuses all else by the same 401: no credential, a guess, a sign-in with Entra, a token from elsewhere', async () => {
    const elsewhere = simulator.issueToken('contoso', { scope: 'app_token' }).value
    const credentials = [{}, basic('guess'), { authorization: `Bearer ${bearer}` }, basic(elsewhere)]
    for (const headers of credentials) {
      expect((await client.send(connectionData, { headers })).status).toBe(401)
    }
  })

  it('has no token API and no other collection', async () => {
    const { value } = simulator.issueToken(practiceCollection, { scope: 'app_token' })
    const paths = [`${practiceCollection}/_apis/tokens/pats?api-version=7.1-preview.1`]
    paths.push(
      'https://devops.contoso.example/tfs/Other/_apis/connectionData',
      'https://devops.contoso.example/'
    )
    for (const address of paths) {
      expect((await client.send(address, { headers: basic(value) })).status).toBe(404)
    }
  })

  it('has a token page with a sign-in of its own', async () => {
    const page = await visitPage(practiceCollection, 'administrator@contoso.example')
    const { value } = await page.create('vso.code')
    await page.close()
    expect(value).toHaveLength(52)
    expect(simulator.requests().at(-1)).toMatchObject({ client: 'browser', host: 'devops.contoso.example' })
  })
})

describe('a repository', () => {
  let home: string
  beforeEach(() => {
    home = mkdtempSync(path.join(directory, 'home-'))
  })

  const places = [
    'northwind',
    'adventure',
    'guestworks',
    'wingtip',
    'tailspin',
    'litware',
    'proseware',
    'lucerne',
    'woodgrove',
    'treyresearch',
    practiceCollection
  ]

  it.each(places)('of %s is cloned by real git with a token', async (organization) => {
    const { value } = simulator.issueToken(organization, { scope: 'vso.code' })
    const helper = '!f() { test "$1" = get && printf "username=any\\npassword=%s\\n" "$PRACTICE_TOKEN"; }; f'
    const args = [
      '-c',
      `credential.helper=${helper}`,
      'clone',
      '--quiet',
      simulator.cloneAddress(organization),
      home
    ]
    const git = spawn('git', args, {
      env: { ...environmentFor({ home, simulator }), PRACTICE_TOKEN: value },
      stdio: ['ignore', 'inherit', 'inherit']
    })
    expect(await new Promise((resolve) => git.on('close', resolve))).toBe(0)
  })
})
