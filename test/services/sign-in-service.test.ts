import { describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { Secret } from '../../electron/domain/secret.js'
import type { Account, SignIn } from '../../electron/services/ports/sign-in.js'
import type { OrganizationRecord } from '../../electron/services/ports/stores.js'
import { createSignInService } from '../../electron/services/sign-in-service.js'
import { createFakeClock } from '../fakes/clock.js'
import { createFakeOrganizationIndex } from '../fakes/organization-index.js'
import { createFakeSettings } from '../fakes/settings.js'
import { createFakeSignIn, fakeAccount, fakeTenant } from '../fakes/sign-in.js'
import { createFakeTenantFinder } from '../fakes/tenant-finder.js'

const server = 'https://tfs.contoso.com/tfs/DefaultCollection'
const clientId = '11111111-2222-4333-8444-555555555555'
const signedInAt = Date.parse('2026-11-23T12:00:00.000Z')
const code = (wanted: string) => ({ code: wanted })

function make({
  port = createFakeSignIn(new Secret('bearer')),
  records = [] as (Partial<OrganizationRecord> & Pick<OrganizationRecord, 'organization'>)[],
  tenant = ''
} = {}) {
  const tenants = createFakeTenantFinder()
  const organizations = createFakeOrganizationIndex(records)
  const claims = new Map<string, string>()
  const shown: unknown[] = []
  const service = createSignInService({
    signIn: port,
    tenants,
    organizations,
    clock: createFakeClock(signedInAt),
    settings: createFakeSettings({ clientId, tenant }),
    bearers: { takeClaims: (organization) => claims.get(organization) ?? null },
    onChange: () => void shown.push(service.deviceCode())
  })
  return { port, tenants, organizations, claims, shown, service }
}

async function waiting(port: { waiting(): number }): Promise<void> {
  while (port.waiting() === 0) await Promise.resolve()
}

describe('signing in', () => {
  it("waits for the person in the organization's tenant and binds the organization to who it was", async () => {
    const { port, service, organizations } = make()
    const signedIn = service.signIn('contoso', false)
    await waiting(port)
    port.finish('ada@contoso.example')
    expect(await signedIn).toEqual({ account: 'ada@contoso.example' })
    expect(port.orders).toMatchObject([{ tenant: fakeTenant, claims: null, onDeviceCode: null }])
    const { id, name } = fakeAccount('ada@contoso.example')
    expect(organizations.all()).toMatchObject([
      {
        ...{ organization: 'contoso', engine: 'sign-in', account: { id, name } },
        signedInAt: '2026-11-23T12:00:00.000Z'
      }
    ])
  })

  it.each([
    ['the settings', 'CONTOSO.example', { kind: 'unknown' }, 'contoso.example'],
    ['nobody', '', { kind: 'unknown' }, 'organizations']
  ] as const)('goes to the tenant that %s names', async (_who, set, told, tenant) => {
    const { port, service, tenants } = make({ tenant: set })
    tenants.told.set('contoso', told)
    const signedIn = service.signIn('contoso', false)
    await waiting(port)
    port.finish('ada')
    await signedIn
    expect(port.orders[0]?.tenant).toBe(tenant)
    expect(tenants.asked).toEqual(set === '' ? ['contoso'] : [])
  })

  it('shows the address for a browser that did not open, as long as it waits', async () => {
    const { port, service } = make()
    const signedIn = service.signIn('contoso', false)
    await waiting(port)
    port.orders[0]?.onAddress('https://login.microsoftonline.com/authorize')
    expect(service.address()).toBe('https://login.microsoftonline.com/authorize')
    port.finish('ada')
    await signedIn
    expect(service.address()).toBeNull()
    port.orders[0]?.onAddress('https://login.microsoftonline.com/late')
  })

  it('without an organization binds none, in the tenant of the settings or any', async () => {
    for (const [set, tenant] of [
      ['', 'organizations'],
      ['contoso.example', 'contoso.example']
    ] as const) {
      const { port, service, organizations } = make({ tenant: set })
      const signedIn = service.signIn(null, false)
      await waiting(port)
      port.finish('ada')
      expect(await signedIn).toEqual({ account: 'ada' })
      expect(port.orders[0]?.tenant).toBe(tenant)
      expect(organizations.all()).toEqual([])
    }
  })

  it('answers a claims challenge', async () => {
    const { port, service, claims } = make()
    claims.set('contoso', '{"access_token":{}}')
    const signedIn = service.signIn('contoso', false)
    await waiting(port)
    port.finish('ada')
    await signedIn
    expect(port.orders[0]?.claims).toBe('{"access_token":{}}')
  })

  it('is not possible for a Server or for Microsoft accounts, and asks nobody', async () => {
    const { port, service, tenants } = make()
    tenants.told.set('adventure', { kind: 'microsoft-account' })
    for (const organization of [server, 'adventure']) {
      await expect(service.signIn(organization, false)).rejects.toMatchObject(code('way-not-possible'))
    }
    expect(port.orders).toEqual([])
  })

  it('shows the code for another device for as long as it waits', async () => {
    const { port, service, shown } = make()
    const signedIn = service.signIn('contoso', true)
    await waiting(port)
    const deviceCode = {
      userCode: 'FAKE-CODE',
      address: 'https://microsoft.com/devicelogin',
      expiresAt: '2026-11-23T12:15:00.000Z'
    }
    expect(service.deviceCode()).toEqual(deviceCode)
    port.finish('ada')
    await signedIn
    expect(service.deviceCode()).toBeNull()
    expect(shown).toEqual([deviceCode, null])
  })

  it('can be cancelled at any time, and then started again', async () => {
    const { port, service } = make()
    const early = service.signIn('contoso', false)
    service.cancel()
    await expect(early).rejects.toMatchObject(code('sign-in-cancelled'))
    expect(port.orders).toEqual([])
    const first = service.signIn('contoso', true)
    await waiting(port)
    service.cancel()
    expect(service.deviceCode()).toBeNull()
    await expect(first).rejects.toMatchObject(code('sign-in-cancelled'))
    const second = service.signIn('contoso', false)
    await waiting(port)
    port.finish('ada')
    expect(await second).toEqual({ account: 'ada' })
    service.cancel()
  })

  it('ends the one before, whose late answer counts for nothing', async () => {
    let finishFirst: (value: Account) => void = () => undefined
    let calls = 0
    const deaf = createFakeSignIn(new Secret('bearer'))
    // A port that does not hear its signal in time.
    const signIn: SignIn['signIn'] = (order, signal) => {
      calls += 1
      return calls === 1
        ? new Promise((resolve) => {
            finishFirst = resolve
          })
        : deaf.signIn(order, signal)
    }
    const { service, organizations } = make({ port: { ...deaf, signIn } })
    const first = service.signIn('contoso', false)
    while (calls === 0) await Promise.resolve()
    const second = service.signIn('fabrikam', true)
    finishFirst(fakeAccount('eve'))
    await expect(first).rejects.toMatchObject(code('sign-in-cancelled'))
    await waiting(deaf)
    expect(service.deviceCode()).not.toBeNull()
    deaf.finish('ada')
    expect(await second).toEqual({ account: 'ada' })
    expect(organizations.all().map(({ organization }) => organization)).toEqual(['fabrikam'])
  })

  it('remembers that consent was needed, says for which app, and forgets it once it went well', async () => {
    const { port, service, organizations } = make()
    const refused = service.signIn('contoso', false)
    await waiting(port)
    port.fail(new AppFailure('consent-needed', { entraCode: 'AADSTS90094' }))
    await expect(refused).rejects.toMatchObject({
      code: 'consent-needed',
      facts: { entraCode: 'AADSTS90094', organization: 'contoso', clientId }
    })
    expect(organizations.all()).toMatchObject([{ organization: 'contoso', consentWasNeeded: true }])
    const signedIn = service.signIn('Contoso', false)
    await waiting(port)
    port.finish('ada')
    await signedIn
    expect(organizations.all()).toMatchObject([{ organization: 'contoso', consentWasNeeded: false }])
  })

  it('passes on any other reason as it is', async () => {
    const { port, service, organizations } = make()
    const refused = service.signIn('contoso', false)
    await waiting(port)
    port.fail(new AppFailure('port-taken'))
    await expect(refused).rejects.toMatchObject(code('port-taken'))
    expect(organizations.all()).toEqual([])
  })
})

describe('signing out', () => {
  it('gives a waiting sign-in up', async () => {
    const { port, service } = make()
    const signingIn = service.signIn('contoso', false)
    await waiting(port)
    await Promise.all([service.signOut(), expect(signingIn).rejects.toMatchObject(code('sign-in-cancelled'))])
  })

  it('unbinds its own organizations, and leaves those of Azure CLI alone', async () => {
    const account = { id: 'a', name: 'ada' }
    const { service, organizations } = make({
      records: [
        { organization: 'contoso', engine: 'sign-in', account },
        { organization: 'fabrikam', engine: 'azure-cli', account },
        { organization: 'northwind', engine: 'assisted' }
      ]
    })
    await service.signOut()
    expect(organizations.all().map((one) => one.account)).toEqual([null, account, null])
  })
})
