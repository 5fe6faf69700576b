import { describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { Secret } from '../../electron/domain/secret.js'
import type { Account } from '../../electron/services/ports/sign-in.js'
import type { OrganizationRecord } from '../../electron/services/ports/stores.js'
import { createWayService } from '../../electron/services/way-service.js'
import { createFakeAccountApi } from '../fakes/account-api.js'
import { createFakeAzureCli } from '../fakes/azure-cli.js'
import { createFakeClock } from '../fakes/clock.js'
import { createFakeOrganizationIndex } from '../fakes/organization-index.js'
import { createFakeSettings } from '../fakes/settings.js'
import { createFakeSignIn, fakeAccount, fakeTenant } from '../fakes/sign-in.js'
import { createFakeTenantFinder } from '../fakes/tenant-finder.js'

const ownBearer = new Secret('own')
const azBearer = new Secret('az')
const otherTenant = '33e01921-4d64-4f8c-a055-5bdaffd5e33d'
const server = 'https://tfs.contoso.com/tfs/DefaultCollection'
const ada = fakeAccount('ada')
const eve = fakeAccount('eve')

function make({
  own = [] as readonly Account[],
  az = null as readonly Account[] | null,
  records = [] as (Partial<OrganizationRecord> & Pick<OrganizationRecord, 'organization'>)[],
  tenant = '',
  git = (): Promise<boolean> => Promise.resolve(false)
} = {}) {
  const signIn = createFakeSignIn(ownBearer)
  for (const account of own) signIn.add(account)
  const parts = {
    signIn,
    azureCli: createFakeAzureCli(azBearer, az),
    tenants: createFakeTenantFinder(),
    accountApi: createFakeAccountApi(),
    organizations: createFakeOrganizationIndex(records),
    settings: createFakeSettings({ clientId: 'ours', tenant }),
    clock: createFakeClock()
  }
  return { ...parts, service: createWayService({ ...parts, gitNeedsNoToken: git }) }
}

/** The ways of an organization, shortly. */
async function ways({ service }: ReturnType<typeof make>, organization = 'contoso') {
  const found = await service.find(organization)
  return found.ways.map(
    ({ engine, state, account, obstacle }) => `${engine} ${obstacle?.code ?? state} ${account ?? '-'}`
  )
}

describe('the ways to a token of an organization', () => {
  it('are found from who is signed in where', async () => {
    const world = make({ own: [eve], az: [ada] })
    expect(await ways(world)).toEqual(['sign-in ready eve', 'azure-cli ready ada', 'assisted ready -'])
    expect(world.azureCli.asked).toEqual([])
  })

  it('count only logins of its tenant', async () => {
    const world = make({ own: [{ ...eve, tenant: otherTenant }], az: [{ ...ada, tenant: otherTenant }] })
    expect(await ways(world)).toEqual([
      'sign-in asks -',
      'azure-cli azure-cli-wrong-tenant -',
      'assisted ready -'
    ])
    expect(world.clock.armed()).toBe(0)
  })

  it('count the login of a guest, which Azure CLI does not list', async () => {
    const world = make({ az: [{ ...ada, tenant: otherTenant }] })
    world.azureCli.guestIn.push(fakeTenant)
    expect(await ways(world)).toContain('azure-cli ready ada')
  })

  it('do not wait long for such a guest', async () => {
    const world = make({ az: [{ ...ada, tenant: otherTenant }] })
    let asked = false
    world.azureCli.bearer = (_tenant, signal) =>
      new Promise((_resolve, reject) => {
        asked = true
        signal?.addEventListener('abort', () => {
          reject(signal.reason as Error)
        })
      })
    const found = ways(world)
    while (!asked) await Promise.resolve()
    world.clock.advance(20_000)
    expect(await found).toContain('azure-cli timed-out -')
  })

  it.each([
    ['azure-cli-missing', null],
    ['azure-cli-signed-out', []]
  ])('say %s of Azure CLI', async (obstacle, az) => {
    expect(await ways(make({ az }))).toContain(`azure-cli ${obstacle} -`)
  })

  it('go by the account to which the organization is bound, and by what was there before', async () => {
    const account = { id: eve.id, name: 'eve' }
    const bound = make({
      own: [ada, eve],
      records: [{ organization: 'Contoso', engine: 'sign-in', account }]
    })
    expect(await ways(bound)).toContain('sign-in ready eve')
    const gone = make({ own: [ada], records: [{ organization: 'contoso', engine: 'sign-in', account }] })
    expect(await ways(gone)).toContain('sign-in asks -')
    const refused = make({ records: [{ organization: 'contoso', consentWasNeeded: true }] })
    expect(await refused.service.find('contoso')).toMatchObject({ reason: 'consent-was-needed' })
  })

  it('go by the tenant in the settings, as the sign-in does', async () => {
    const guest = { ...eve, tenant: otherTenant }
    const world = make({
      own: [ada, guest],
      tenant: otherTenant.toUpperCase()
    })
    expect(await ways(world)).toContain('sign-in ready eve')
  })

  it('are by hand alone for a Server, of which no tenant and no login is asked', async () => {
    const world = make({ own: [ada], az: [ada] })
    world.azureCli.failure = new TypeError('nobody asks')
    const found = await world.service.find(server)
    expect(found).toMatchObject({ backing: 'server', proposed: 'assisted', reason: 'server' })
    expect(world.tenants.asked).toEqual([])
  })

  it('are by hand first where Microsoft accounts are members', async () => {
    const world = make({ az: [ada] })
    world.tenants.told.set('adventure', { kind: 'microsoft-account' })
    const found = await world.service.find('adventure')
    expect(found).toMatchObject({ backing: 'microsoft-account', proposed: 'assisted' })
    expect(found.ways[2]).toMatchObject({ engine: 'azure-cli', state: 'ready' })
  })

  it.each([
    'organization-not-found',
    'offline',
    'timed-out',
    'certificate-refused',
    'proxy-login-needed'
  ] as const)('are not told where the organization cannot be asked: %s', async (code) => {
    const world = make()
    world.tenants.told.set('contoso', new AppFailure(code))
    await expect(world.service.find('contoso')).rejects.toMatchObject({ code })
  })

  it('are told as far as they are known where its tenant is not', async () => {
    const world = make({ az: [ada] })
    world.tenants.told.set('contoso', new AppFailure('service-unavailable'))
    expect(await world.service.find('contoso')).toMatchObject({ backing: 'unknown', proposed: 'azure-cli' })
  })

  it('tell that Git needs no token, and go on where Git cannot say', async () => {
    const needsNone = make({ git: () => Promise.resolve(true) })
    expect(await needsNone.service.find(server)).toMatchObject({ gitNeedsNoToken: true })
    const broken = make({ git: () => Promise.reject(new AppFailure('git-failed')) })
    expect(await broken.service.find('contoso')).toMatchObject({ gitNeedsNoToken: false })
  })

  it('hide no bug', async () => {
    const world = make({ az: [ada] })
    world.azureCli.failure = new TypeError('a bug')
    await expect(world.service.find('contoso')).rejects.toThrow(TypeError)
  })
})

describe('the list of organizations', () => {
  it('is asked once for each account and tenant, and names each organization once', async () => {
    const world = make({ own: [ada], az: [ada, eve] })
    world.accountApi.tell(ownBearer, ['tailspin', 'contoso'])
    world.accountApi.tell(azBearer, ['Contoso', 'fabrikam'])
    expect(await world.service.listOrganizations()).toEqual({
      organizations: [
        { organization: 'contoso', account: 'ada' },
        { organization: 'fabrikam', account: 'eve' },
        { organization: 'tailspin', account: 'ada' }
      ],
      failures: []
    })
    expect(world.azureCli.asked).toEqual([fakeTenant])
  })

  it('goes through every tenant in which somebody is a guest', async () => {
    const world = make({ az: [ada, { ...ada, tenant: otherTenant }] })
    await world.service.listOrganizations()
    expect(world.azureCli.asked).toEqual([fakeTenant, otherTenant])
  })

  it('tells of whom it could not be asked, and gives the rest', async () => {
    const world = make({ own: [ada], az: [eve] })
    world.accountApi.tell(ownBearer, new AppFailure('sign-in-again'))
    world.accountApi.tell(azBearer, ['fabrikam'])
    expect(await world.service.listOrganizations()).toEqual({
      organizations: [{ organization: 'fabrikam', account: 'eve' }],
      failures: [{ account: 'ada', error: { code: 'sign-in-again', facts: {} } }]
    })
  })

  it('does not complain that there is no Azure CLI, but that it fails', async () => {
    const world = make({ own: [ada] })
    expect((await world.service.listOrganizations()).failures).toEqual([])
    world.azureCli.failure = new AppFailure('azure-cli-failed')
    expect((await world.service.listOrganizations()).failures).toMatchObject([{ account: 'Azure CLI' }])
    world.azureCli.failure = new TypeError('a bug')
    await expect(world.service.listOrganizations()).rejects.toThrow(TypeError)
  })
})
