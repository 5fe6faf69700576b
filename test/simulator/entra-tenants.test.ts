import { describe, expect, it } from 'vitest'
import { decideByHand, signInByHand } from './client.js'
import { answersChallenge, claimsChallenge } from './entra-tokens.js'
import {
  azureCliClient,
  azureDevOpsResource,
  guestTenant,
  microsoftAccountTenant,
  northwindTenant,
  practiceTenant
} from './organizations.js'
import { practiceLogin } from './practice-bearer.js'
import { createPracticeMsal } from './practice-msal.js'
import { startForTests } from './started.js'

const clientId = '1c5b8f0a-6b0e-4d3e-9d7e-2f6a1b3c4d5e'
const developer = 'developer@contoso.example'
const trader = 'trader@northwind.example'
const scopes = ['vso.pats', 'vso.pats_manage', 'vso.profile'].map((id) => `${azureDevOpsResource}/${id}`)

const { simulator, client } = await startForTests()

const createMsal = (tenant?: string) => createPracticeMsal(client, clientId, tenant)

function signIn(
  tenant: string,
  account: string,
  more: {
    readonly decision?: 'accept' | 'cancel'
    readonly claims?: string
    readonly msal?: ReturnType<typeof createMsal>
  } = {}
) {
  const { decision = 'accept', claims, msal = createMsal(tenant) } = more
  return msal.acquireTokenInteractive({
    scopes,
    ...(claims === undefined ? {} : { claims }),
    openBrowser: async (address) => {
      await signInByHand(client, address, { account, decision })
    }
  })
}

const post = async (place: string, form: Record<string, string>) => {
  const url = `https://login.microsoftonline.com/${place}`
  const response = await client.send(url, { method: 'POST', body: new URLSearchParams(form) })
  return { status: response.status, body: await response.json() }
}

describe('several tenants', () => {
  async function offered(tenant: string): Promise<readonly string[]> {
    const query = new URLSearchParams({
      client_id: clientId,
      redirect_uri: 'http://localhost',
      response_type: 'code',
      response_mode: 'form_post',
      scope: scopes.join(' '),
      code_challenge: 'any',
      code_challenge_method: 'S256'
    })
    const address = `https://login.microsoftonline.com/${tenant}/oauth2/v2.0/authorize?${query.toString()}`
    const response = await client.send(address)
    const html = await response.text()
    if (response.status !== 200) return [/AADSTS\d+/.exec(html)?.[0] ?? html]
    return [...html.matchAll(/name="account" value="([^"]+)"/g)].map((match) => match[1] ?? '')
  }

  it.each([
    [practiceTenant, [developer, 'administrator@contoso.example']],
    ['contoso.example', [developer, 'administrator@contoso.example']],
    [guestTenant, [developer]],
    [northwindTenant, [trader]],
    ['organizations', [developer, 'administrator@contoso.example', trader]],
    ['common', [developer, 'administrator@contoso.example', trader]],
    ['nowhere.example', ['AADSTS90002']],
    [microsoftAccountTenant, ['AADSTS9002331']]
  ])('offer at %s: %j', async (tenant, people) => expect(await offered(tenant)).toEqual(people))

  it('know a guest by another id, and by the account of home', async () => {
    const [home, guest] = [await signIn(practiceTenant, developer), await signIn(guestTenant, developer)]
    expect(guest.account).toMatchObject({ username: developer, tenantId: guestTenant })
    expect(guest.account?.localAccountId).not.toBe(home.account?.localAccountId)
    expect(guest.account?.homeAccountId).toBe(home.account?.homeAccountId)
  })

  it('give a guest a token of the other tenant by the refresh token of home', async () => {
    const msal = createMsal()
    const { account } = await signIn(practiceTenant, developer, { msal })
    const at = (tenant: string) => ({
      scopes,
      // msal looks for a cached token of the account's tenant, whatever the authority says.
      account: { ...account!, tenantId: tenant },
      authority: `https://login.microsoftonline.com/${tenant}`
    })
    expect((await msal.acquireTokenSilent(at(guestTenant))).tenantId).toBe(guestTenant)
    await expect(msal.acquireTokenSilent(at(northwindTenant))).rejects.toMatchObject({ errorNo: 50020 })
  })

  it('say that there is no such tenant', async () =>
    expect(await post('nowhere.example/oauth2/v2.0/token', {})).toMatchObject({
      status: 400,
      body: { error: 'invalid_tenant', error_codes: [90002] }
    }))
})

describe('a tenant where apps need approval', () => {
  it('lets nobody consent: the one way is back', async () => {
    await expect(signIn(northwindTenant, trader)).rejects.toThrow('the sign-in did not come back')
    await expect(signIn(northwindTenant, trader, { decision: 'cancel' })).rejects.toMatchObject({
      errorCode: 'access_denied',
      errorMessage: expect.stringContaining('AADSTS90094') as string
    })
  })

  it('lets Microsoft’s own programs in, and does not let an app use their refresh token', async () => {
    const order = { account: trader, tenant: northwindTenant, clientId: azureCliClient, scopes: ['.default'] }
    const { refreshToken, accessToken } = await practiceLogin(client, order)
    expect(JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({
      scp: 'user_impersonation'
    })
    const refresh = (client_id: string) =>
      post(`${northwindTenant}/oauth2/v2.0/token`, {
        grant_type: 'refresh_token',
        refresh_token: refreshToken,
        client_id
      })
    expect((await refresh(azureCliClient)).status).toBe(200)
    expect(await refresh(clientId)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } })
  })
})

describe('a claims challenge', () => {
  const api = async (bearer: string) => {
    const url = 'https://vssps.dev.azure.com/treyresearch/_apis/tokens/pats?api-version=7.1-preview.1'
    return client.send(url, { headers: { authorization: `Bearer ${bearer}` } })
  }

  it('is told by the service, and answered by an interactive sign-in with the claims', async () => {
    const msal = createMsal()
    const first = await signIn(practiceTenant, developer, { msal })
    const refused = await api(first.accessToken)
    expect(refused.status).toBe(401)
    const challenge = refused.headers.get('www-authenticate') ?? ''
    expect(challenge).toMatch(/^Bearer .*error="insufficient_claims"/)
    const claims = Buffer.from(/claims="([^"]+)"/.exec(challenge)?.[1] ?? '', 'base64').toString()
    expect(claims).toBe(claimsChallenge)

    const silent = msal.acquireTokenSilent({ scopes, account: first.account!, claims })
    await expect(silent).rejects.toMatchObject({ name: 'InteractionRequiredAuthError' })
    const answered = await signIn(practiceTenant, developer, { msal, claims })
    expect((await api(answered.accessToken)).status).toBe(200)
    const renewed = await msal.acquireTokenSilent({ scopes, account: answered.account!, forceRefresh: true })
    expect((await api(renewed.accessToken)).status).toBe(200)
  })

  it.each([null, '', 'no JSON', '{}', '{"access_token":{"xms_cc":{"values":["cp1"]}}}'])(
    'is not answered by %j',
    (claims) => expect(answersChallenge(claims)).toBe(false)
  )
})

describe('a device code', () => {
  const begin = async (tenant = practiceTenant) =>
    (await post(`${tenant}/oauth2/v2.0/devicecode`, { client_id: clientId, scope: scopes.join(' ') }))
      .body as Readonly<Record<string, string>> // matched by msal's own test below
  const poll = (code: Readonly<Record<string, string>>) =>
    post(`${practiceTenant}/oauth2/v2.0/token`, {
      grant_type: 'urn:ietf:params:oauth:grant-type:device_code',
      client_id: clientId,
      device_code: code.device_code ?? ''
    })
  const enter = (code: Readonly<Record<string, string>>, decision: 'accept' | 'cancel') =>
    decideByHand(client, `${code.verification_uri ?? ''}?otc=${code.user_code ?? ''}`, {
      account: developer,
      decision
    })

  it('signs msal in once a person has entered it, in small letters too', async () => {
    const result = await createMsal().acquireTokenByDeviceCode({
      scopes,
      deviceCodeCallback: ({ userCode, verificationUri }) => {
        expect(verificationUri).toBe('https://login.microsoftonline.com/common/oauth2/deviceauth')
        const address = `${verificationUri}?otc=${userCode.toLowerCase()}`
        void decideByHand(client, address, { account: developer, decision: 'accept' })
      }
    })
    expect(result?.account?.username).toBe(developer)
    expect([...(result?.scopes ?? [])].sort()).toEqual([...scopes].sort())
  })

  it('is pending until it is entered; then good once', async () => {
    const code = await begin()
    expect(await poll(code)).toMatchObject({ status: 400, body: { error: 'authorization_pending' } })
    expect(await enter(code, 'accept')).toContain('You have signed in')
    expect(await poll(code)).toMatchObject({ status: 200, body: { token_type: 'Bearer' } })
    expect(await poll(code)).toMatchObject({ body: { error: 'bad_verification_code' } })
  })

  it('may be declined', async () => {
    const code = await begin()
    expect(await enter(code, 'cancel')).toContain('You have not signed in')
    expect(await poll(code)).toMatchObject({ body: { error: 'authorization_declined' } })
  })

  it('expires', async () => {
    const code = await begin()
    simulator.clock.advance(16 * 60 * 1000)
    expect(await poll(code)).toMatchObject({ body: { error: 'expired_token', error_codes: [70020] } })
    expect(await enter(code, 'accept')).toContain('That code did not work')
    simulator.clock.set(Date.now())
  })

  it('offers the accounts of the tenant that the device named', async () => {
    const { verification_uri: address = '', user_code: userCode = '' } = await begin(northwindTenant)
    const page = await (await client.send(`${address}?otc=${userCode}`)).text()
    expect(page).toContain(trader)
    expect(page).not.toContain(developer)
  })
})
