import { describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { Secret } from '../../electron/domain/secret.js'
import { createBearerService } from '../../electron/services/bearer-service.js'
import type { Account } from '../../electron/services/ports/sign-in.js'
import type { OrganizationRecord } from '../../electron/services/ports/stores.js'
import { createFakeAzureCli } from '../fakes/azure-cli.js'
import { createFakeLog } from '../fakes/log.js'
import { createFakeOrganizationIndex } from '../fakes/organization-index.js'
import { createFakeSettings } from '../fakes/settings.js'
import { createFakeSignIn, fakeAccount, fakeTenant } from '../fakes/sign-in.js'
import { createFakeTenantFinder } from '../fakes/tenant-finder.js'

const ownBearer = new Secret('own')
const azBearer = new Secret('az')
const otherTenant = '33e01921-4d64-4f8c-a055-5bdaffd5e33d'
const ada = fakeAccount('ada')
const eve = fakeAccount('eve')
const named = ({ id, name }: Account) => ({ id, name })

function make({
  own = [] as readonly Account[],
  az = null as readonly Account[] | null,
  records = [] as (Partial<OrganizationRecord> & Pick<OrganizationRecord, 'organization'>)[],
  tenant = ''
} = {}) {
  const signIn = createFakeSignIn(ownBearer)
  for (const account of own) signIn.add(account)
  const azureCli = createFakeAzureCli(azBearer, az)
  const tenants = createFakeTenantFinder()
  const organizations = createFakeOrganizationIndex(records)
  const settings = createFakeSettings({ tenant })
  const log = createFakeLog()
  const service = createBearerService({ signIn, azureCli, tenants, organizations, settings, log })
  return { signIn, azureCli, tenants, organizations, log, service }
}

type World = ReturnType<typeof make>
/** Which bearer came, and whose it is said to be. */
const use = ({ service }: World, engine: 'sign-in' | 'azure-cli' | null, organization = 'contoso') =>
  service.withBearer(organization, engine, async (bearer, account) => ({
    by: bearer.equals(ownBearer) ? 'sign-in' : 'azure-cli',
    account: account?.name ?? null
  }))

describe('a bearer for an organization', () => {
  it.each([
    ['the engine that is asked for', 'sign-in', undefined, 'sign-in'],
    ['the engine that is asked for', 'azure-cli', undefined, 'azure-cli'],
    ['the one it is bound to', null, 'azure-cli', 'azure-cli'],
    ['the one it is bound to', null, 'sign-in', 'sign-in'],
    ['the own sign-in first', null, undefined, 'sign-in'],
    ['the own sign-in first', null, 'assisted', 'sign-in']
  ] as const)('comes from %s: asked %s, bound %s', async (_why, asked, bound, by) => {
    const records = bound === undefined ? [] : [{ organization: 'Contoso', engine: bound }]
    const world = make({ own: [ada], az: [ada], records })
    expect(await use(world, asked)).toEqual({ by, account: 'ada' })
    expect(world.organizations.all()).toMatchObject([{ engine: by, account: named(ada) }])
  })

  it('comes from Azure CLI where nobody is signed in to the app', async () => {
    expect(await use(make({ az: [ada] }), null)).toEqual({ by: 'azure-cli', account: 'ada' })
  })

  it('is wanted of the own sign-in where nobody is signed in anywhere', async () => {
    await expect(use(make(), null)).rejects.toMatchObject({
      code: 'sign-in-again',
      facts: { organization: 'contoso' }
    })
  })

  it('does not come from elsewhere for want of a network, or when the bound login is gone', async () => {
    const offline = make({ own: [ada], az: [ada] })
    offline.tenants.told.set('contoso', new AppFailure('offline'))
    await expect(use(offline, null)).rejects.toMatchObject({ code: 'offline' })
    const gone = make({
      own: [eve],
      az: [ada],
      records: [{ organization: 'contoso', engine: 'sign-in', account: named(ada) }]
    })
    await expect(use(gone, null)).rejects.toMatchObject({ code: 'sign-in-again' })
  })

  it('is that of the account to which the organization is bound', async () => {
    const records = [{ organization: 'contoso', engine: 'sign-in' as const, account: named(eve) }]
    const world = make({ own: [ada, eve], records })
    expect(await use(world, 'sign-in')).toEqual({ by: 'sign-in', account: 'eve' })
    expect(await use(world, 'sign-in', 'fabrikam')).toEqual({ by: 'sign-in', account: 'ada' })
  })

  it('is that of an account of its tenant, which may be a guest', async () => {
    const guest = { ...ada, tenant: otherTenant }
    const world = make({ own: [eve, ada, guest] })
    world.tenants.told.set('guestworks', { kind: 'entra', id: otherTenant })
    expect(await use(world, 'sign-in', 'guestworks')).toEqual({ by: 'sign-in', account: 'ada' })
    world.tenants.told.set('nowhere', { kind: 'entra', id: otherTenant.replace('3', '4') })
    await expect(use(world, 'sign-in', 'nowhere')).rejects.toMatchObject({ code: 'sign-in-again' })
  })

  it('is that of the bound account also where it is a guest who was never there', async () => {
    const records = [{ organization: 'guestworks', engine: 'sign-in' as const, account: named(ada) }]
    const world = make({ own: [eve, ada], records })
    world.tenants.told.set('guestworks', { kind: 'entra', id: otherTenant })
    expect(await use(world, 'sign-in', 'guestworks')).toEqual({ by: 'sign-in', account: 'ada' })
    expect(world.organizations.all()[0]?.account).toEqual(named(ada))
  })

  it('is of the tenant in the settings where one is set, without asking', async () => {
    const world = make({ own: [{ ...eve, tenant: otherTenant }, ada], tenant: fakeTenant.toUpperCase() })
    expect(await use(world, 'sign-in')).toEqual({ by: 'sign-in', account: 'ada' })
    expect(world.tenants.asked).toEqual([])
  })

  it("is asked of Azure CLI for the organization's tenant, and named after whoever is there today", async () => {
    const records = [{ organization: 'contoso', engine: 'azure-cli' as const, account: named(eve) }]
    const world = make({ az: [ada], records })
    expect(await use(world, 'azure-cli')).toEqual({ by: 'azure-cli', account: 'ada' })
    world.tenants.told.set('guestworks', { kind: 'entra', id: otherTenant })
    world.azureCli.guestIn.push(otherTenant)
    expect(await use(world, 'azure-cli', 'guestworks')).toEqual({ by: 'azure-cli', account: 'ada' })
    world.tenants.told.set('adventure', { kind: 'microsoft-account' })
    await use(world, 'azure-cli', 'adventure')
    expect(world.azureCli.asked).toEqual([fakeTenant, otherTenant, null])
    expect(world.organizations.all()[0]?.account).toEqual(named(ada))
  })

  it('cannot be had for a Server, nor by the own sign-in for Microsoft accounts', async () => {
    const world = make({ own: [ada], az: [ada] })
    world.tenants.told.set('adventure', { kind: 'microsoft-account' })
    for (const engine of ['sign-in', 'azure-cli', null] as const) {
      await expect(use(world, engine, 'https://tfs.contoso.com/Code')).rejects.toMatchObject({
        code: 'way-not-possible'
      })
    }
    await expect(use(world, 'sign-in', 'adventure')).rejects.toMatchObject({
      code: 'way-not-possible',
      facts: { organization: 'adventure', backing: 'microsoft-account' }
    })
    expect(await use(world, null, 'adventure')).toMatchObject({ by: 'azure-cli' })
  })

  it('binds nothing when the call with it fails, and is not written again when nothing changed', async () => {
    const world = make({ own: [ada] })
    const refusal = new AppFailure('access-denied')
    await expect(world.service.withBearer('contoso', null, () => Promise.reject(refusal))).rejects.toBe(
      refusal
    )
    expect(world.organizations.all()).toEqual([])
    await use(world, null)
    const [before] = world.organizations.all()
    await use(world, null)
    expect(world.organizations.all()[0]).toBe(before)
  })

  it('that fails for a bug is told as the bug', async () => {
    const world = make({ own: [ada], az: [ada] })
    world.azureCli.failure = new TypeError('a bug')
    await expect(use(world, 'azure-cli')).rejects.toThrow(TypeError)
  })
})

describe('a session that ended', () => {
  const challenge = new AppFailure('sign-in-again', { organization: 'contoso', claims: '{"a":1}' })

  it('keeps its claims for the next sign-in, once, and off the page', async () => {
    const { service } = make({ own: [ada] })
    const failure: unknown = await service
      .withBearer('contoso', null, () => Promise.reject(challenge))
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'sign-in-again', facts: { organization: 'contoso' } })
    expect((failure as AppFailure).facts).not.toHaveProperty('claims')
    expect(service.takeClaims('fabrikam')).toBeNull()
    expect(service.takeClaims('Contoso')).toBe('{"a":1}')
    expect(service.takeClaims('contoso')).toBeNull()
  })

  it('of Azure CLI has to be begun again there', async () => {
    const { service } = make({ own: [ada], az: [ada] })
    const failure: unknown = await service
      .withBearer('contoso', 'azure-cli', () => Promise.reject(challenge))
      .catch((error: unknown) => error)
    expect(failure).toMatchObject({ code: 'azure-cli-needs-sign-in' })
    expect((failure as AppFailure).facts).not.toHaveProperty('claims')
    expect(service.takeClaims('contoso')).toBeNull()
  })

  it('without a challenge is told as it is', async () => {
    const { service } = make({ own: [ada] })
    const plain = new AppFailure('sign-in-again', { organization: 'contoso' })
    await expect(service.withBearer('contoso', null, () => Promise.reject(plain))).rejects.toBe(plain)
    expect(service.takeClaims('contoso')).toBeNull()
  })
})

describe('the health of the connection', () => {
  const bound = { organization: 'contoso', engine: 'sign-in' as const, account: named(ada) }
  const ended = (world: World) => expect(use(world, null)).rejects.toMatchObject({ code: 'sign-in-again' })

  it('is good while nothing was asked, and with nobody who ever signed in', async () => {
    const world = make()
    await ended(world)
    expect(world.service.health()).toEqual({ signedOut: false, offline: false })
  })

  it('tells of a session that ended until a call goes through', async () => {
    const world = make({ own: [ada], records: [bound] })
    const refused = new AppFailure('sign-in-again', { organization: 'contoso', claims: '{}' })
    await expect(world.service.withBearer('contoso', null, () => Promise.reject(refused))).rejects.toThrow()
    expect(world.service.health().signedOut).toBe(true)
    await use(world, null)
    expect(world.service.health().signedOut).toBe(false)
  })

  it('tells of a session that ended until the person signs in, or out', async () => {
    const world = make({ records: [bound] })
    for (const account of [named(ada), null]) {
      await ended(world)
      expect(world.service.health().signedOut).toBe(true)
      world.organizations.change('contoso', { engine: 'sign-in', account })
      expect(world.service.health().signedOut).toBe(false)
    }
  })

  it('says nothing of Azure CLI, whose sessions are not ours', async () => {
    const world = make({ az: [ada], records: [{ ...bound, engine: 'azure-cli' }] })
    const refused = new AppFailure('sign-in-again')
    await expect(world.service.withBearer('contoso', null, () => Promise.reject(refused))).rejects.toThrow()
    expect(world.service.health().signedOut).toBe(false)
  })

  it('is offline from the first call without a network to the next one that goes through', async () => {
    const world = make({ own: [ada] })
    const offline = new AppFailure('offline')
    await expect(world.service.withBearer('contoso', null, () => Promise.reject(offline))).rejects.toBe(
      offline
    )
    expect(world.service.health().offline).toBe(true)
    await expect(use(world, 'azure-cli')).rejects.toThrow()
    expect(world.service.health().offline).toBe(true)
    await use(world, null)
    expect(world.service.health().offline).toBe(false)
  })
})

describe('a call that went through', () => {
  it('is none that failed because it could not be written down whose login it was', async () => {
    const world = make({ own: [ada] })
    world.organizations.change = () => {
      throw new Error('disk full')
    }
    expect(await use(world, null)).toEqual({ by: 'sign-in', account: 'ada' })
    expect(world.log.lines).toEqual(['warn organization.not-bound {"message":"Error: disk full"}'])
  })
})
