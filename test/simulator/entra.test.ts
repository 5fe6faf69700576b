import type { PublicClientApplication } from '@azure/msal-node'
import { describe, expect, it } from 'vitest'
import { signInByHand } from './client.js'
import { azureDevOpsResource, practiceTenant } from './organizations.js'
import { createPracticeMsal } from './practice-msal.js'
import { startForTests } from './started.js'

const clientId = '1c5b8f0a-6b0e-4d3e-9d7e-2f6a1b3c4d5e'
const account = 'developer@contoso.example'
const scopes = ['vso.pats', 'vso.pats_manage', 'vso.profile'].map((id) => `${azureDevOpsResource}/${id}`)
const minute = 60 * 1000

const { simulator, client } = await startForTests()

const createMsal = (tenant?: string) => createPracticeMsal(client, clientId, tenant)

function signIn(msal: PublicClientApplication, decision: 'accept' | 'cancel' = 'accept') {
  return msal.acquireTokenInteractive({
    scopes,
    prompt: 'select_account',
    loginHint: 'somebody@else.example',
    openBrowser: async (address) => {
      await signInByHand(client, address, { account, decision })
    }
  })
}

/** The middle of a token, read without any check, as a person at a debugger would. */
function claimsOf(token: string): unknown {
  return JSON.parse(Buffer.from(token.split('.')[1] ?? '', 'base64url').toString('utf8'))
}

function question(change: Record<string, string> = {}): string {
  const query = new URLSearchParams({
    client_id: clientId,
    redirect_uri: 'http://localhost:40000',
    response_type: 'code',
    response_mode: 'form_post',
    scope: scopes.join(' '),
    code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    code_challenge_method: 'S256',
    state: 'a state',
    ...change
  })
  return `https://login.microsoftonline.com/${practiceTenant}/oauth2/v2.0/authorize?${query.toString()}`
}

async function redeem(verifier: string, code: string, change: Record<string, string> = {}) {
  const response = await client.send(
    `https://login.microsoftonline.com/${practiceTenant}/oauth2/v2.0/token`,
    {
      method: 'POST',
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        client_id: clientId,
        redirect_uri: 'http://localhost:40000',
        code,
        code_verifier: verifier,
        ...change
      })
    }
  )
  return { status: response.status, body: await response.json() }
}

/** Goes through the pages up to the one that would post to the app, and reads the code off it. */
async function codeFromPages(): Promise<string> {
  const form = new URLSearchParams({ account, decision: 'accept' })
  const html = await (await client.send(question(), { method: 'POST', body: form })).text()
  return /name="code" value="([^"]+)"/.exec(html)?.[1] ?? ''
}

describe('sign-in with msal', () => {
  it('gives an access token for Azure DevOps with the scopes that were asked for', async () => {
    const result = await signIn(createMsal())
    expect(result.account?.username).toBe(account)
    expect(result.account?.tenantId).toBe(practiceTenant)
    expect([...result.scopes].sort()).toEqual([...scopes].sort())
    expect(claimsOf(result.accessToken)).toMatchObject({
      aud: azureDevOpsResource,
      scp: 'vso.pats vso.pats_manage vso.profile',
      tid: practiceTenant,
      oid: simulator.people[0]?.oid,
      upn: account
    })
  })

  it.each(['organizations', 'common', 'contoso.example'])('works with %s as authority', async (tenant) => {
    const result = await signIn(createMsal(tenant))
    expect(result.account?.tenantId).toBe(practiceTenant)
  })

  it('answers silently from the cache, and by the refresh token when forced', async () => {
    const msal = createMsal()
    const first = await signIn(msal)
    const again = await msal.acquireTokenSilent({ scopes, account: first.account! })
    expect(again.accessToken).toBe(first.accessToken)
    const forced = await msal.acquireTokenSilent({ scopes, account: first.account!, forceRefresh: true })
    expect(forced.accessToken).not.toBe(first.accessToken)
    expect(claimsOf(forced.accessToken)).toMatchObject({ scp: 'vso.pats vso.pats_manage vso.profile' })
  })

  it('lets a person decline', async () => {
    await expect(signIn(createMsal(), 'cancel')).rejects.toMatchObject({ errorCode: 'access_denied' })
  })

  it('refuses the next sign-in on demand, and only that one', async () => {
    simulator.entra.refuseNextSignIn({
      error: 'access_denied',
      code: 90094,
      text: 'Admin consent is required.'
    })
    await expect(signIn(createMsal())).rejects.toMatchObject({
      errorCode: 'access_denied',
      errorMessage: expect.stringContaining('AADSTS90094') as string
    })
    await expect(signIn(createMsal())).resolves.toBeTruthy()
  })

  it('refuses a refresh because the sessions were ended', async () => {
    const msal = createMsal()
    const { account: who } = await signIn(msal)
    const refresh = () => msal.acquireTokenSilent({ scopes, account: who!, forceRefresh: true })
    await expect(refresh()).resolves.toBeTruthy()
    simulator.entra.forgetRefreshTokens()
    await expect(refresh()).rejects.toMatchObject({ name: 'ServerError', errorNo: 700082 })
  })
})

describe('the sign-in pages', () => {
  it('show every account, then every permission with the choice to accept or cancel', async () => {
    const accounts = await (await client.send(question())).text()
    const here = simulator.people.filter((one) => one.tenant === practiceTenant)
    for (const person of here) expect(accounts).toContain(`value="${person.upn}"`)
    const form = new URLSearchParams({ account })
    const consent = await (await client.send(question(), { method: 'POST', body: form })).text()
    for (const id of ['vso.pats', 'vso.pats_manage', 'vso.profile'])
      expect(consent).toContain(`<code>${id}</code>`)
    expect(consent).toContain('value="accept"')
    expect(consent).toContain('value="cancel"')
  })

  it('write what the request says as text, never as markup', async () => {
    const form = new URLSearchParams({ account })
    const response = await client.send(question({ scope: '"><img>' }), {
      method: 'POST',
      body: form
    })
    expect(await response.text()).not.toContain('<img>')
  })

  it.each([
    ['another place to come back to', { redirect_uri: 'https://evil.example/' }],
    ['the token page as place of an app', { redirect_uri: 'https://dev.azure.com/_signedin' }],
    ['no proof key', { code_challenge: '' }],
    ['a plain proof key', { code_challenge_method: 'plain' }],
    ['a code in the address', { response_mode: 'query' }],
    ['an implicit token', { response_type: 'token' }],
    ['no client id', { client_id: 'practice' }]
  ])('refuse %s', async (_, change) => {
    const response = await client.send(question(change))
    expect(response.status).toBe(400)
    expect(await response.text()).toContain('role="alert"')
  })
})

describe('the token endpoint', () => {
  const verifier = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk' // RFC 7636, appendix B

  it('redeems a code once', async () => {
    const code = await codeFromPages()
    expect((await redeem(verifier, code)).status).toBe(200)
    expect(await redeem(verifier, code)).toMatchObject({ status: 400, body: { error_codes: [70008] } })
  })

  it('refuses a verifier that does not fit the challenge', async () => {
    const answer = await redeem(`${verifier}x`, await codeFromPages())
    expect(answer).toMatchObject({ status: 400, body: { error: 'invalid_grant', error_codes: [501481] } })
  })

  it('refuses a code that is older than ten minutes', async () => {
    const code = await codeFromPages()
    simulator.clock.advance(11 * minute)
    expect((await redeem(verifier, code)).status).toBe(400)
    simulator.clock.set(Date.now())
  })

  it('refuses another place and another client than the pages were opened with', async () => {
    expect(
      (await redeem(verifier, await codeFromPages(), { redirect_uri: 'http://localhost:1' })).status
    ).toBe(400)
    expect((await redeem(verifier, await codeFromPages(), { client_id: azureDevOpsResource })).status).toBe(
      400
    )
  })
})

it('describes the authority', async () => {
  const response = await client.send(
    `https://login.microsoftonline.com/${practiceTenant}/v2.0/.well-known/openid-configuration`
  )
  expect(await response.json()).toMatchObject({
    issuer: `https://login.microsoftonline.com/${practiceTenant}/v2.0`,
    token_endpoint: `https://login.microsoftonline.com/${practiceTenant}/oauth2/v2.0/token`
  })
})
