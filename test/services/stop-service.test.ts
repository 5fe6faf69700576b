import { describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import type { TokenRecord } from '../../electron/domain/token.js'
import { tokenText } from '../fakes/pat-api.js'
import { recordOf } from '../fakes/token-record.js'
import { code, createTokenWorld, locked, settled, wish } from './token-world.js'

/** A token that the service takes and Git uses. */
async function inUse() {
  const world = createTokenWorld()
  const { tokenId } = await world.services.tokens.create(wish)
  world.tokenCheck.accept(tokenText(1), 'ada', 'https://dev.azure.com/contoso/p/_git/r')
  await world.services.gitService.useForGit({ tokenId, allowPlainText: false, setUpHelper: false })
  return { ...world, tokenId, explain: () => world.services.stops.explain(tokenId) }
}

/** A token that the service refuses. */
async function refused(record: Partial<TokenRecord> = {}) {
  const world = createTokenWorld()
  const { tokenId } = await world.services.tokens.create(wish)
  const before = world.index.all()[0]
  if (before !== undefined) world.index.save({ ...before, ...record })
  world.bearers.asked.length = 0
  return { ...world, tokenId, explain: () => world.services.stops.explain(tokenId) }
}

describe('why did it stop?', () => {
  it('it did not: the service takes it and Git has it', async () => {
    const { explain, bearers } = await inUse()
    bearers.asked.length = 0
    expect(await explain()).toMatchObject({ cause: 'works', sure: 'service', possible: ['lacks-scope'] })
    expect(bearers.asked).toEqual([])
  })

  it('Git erased it, or took another one', async () => {
    const { explain, git, patApi } = await inUse()
    git.held.set('contoso', patApi.bearer)
    expect(await explain()).toMatchObject({ cause: 'git-erased', sure: 'this-computer' })
    git.held.delete('contoso')
    expect(await explain()).toMatchObject({ cause: 'git-erased' })
  })

  it('is not answered by a Git that cannot be asked', async () => {
    const { explain, git, log } = await inUse()
    git.problem = new AppFailure('git-missing')
    expect(await explain()).toMatchObject({ cause: 'works' })
    expect(log.lines).toContain('warn stop.git-not-asked {"code":"git-missing"}')
  })

  it.each([
    ['active', 'inactive', 'likely'],
    ['expired', 'expired', 'service'],
    ['revoked', 'revoked', 'service']
  ] as const)('the service refuses it and lists it as %s: %s', async (state, cause, sure) => {
    const { explain, patApi, tokenId, bearers } = await refused()
    const listed = patApi.tokens.get(tokenId)!
    patApi.tokens.set(tokenId, { ...listed, state })
    expect(await explain()).toMatchObject({ cause, sure, error: null })
    expect(bearers.asked).toEqual([['contoso', null]])
  })

  it('it ended, by our clock', async () => {
    const { explain, clock, bearers } = await refused()
    clock.jump(Date.parse(wish.validTo))
    bearers.problem = new AppFailure('sign-in-again')
    expect(await explain()).toMatchObject({ cause: 'expired', sure: 'this-computer' })
  })

  it('it was revoked: nobody is asked', async () => {
    const { explain, tokenCheck, bearers } = await refused({ revokedAt: '2026-11-20T00:00:00.000Z' })
    expect(await explain()).toMatchObject({ cause: 'revoked' })
    expect(tokenCheck.asked.length + bearers.asked.length).toBe(0)
  })

  it('all tokens for all organizations ended', async () => {
    const { explain, clock } = await refused({ allOrganizations: true })
    expect(await explain()).toMatchObject({ cause: 'inactive' })
    clock.jump(Date.parse('2026-12-01T00:00:00.000Z'))
    expect(await explain()).toMatchObject({ cause: 'all-organizations-ended' })
  })

  it('cannot be told without a sign-in, which is said', async () => {
    const { explain, bearers } = await refused()
    bearers.problem = new AppFailure('sign-in-again')
    expect(await explain()).toMatchObject({
      cause: 'cannot-tell',
      possible: ['revoked', 'inactive', 'policy', 'lacks-scope'],
      error: { code: 'sign-in-again' }
    })
  })

  it('cannot be told of a Server, whose lists no program may read', async () => {
    const { services, clipboard, tokenCheck, bearers } = createTokenWorld()
    tokenCheck.accept(tokenText(7), 'ada')
    clipboard.text = tokenText(7)
    const organization = 'https://tfs.contoso.example/tfs/DefaultCollection'
    const pasted = { ...wish, organization, validTo: null, anyway: false }
    const { tokenId } = await services.tokens.paste(pasted)
    tokenCheck.problem = new AppFailure('token-not-accepted')
    expect(await services.stops.explain(tokenId)).toEqual({
      cause: 'cannot-tell',
      sure: 'likely',
      possible: ['expired', 'revoked', 'policy', 'lacks-scope'],
      error: null
    })
    expect(bearers.asked).toEqual([])
  })

  it('of a pasted token is told by its name, where that stands in the lists once', async () => {
    const { services, clipboard, tokenCheck, patApi } = createTokenWorld()
    const text = tokenText(7)
    tokenCheck.accept(text, 'ada')
    clipboard.text = text
    const { tokenId } = await services.tokens.paste({ ...wish, anyway: false })
    tokenCheck.problem = new AppFailure('token-not-accepted')
    const listed = { ...wish, authorizationId: 'x', validFrom: 0, validTo: 1, allOrganizations: false }
    patApi.tokens.set('x', { ...listed, state: 'expired' })
    expect(await services.stops.explain(tokenId)).toMatchObject({ cause: 'expired', sure: 'service' })
    patApi.tokens.set('y', { ...listed, authorizationId: 'y', state: 'revoked' })
    expect(await services.stops.explain(tokenId)).toMatchObject({ cause: 'cannot-tell' })
  })

  it.each(['stray', 'elsewhere'])('nobody here has its value (%s)', async (kind) => {
    const { services, index, tokenCheck } = createTokenWorld()
    index.save(recordOf(kind === 'stray' ? { stray: true } : { origin: 'elsewhere' }))
    expect(await services.stops.explain(recordOf().id)).toMatchObject({
      cause: 'not-kept',
      sure: 'this-computer'
    })
    expect(tokenCheck.asked).toEqual([])
  })

  it('nobody here has its value, and the service lists it as over', async () => {
    const { services, index, patApi } = createTokenWorld()
    index.save(recordOf({ origin: 'elsewhere' }))
    const listed = { ...wish, authorizationId: recordOf().id, validFrom: 0, allOrganizations: false }
    patApi.tokens.set(recordOf().id, { ...listed, validTo: 1, state: 'revoked' })
    expect(await services.stops.explain(recordOf().id)).toMatchObject({ cause: 'revoked', sure: 'service' })
  })

  it('the keychain is locked, so it cannot be told', async () => {
    const { explain, vault, bearers } = await refused()
    vault.problem = locked()
    expect(await explain()).toMatchObject({ cause: 'cannot-tell', error: { code: 'vault-locked' } })
    expect(bearers.asked).toEqual([])
  })

  it('the network is in the way', async () => {
    const { explain, tokenCheck, bearers } = await refused()
    tokenCheck.problem = new AppFailure('offline', { obstacle: 'no-network' })
    expect(await explain()).toMatchObject({ cause: 'network', error: { code: 'offline' } })
    expect(bearers.asked).toEqual([])
  })

  it('is asked again where the service failed for a moment', async () => {
    const { explain, tokenCheck, clock } = await inUse()
    tokenCheck.problem = new AppFailure('service-unavailable')
    const explaining = explain()
    await settled()
    tokenCheck.problem = null
    clock.advance(1000)
    expect(await explaining).toMatchObject({ cause: 'works' })
  })

  it('does not hide a bug', async () => {
    const { explain, git, patApi, tokenCheck } = await inUse()
    git.holds = () => Promise.reject(new TypeError('bug in git'))
    await expect(explain()).rejects.toThrow('bug in git')
    tokenCheck.problem = new AppFailure('token-not-accepted')
    patApi.failWith(new TypeError('bug in the list'))
    await expect(explain()).rejects.toThrow('bug in the list')
  })

  it('is not asked of an unknown token', async () => {
    const { services } = createTokenWorld()
    await expect(services.stops.explain('nobody')).rejects.toMatchObject(code('token-unknown'))
  })
})
