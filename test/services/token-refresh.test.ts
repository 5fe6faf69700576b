import { describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { Secret } from '../../electron/domain/secret.js'
import type { ServicePat } from '../../electron/services/ports/azure-devops.js'
import { recordOf } from '../fakes/token-record.js'
import { createCoreOnFakes } from './core-on-fakes.js'
import { ada, code, createTokenWorld, noted, settled, wish } from './token-world.js'

const day = 86_400_000

const global: ServicePat = {
  authorizationId: 'everywhere',
  name: 'Everywhere',
  scopes: ['vso.code'],
  validFrom: Date.parse('2026-01-05T00:00:00.000Z'),
  validTo: Date.parse('2027-01-04T00:00:00.000Z'),
  allOrganizations: true
}

describe('reading from the service what became of tokens', () => {
  it('marks what was revoked elsewhere and takes over a new end and new scopes', async () => {
    const { services, patApi, index } = createTokenWorld()
    const kept = await services.tokens.create(wish)
    const lost = await services.tokens.create({ ...wish, name: 'Other' })
    const listed = patApi.tokens.get(kept.tokenId)!
    patApi.tokens.set(kept.tokenId, {
      ...listed,
      name: 'renamed elsewhere',
      scopes: ['vso.code'],
      validTo: Date.parse('2026-12-01T00:00:00.000Z')
    })
    await patApi.revoke(patApi.bearer, 'contoso', lost.tokenId)
    await services.refresh()
    const byId = (id: string) => index.all().find((record) => record.id === id)
    expect(byId(kept.tokenId)).toMatchObject({
      scopes: ['vso.code'],
      validTo: '2026-12-01T00:00:00.000Z',
      revokedAt: null,
      name: 'renamed elsewhere',
      label: expect.stringContaining('Push code') as string
    })
    expect(byId(lost.tokenId)?.revokedAt).toBe('2026-11-23T12:00:00.000Z')
  })

  it('takes over an end that has passed', async () => {
    const { services, patApi, index } = createTokenWorld()
    const { tokenId } = await services.tokens.create(wish)
    const listed = patApi.tokens.get(tokenId)!
    const validTo = '2026-11-22T00:00:00.000Z'
    patApi.tokens.set(tokenId, { ...listed, state: 'expired', validTo: Date.parse(validTo) })
    await services.refresh()
    expect(index.all()[0]).toMatchObject({ validTo, revokedAt: null })
  })

  it('concludes nothing from a token that the service lists nowhere, and asks for none made by hand', async () => {
    const { services, patApi, index, bearers } = createTokenWorld()
    const { tokenId } = await services.tokens.create(wish)
    patApi.tokens.delete(tokenId)
    const before = index.all()
    await services.refresh()
    expect(index.all()).toEqual(before)
    index.remove(tokenId)
    index.save(recordOf({ origin: 'assisted' }))
    bearers.problem = new AppFailure('sign-in-again')
    await services.refresh()
  })

  it('says when it could not ask, after it asked for the others', async () => {
    const { services, bearers, index } = createTokenWorld()
    index.save(recordOf())
    index.save(recordOf({ id: 'other', organization: 'fabrikam' }))
    bearers.problem = new AppFailure('sign-in-again')
    await expect(services.refresh()).rejects.toMatchObject(code('sign-in-again'))
    expect(bearers.asked).toEqual([
      ['contoso', null],
      ['fabrikam', null]
    ])
  })

  it('tries again where the service failed, which does no harm', async () => {
    const { services, patApi, index, clock } = createTokenWorld()
    index.save(recordOf())
    patApi.failWith(new AppFailure('service-unavailable'))
    const reading = services.refresh()
    await settled()
    patApi.failWith(null)
    clock.advance(1000)
    await reading
  })
})

describe('a new end of a token that Git has', () => {
  async function extended() {
    const world = createTokenWorld()
    const { services, patApi, tokenCheck, git } = world
    const { tokenId } = await services.tokens.create(wish)
    tokenCheck.accept((await services.keeper.secret(tokenId)).reveal(), 'ada', 'https://dev.azure.com/r')
    await services.gitService.useForGit({ tokenId, allowPlainText: false, setUpHelper: false })
    const validTo = Date.parse('2027-03-01T00:00:00.000Z')
    patApi.tokens.set(tokenId, { ...patApi.tokens.get(tokenId)!, validTo })
    git.given.length = 0
    return { ...world, validTo }
  }

  it('is told to it, once', async () => {
    const { services, git, validTo } = await extended()
    await services.tokens.create({ ...wish, name: 'Not in Git' })
    await services.refresh()
    await services.refresh()
    expect(git.given.map((order) => order.validTo)).toEqual([validTo])
  })

  it('is on the list also where that fails', async () => {
    const { services, git, index, log } = await extended()
    git.problem = new AppFailure('timed-out')
    expect(await services.refresh()).toBe(1)
    expect(index.all()[0]?.validTo).toBe('2027-03-01T00:00:00.000Z')
    expect(log.lines.join('\n')).toContain('token.git-not-told')
  })
})

describe('tokens that were made elsewhere', () => {
  const listed = (id: string, some: Partial<ServicePat> = {}): ServicePat => ({
    ...global,
    ...{ authorizationId: id, name: id, allOrganizations: false },
    ...some
  })

  it('come onto the list, also those that ended or were revoked lately, and go with it', async () => {
    const { services, patApi, index, organizations, views } = createTokenWorld()
    organizations.change('contoso', { engine: 'sign-in' })
    const ended = { validTo: Date.parse('2026-11-01T00:00:00.000Z') }
    patApi.tokens.set('active', { ...listed('active'), state: 'active' })
    patApi.tokens.set('ended', { ...listed('ended', ended), state: 'expired' })
    patApi.tokens.set('revoked', { ...listed('revoked'), state: 'revoked' })
    const longAgo = { validTo: Date.parse('2026-08-01T00:00:00.000Z') }
    patApi.tokens.set('old', { ...listed('old', longAgo), state: 'expired' })
    await services.refresh()
    expect(views().map(({ id, state, origin, kept }) => [id, state, origin, kept])).toEqual([
      ['revoked', 'revoked', 'elsewhere', 'nowhere'],
      ['ended', 'expired', 'elsewhere', 'nowhere'],
      ['active', 'active', 'elsewhere', 'nowhere']
    ])
    patApi.tokens.clear()
    await services.refresh()
    expect(index.all()).toEqual([])
  })

  it('are no news where they were over when they came onto the list, and are where they end later', async () => {
    const { call, core, patApi, index, notifier, organizations, clock } = createCoreOnFakes()
    organizations.change('contoso', { engine: 'sign-in' })
    const end = (days: number) => ({ validTo: clock.now() + days * day })
    patApi.tokens.set('long-over', { ...listed('long-over', end(-80)), state: 'expired' })
    patApi.tokens.set('just-over', { ...listed('just-over', end(-0.1)), state: 'expired' })
    patApi.tokens.set('soon', { ...listed('soon', end(2.5)), state: 'active' })
    core.start()
    await call.refreshTokens(null)
    expect(index.all()).toHaveLength(3)
    core.reminders.look()
    await settled()
    expect(notifier.shown.map(({ title }) => title)).toEqual([expect.stringContaining('soon')])
    expect(index.all().find(({ id }) => id === 'long-over')?.createdAt).toBe('2026-01-05T00:00:00.000Z')
    clock.advance(3 * day)
    await settled()
    expect(notifier.shown.at(-1)?.title).toContain('soon')
    expect(JSON.stringify(notifier.shown)).not.toContain('long-over')
  })

  it('stay where somebody told us of a place of theirs', async () => {
    const { services, patApi, index, organizations } = createTokenWorld()
    organizations.change('contoso', { engine: 'azure-cli' })
    patApi.tokens.set('active', { ...listed('active'), state: 'active' })
    await services.refresh()
    services.uses.addManual('active', { name: 'Nightly build', link: '', note: '' })
    patApi.tokens.clear()
    await services.refresh()
    expect(index.all().map(({ id }) => id)).toEqual(['active'])
  })

  it('are read of organizations that somebody signs in to, and when is remembered', async () => {
    const { services, bearers, organizations, clock } = createTokenWorld()
    organizations.change('contoso', { engine: 'sign-in' })
    organizations.change('fabrikam', { engine: 'assisted' })
    organizations.change('tailspin', { engine: null })
    await services.refresh()
    expect(bearers.asked.map(([organization]) => organization)).toEqual(['contoso'])
    expect(organizations.all().map(({ listedAt }) => listedAt)).toEqual([
      new Date(clock.now()).toISOString(),
      null,
      null
    ])
  })

  it('are read of every organization that the accounts reach, too', async () => {
    const { services, patApi, bearers, ways, views } = createTokenWorld()
    const account = ada.name
    ways.found = { organizations: [{ organization: 'contoso', account }], failures: [] }
    patApi.tokens.set('active', { ...listed('active'), state: 'active' })
    expect(await services.refresh()).toBe(1)
    expect(bearers.asked).toEqual([['contoso', null]])
    expect(views().map(({ id }) => id)).toEqual(['active'])
  })

  it('of one that was never used may stay unread without a word, unless nothing could be read', async () => {
    const { services, bearers, organizations, ways } = createTokenWorld()
    const failures = [{ account: 'bob', error: { code: 'access-denied' as const, facts: {} } }]
    ways.found = { organizations: [{ organization: 'guests', account: ada.name }], failures }
    const { withBearer } = bearers
    bearers.withBearer = (organization, ...rest) =>
      organization === 'guests'
        ? Promise.reject(new AppFailure('sign-in-again'))
        : withBearer(organization, ...rest)
    await expect(services.refresh()).rejects.toMatchObject(code('access-denied'))
    organizations.change('contoso', { engine: 'sign-in' })
    expect(await services.refresh()).toBe(1)
  })

  it('a thousand of them are one write', async () => {
    const { services, patApi, index, organizations } = createTokenWorld()
    organizations.change('contoso', { engine: 'sign-in' })
    for (let number = 0; number < 1000; number += 1) {
      const id = `token-${String(number)}`
      patApi.tokens.set(id, { ...listed(id), state: 'active' })
    }
    let writes = 0
    const { save } = index
    index.save = (...records) => {
      writes += 1
      save(...records)
    }
    await services.refresh()
    expect([index.all().length, writes]).toEqual([1000, 1])
  })
})

describe('tokens for all organizations', () => {
  it('come onto the list wherever they were made, with the end that all of them have, and once', async () => {
    const { services, patApi, index, views } = createTokenWorld()
    index.save(recordOf())
    index.save(recordOf({ id: 'other', organization: 'fabrikam' }))
    patApi.tokens.set(global.authorizationId, { ...global, state: 'active' })
    await services.refresh()
    await services.refresh()
    expect(index.all().slice(2)).toEqual([
      recordOf({
        ...{ id: 'everywhere', name: 'Everywhere', scopes: ['vso.code'], origin: 'elsewhere' },
        ...{ createdAt: '2026-01-05T00:00:00.000Z', validTo: '2026-12-01T00:00:00.000Z' },
        ...{ allOrganizations: true, account: ada.name }
      })
    ])
    expect(views()[2]).toMatchObject({ kept: 'nowhere', allOrganizations: true, stray: false })
  })

  it('are followed like ours: revoked elsewhere, they count as that', async () => {
    const { services, patApi, index, bearers } = createTokenWorld()
    bearers.account = null
    patApi.tokens.set(global.authorizationId, { ...global, state: 'active' })
    index.save(recordOf())
    await services.refresh()
    index.remove(recordOf().id)
    patApi.tokens.set(global.authorizationId, { ...global, state: 'revoked' })
    await services.refresh()
    expect(index.all()).toEqual([
      expect.objectContaining({ id: 'everywhere', revokedAt: '2026-11-23T12:00:00.000Z', account: null })
    ])
  })

  it('are known again in those that are on our list', async () => {
    const { services, patApi, index } = createTokenWorld()
    index.save(recordOf({ id: 'everywhere' }))
    patApi.tokens.set(global.authorizationId, { ...global, state: 'active' })
    await services.refresh()
    expect(index.all()).toEqual([
      expect.objectContaining({
        ...{ origin: 'api', allOrganizations: true, validTo: '2026-12-01T00:00:00.000Z' }
      })
    ])
  })
})

describe('a list that was damaged and put aside', () => {
  it('gets the values of its tokens back from the keychain, once it can be asked', async () => {
    const { services, restart, index, vault, organizations } = createTokenWorld()
    organizations.change('contoso', { engine: 'sign-in' })
    const { tokenId } = await services.tokens.create(wish)
    const value = (await services.keeper.secret(tokenId)).reveal()
    index.remove(tokenId)
    index.setAside = true
    vault.problem = new AppFailure('vault-locked')
    const { refresh, keeper } = restart()
    await refresh()
    expect(index.all()[0]).toMatchObject({ id: tokenId, origin: 'elsewhere', inVault: false })
    vault.problem = null
    await refresh()
    expect(index.all()[0]).toMatchObject({ id: tokenId, inVault: true })
    expect((await keeper.secret(tokenId)).reveal()).toBe(value)
  })

  it('has the keychain asked once for each token that has no value, however often the app starts', async () => {
    const { services, restart, index, vault, organizations, patApi } = createTokenWorld()
    organizations.change('contoso', { engine: 'sign-in' })
    patApi.tokens.set('everywhere', { ...global, state: 'active' })
    index.setAside = true
    const { get } = vault
    const asked: string[] = []
    vault.get = (entry) => {
      asked.push(entry.label)
      return get(entry)
    }
    vault.problem = new AppFailure('vault-locked')
    await services.refresh()
    expect(asked).toEqual([])
    vault.problem = null
    await restart().keeper.recoverAll()
    expect(asked).toEqual([index.all()[0]?.label])
    const { refresh, keeper } = restart()
    await keeper.recoverAll()
    await refresh()
    expect(asked).toHaveLength(1)
    // One that comes onto the list later may have been on the lost one, too.
    patApi.tokens.set('later', { ...global, authorizationId: 'later', state: 'active' })
    await refresh()
    expect(asked).toHaveLength(2)
  })

  it('is the only one for whose tokens from elsewhere the keychain is asked', async () => {
    const { services, index, vault, organizations, patApi } = createTokenWorld()
    organizations.change('contoso', { engine: 'sign-in' })
    patApi.tokens.set('everywhere', { ...global, state: 'active' })
    await services.refresh()
    await vault.put(index.all()[0]!, new Secret('theirs'))
    await services.refresh()
    expect(index.all()[0]?.inVault).toBe(false)
  })
})

describe('creates without an answer', () => {
  it('are looked for in their own organization alone, also where no token of it is on the list', async () => {
    const { services, patApi, createJournal, clock, bearers } = createTokenWorld()
    createJournal.open(noted())
    createJournal.open(noted({ id: 'create-2', organization: 'fabrikam' }))
    const stray = { ...global, authorizationId: 'stray', name: wish.name, allOrganizations: false }
    patApi.tokens.set('stray', { ...stray, validFrom: clock.now(), state: 'active' })
    await services.refresh()
    expect(bearers.asked.map(([organization]) => organization)).toEqual(['contoso', 'fabrikam'])
    expect(createJournal.all().map(({ id }) => id)).toEqual(['create-2'])
  })
})
