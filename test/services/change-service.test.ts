import { beforeEach, describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { Secret } from '../../electron/domain/secret.js'
import { code, createTokenWorld, wish } from './token-world.js'

let world: ReturnType<typeof createTokenWorld>
let tokenId = ''
const later = '2027-06-01T00:00:00.000Z'
const change = (some: object = {}) => ({
  ...{ tokenId, name: 'Read code', scopes: ['vso.code'], validTo: later },
  ...some
})

beforeEach(async () => {
  world = createTokenWorld()
  ;({ tokenId } = await world.services.tokens.create(wish))
})

describe('changing a token', () => {
  it('gives it another name, other scopes and another end; its value is found as before', async () => {
    const value = await world.services.keeper.secret(tokenId)
    expect(await world.services.change(change())).toEqual({
      validTo: later,
      requestedValidTo: null,
      gitHasOldEnd: false
    })
    expect(world.services.keeper.record(tokenId)).toMatchObject({
      ...{ name: 'Read code', scopes: ['vso.code'], validTo: later, requestedValidTo: null },
      label: expect.stringContaining('Push code') as string
    })
    expect(world.patApi.tokens.get(tokenId)).toMatchObject({ name: 'Read code', scopes: ['vso.code'] })
    expect((await world.restart().keeper.secret(tokenId)).equals(value)).toBe(true)
  })

  it('says what was granted where policy cut it', async () => {
    const cut = Date.parse('2027-02-01T00:00:00.000Z')
    world.patApi.cutTo(cut)
    const granted = { validTo: new Date(cut).toISOString(), requestedValidTo: later }
    expect(await world.services.change(change())).toMatchObject(granted)
    expect(world.services.keeper.record(tokenId)).toMatchObject(granted)
  })

  it.each([
    ['ended', { validTo: '2026-11-01T00:00:00.000Z' }, 'expiredPatCannotBeExtended'],
    ['was revoked', { revokedAt: '2026-11-01T00:00:00.000Z' }, 'authorizationNotFound']
  ])('asks nobody for one that %s', async (_how, record, patTokenError) => {
    world.services.keeper.change(tokenId, record)
    const asked = world.bearers.asked.length
    await expect(world.services.change(change())).rejects.toMatchObject({
      code: 'request-refused',
      facts: { patTokenError }
    })
    expect(world.bearers.asked).toHaveLength(asked)
  })

  it('opens the page for one that was made by hand', async () => {
    world.services.keeper.change(tokenId, { origin: 'assisted' })
    await expect(world.services.change(change())).rejects.toMatchObject(code('way-not-possible'))
    expect(world.browser.opened).toEqual(['https://dev.azure.com/contoso/_usersSettings/tokens'])
  })

  describe('that Git has', () => {
    const given = () => world.git.given.map(({ validTo }) => validTo)
    beforeEach(async () => {
      const value = await world.services.keeper.secret(tokenId)
      world.tokenCheck.accept(value.reveal(), 'ada')
      await world.services.gitService.useForGit({ tokenId, allowPlainText: true, setUpHelper: true })
    })

    it('tells Git the new end, and nothing where the end is the same', async () => {
      const before = world.services.keeper.record(tokenId)
      await world.services.change(change({ validTo: before.validTo }))
      expect(given()).toHaveLength(1)
      await world.services.change(change())
      expect(given()[1]).toBe(Date.parse(later))
      expect(world.services.keeper.record(tokenId).git).toEqual(before.git)
    })

    it('leaves another token there alone', async () => {
      world.git.held.set('contoso', new Secret('theirs'))
      await world.services.change(change())
      expect(world.git.held.get('contoso')?.reveal()).toBe('theirs')
    })

    it('is changed all the same where Git cannot be told, which is said', async () => {
      world.git.problem = new AppFailure('git-failed')
      expect(await world.services.change(change())).toMatchObject({ validTo: later, gitHasOldEnd: true })
      expect(world.services.keeper.record(tokenId).git).not.toBeNull()
    })
  })

  it('leaves the record as it is when the service refuses', async () => {
    const before = world.services.keeper.record(tokenId)
    await world.patApi.revoke(world.patApi.bearer, 'contoso', tokenId)
    await expect(world.services.change(change())).rejects.toMatchObject(code('token-unknown'))
    expect(world.services.keeper.record(tokenId)).toEqual(before)
  })
})
