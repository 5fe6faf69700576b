import { describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { tokenText } from '../fakes/pat-api.js'
import { createRotationWorld, oldId } from './rotation-world.js'
import { ada, createTokenWorld, settled, wish } from './token-world.js'

const bob = { ...ada, id: 'bob-1', name: 'bob@contoso.example' }
const owned = { code: 'access-denied', facts: { organization: 'contoso', owner: ada.name } }
const failed = { service: { state: 'failed', error: owned } }
const done = { service: { state: 'done' } }

/** A token of Ada's; Bob, who acts for the organization now, has none, and is told that each of hers is gone. */
async function ofAda() {
  const world = createTokenWorld()
  const { tokenId } = await world.services.tokens.create(wish)
  world.tokenCheck.accept(tokenText(1), ada.name)
  const { list, revoke } = world.patApi
  const isBob = (): boolean => world.bearers.account !== ada
  world.patApi.list = async (...given) => (isBob() ? [] : list(...given))
  world.patApi.revoke = async (...given) => (isBob() ? undefined : revoke(...given))
  world.bearers.account = bob
  const record = () => world.services.keeper.record(tokenId)
  return { ...world, tokenId, record, revoke: () => world.services.revoking.revoke(tokenId) }
}

describe('a token whose owner does not act for the organization', () => {
  it('is not called revoked because another account does not have it; its owner can revoke it later', async () => {
    const { tokenId, record, revoke, patApi, bearers } = await ofAda()
    expect(await revoke()).toMatchObject(failed)
    expect(record()).toMatchObject({ revokedAt: null, revokeLeft: ['service'] })
    expect(patApi.tokens.get(tokenId)?.state).toBe('active')
    bearers.account = ada
    expect(await revoke()).toMatchObject(done)
    expect(patApi.tokens.get(tokenId)?.state).toBe('revoked')
  })

  it('is not called revoked either where one of the accounts is not known', async () => {
    const { revoke, record, bearers, services, tokenId } = await ofAda()
    bearers.account = null
    expect(await revoke()).toMatchObject(failed)
    services.keeper.change(tokenId, { account: null })
    expect(await revoke()).toMatchObject({ service: { state: 'failed', error: { facts: { owner: '' } } } })
    expect(record().revokedAt).toBeNull()
  })

  it('is revoked where the service refuses its value', async () => {
    const { revoke, record, tokenCheck } = await ofAda()
    tokenCheck.problem = new AppFailure('token-not-accepted')
    expect(await revoke()).toMatchObject(done)
    expect(record().revokedAt).not.toBeNull()
  })

  it.each(['active', 'revoked', 'expired'] as const)(
    'is of an account that has another name since where the %s list has it',
    async (state) => {
      const { revoke, tokenId, patApi, record } = await ofAda()
      const token = patApi.tokens.get(tokenId) ?? expect.fail()
      patApi.list = async (_bearer, _organization, filter) => (filter === state ? [token] : [])
      expect(await revoke()).toMatchObject(done)
      expect(record().revokedAt).not.toBeNull()
    }
  )

  it('is not changed', async () => {
    const { services, tokenId, record } = await ofAda()
    const change = { tokenId, name: 'Other', scopes: ['vso.code'], validTo: '2027-06-01T00:00:00.000Z' }
    await expect(services.change(change)).rejects.toMatchObject(owned)
    expect(record().name).toBe(wish.name)
  })

  it('gets no successor that belongs to somebody else', async () => {
    const world = createRotationWorld({ record: { account: bob.name } })
    const { list } = world.patApi
    world.patApi.list = async () => []
    await world.service.renew(oldId)
    await settled()
    expect(world.view()?.stopped).toMatchObject({ code: 'access-denied', facts: { owner: bob.name } })
    expect(world.patApi.creates()).toBe(0)
    world.patApi.list = list
    await world.service.renew(oldId)
    await settled()
    expect(world.patApi.creates()).toBe(1)
  })

  it('keeps its value and its life where another account came during the renewal', async () => {
    const world = createRotationWorld({ record: { account: ada.name }, places: ['git'] })
    await world.service.renew(oldId)
    await settled()
    world.index.save({ ...(world.recordOf(oldId) ?? expect.fail()), account: bob.name })
    world.patApi.list = async () => []
    await world.pass(30)
    expect(world.view()?.stopped).toMatchObject({ code: 'access-denied' })
    expect(world.active()).toContain(oldId)
    expect(world.vault.entries.has('old label')).toBe(true)
  })
})
