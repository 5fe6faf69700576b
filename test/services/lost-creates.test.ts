import { describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { patFailure } from '../../electron/domain/pat-error.js'
import type { ServicePat } from '../../electron/services/ports/azure-devops.js'
import { recordOf } from '../fakes/token-record.js'
import { ada, code, createTokenWorld, locked, noted, settled, wish } from './token-world.js'

const interrupted = () => new AppFailure('offline', { obstacle: 'interrupted' })
const limited = (facts: AppFailure['facts'] = {}) => new AppFailure('rate-limited', facts)
const day = 86_400_000

describe('a create whose answer was lost', () => {
  it.each([
    new AppFailure('timed-out'),
    interrupted(),
    new AppFailure('service-unavailable', { status: 502 }),
    new AppFailure('unexpected-answer')
  ])('is not sent again; what it made is offered for revoking: %s', async (failure) => {
    const { services, patApi, index, createJournal } = createTokenWorld()
    patApi.endCreates({ made: true, failure })
    const tokenId = '00000001-4193-4f1d-b995-64144880b7d7'
    await expect(services.tokens.create(wish)).rejects.toMatchObject({
      code: 'create-answer-lost',
      facts: { organization: 'contoso', found: 1, tokenId },
      cause: failure
    })
    expect(patApi.creates()).toBe(1)
    expect(index.all()).toEqual([
      expect.objectContaining({
        ...{ id: tokenId, stray: true, inVault: false, origin: 'api', account: ada.name },
        ...{ name: wish.name, scopes: wish.scopes, validTo: wish.validTo }
      })
    ])
    expect(createJournal.all()).toEqual([])

    await services.revoking.revoke(tokenId)
    expect([...patApi.tokens.values()].map(({ state }) => state)).toEqual(['revoked'])
  })

  it('is no stray while its answer is awaited, whoever looks meanwhile', async () => {
    const { services, patApi, index } = createTokenWorld()
    const create = patApi.create.bind(patApi)
    patApi.create = async (bearer, draft, signal) => {
      await create(bearer, draft, signal)
      await services.refresh()
      await services.tokens.lookForLost()
      expect(index.all()).toEqual([])
      throw new AppFailure('timed-out')
    }
    await expect(services.tokens.create(wish)).rejects.toMatchObject({ facts: { found: 1 } })
    expect(index.all()).toEqual([expect.objectContaining({ stray: true })])
  })

  it('may have made nothing: that is said, and looked for again', async () => {
    const { services, patApi, index, createJournal, clock } = createTokenWorld()
    patApi.endCreates({ made: false, failure: new AppFailure('timed-out') })
    await expect(services.tokens.create(wish)).rejects.toMatchObject({
      code: 'create-answer-lost',
      facts: { organization: 'contoso', found: 0 }
    })
    await services.refresh()
    expect(createJournal.all()).toHaveLength(1)
    // The service was only slow.
    const late: ServicePat = {
      ...{ authorizationId: 'late', name: wish.name, scopes: ['vso.code'], allOrganizations: false },
      ...{ validFrom: clock.now() + 60_000, validTo: clock.now() + day }
    }
    patApi.tokens.set('late', { ...late, state: 'active' })
    await services.refresh()
    expect(index.all()).toEqual([expect.objectContaining({ id: 'late', stray: true, scopes: ['vso.code'] })])
    expect(createJournal.all()).toEqual([])
    expect(patApi.creates()).toBe(1)
  })

  it('is looked for when the list can be had again, if it could not at first', async () => {
    const { services, patApi, index, createJournal } = createTokenWorld()
    const { list } = patApi
    patApi.list = () => Promise.reject(new AppFailure('offline', { obstacle: 'no-network' }))
    patApi.endCreates({ made: true, failure: interrupted() })
    await expect(services.tokens.create(wish)).rejects.toMatchObject({
      code: 'create-answer-lost',
      facts: { organization: 'contoso', found: -1 }
    })
    expect(index.all()).toEqual([])
    await expect(services.refresh()).rejects.toMatchObject(code('offline'))
    expect(createJournal.all()).toHaveLength(1)
    patApi.list = list
    await services.refresh()
    expect(index.all()[0]?.stray).toBe(true)
    expect(createJournal.all()).toEqual([])
  })

  it('is looked for also where its organization was typed in other letters', async () => {
    const { services, patApi, index, createJournal, organizations } = createTokenWorld()
    organizations.change('contoso', { engine: 'sign-in' })
    createJournal.open(noted({ organization: 'Contoso' }))
    const { authorizationId } = await patApi.create(patApi.bearer, {
      ...wish,
      validTo: Date.parse(wish.validTo)
    })
    await services.refresh()
    expect(index.all()).toMatchObject([{ id: authorizationId, stray: true }])
    expect(createJournal.all()).toEqual([])
  })

  it('is found after a crash between the answer and the keychain', async () => {
    const { services, restart, vault, index, createJournal, patApi } = createTokenWorld()
    vault.problem = locked()
    const { tokenId } = await services.tokens.create(wish)
    // Held in memory it is none.
    await services.refresh()
    expect(index.all()[0]?.stray).toBe(false)
    // Before the keychain can be asked it may still have the value.
    await restart().refresh()
    expect(index.all()[0]?.stray).toBe(false)
    expect(createJournal.all()).toHaveLength(1)
    vault.problem = null
    await restart().refresh()
    expect(index.all()).toEqual([expect.objectContaining({ id: tokenId, stray: true })])
    expect(createJournal.all().length + patApi.creates()).toBe(1)
  })

  it('is none where its value reached the keychain before the crash', async () => {
    const { services, restart, vault, index, createJournal } = createTokenWorld()
    vault.problem = locked()
    const { tokenId } = await services.tokens.create(wish)
    vault.problem = null
    await vault.put(index.all()[0]!, await services.keeper.secret(tokenId))
    const again = restart()
    await again.tokens.lookForLost()
    expect(index.all()).toEqual([expect.objectContaining({ id: tokenId, stray: false, inVault: true })])
    expect(createJournal.all()).toEqual([])
    expect((await again.keeper.secret(tokenId)).reveal()).toContain('AZDO')
  })

  it('is forgotten after a day, unless its token is held in memory, or the list was not read', async () => {
    const { services, createJournal, clock, patApi, vault } = createTokenWorld()
    createJournal.open(noted())
    clock.advance(day)
    await services.refresh()
    expect(createJournal.all()).toHaveLength(1)
    clock.advance(1)
    patApi.failWith(new AppFailure('access-denied'))
    await expect(services.refresh()).rejects.toMatchObject(code('access-denied'))
    expect(createJournal.all()).toHaveLength(1)
    patApi.failWith(null)
    await services.refresh()
    expect(createJournal.all()).toEqual([])

    vault.problem = locked()
    await services.tokens.create(wish)
    createJournal.open(noted({ name: 'Other', startedAt: new Date(clock.now()).toISOString() }))
    clock.advance(2 * day)
    await services.refresh()
    expect(createJournal.all().map(({ name }) => name)).toEqual([wish.name])
  })

  it('may be two that look alike: both are offered', async () => {
    const { services, patApi, index, clock } = createTokenWorld()
    patApi.tokens.set('twin', {
      ...{ authorizationId: 'twin', name: wish.name, scopes: [], allOrganizations: false, state: 'active' },
      ...{ validFrom: clock.now() - 1, validTo: clock.now() + day }
    })
    patApi.endCreates({ made: true, failure: interrupted() })
    await expect(services.tokens.create(wish)).rejects.toMatchObject({ facts: { found: 2, tokenId: 'twin' } })
    expect(index.all().map(({ stray }) => stray)).toEqual([true, true])
  })

  it('of 1,000 makes no duplicate, and each stray is offered', async () => {
    const { services, patApi, index, createJournal } = createTokenWorld()
    for (let number = 0; number < 1000; number += 1) {
      patApi.endCreates({ made: number % 3 !== 0, failure: interrupted() })
      const order = { ...wish, name: `Push code ${number % 7}` }
      await expect(services.tokens.create(order)).rejects.toMatchObject(code('create-answer-lost'))
    }
    expect(patApi.creates()).toBe(1000)
    const strays = index.all().filter(({ stray }) => stray)
    expect(new Set(strays.map(({ id }) => id))).toEqual(new Set(patApi.tokens.keys()))
    expect(createJournal.all()).toHaveLength(1000 - strays.length)
  })

  it('is not made up where the service refused for sure, or was never reached', async () => {
    const { services, patApi, createJournal } = createTokenWorld()
    for (const failure of [
      patFailure('failedToIssueAccessToken', null, 'contoso'),
      patFailure('accessDenied', null, 'contoso'),
      new AppFailure('offline', { obstacle: 'name-not-found' }),
      new AppFailure('proxy-login-needed'),
      new AppFailure('certificate-refused'),
      new AppFailure('sign-in-again')
    ]) {
      patApi.endCreates({ made: false, failure })
      await expect(services.tokens.create(wish)).rejects.toBe(failure)
    }
    expect(createJournal.all()).toEqual([])
  })

  it('is noted, too, where a bug ended it', async () => {
    const { services, patApi, createJournal } = createTokenWorld()
    patApi.endCreates({ made: true, failure: new TypeError('a bug') })
    await expect(services.tokens.create(wish)).rejects.toThrow('a bug')
    expect(createJournal.all()).toHaveLength(1)
    patApi.endCreates({ made: true, failure: interrupted() })
    patApi.list = () => Promise.reject(new TypeError('another bug'))
    await expect(services.tokens.create(wish)).rejects.toThrow('another bug')
    expect(createJournal.all()).toHaveLength(2)
  })
})

describe('looking by itself for what a create without an answer left', () => {
  const minute = 60_000
  const appeared = (at: number): ServicePat & { readonly state: 'active' } => ({
    ...{ authorizationId: 'late', name: wish.name, scopes: ['vso.code'], allOrganizations: false },
    ...{ validFrom: at, validTo: at + day, state: 'active' }
  })

  it('begins a minute after it was lost', async () => {
    const { services, patApi, index, clock } = createTokenWorld()
    patApi.endCreates({ made: false, failure: new AppFailure('timed-out') })
    await expect(services.tokens.create(wish)).rejects.toMatchObject(code('create-answer-lost'))
    patApi.tokens.set('late', appeared(clock.now()))
    clock.advance(minute - 1)
    await settled()
    expect(index.all()).toEqual([])
    clock.advance(1)
    await settled()
    expect(index.all()).toEqual([expect.objectContaining({ id: 'late', stray: true })])
    expect(clock.armed()).toBe(0)
  })

  it('goes on with longer and longer pauses, an hour at most, for a day', async () => {
    const { services, bearers, createJournal, clock, log } = createTokenWorld()
    createJournal.open(noted())
    bearers.problem = new AppFailure('sign-in-again')
    await services.tokens.lookForLost()
    const pauses: number[] = []
    for (let looks = 1; clock.armed() > 0; looks += 1) {
      const before = clock.now()
      while (bearers.asked.length === looks) clock.advance(minute)
      pauses.push((clock.now() - before) / minute)
      await settled()
    }
    expect(pauses.slice(0, 8)).toEqual([1, 2, 4, 8, 16, 32, 60, 60])
    expect(clock.now() - Date.parse(noted().startedAt)).toBeGreaterThan(day)
    expect(pauses.length).toBeLessThan(32)
    expect(createJournal.all()).toHaveLength(1)
    expect(log.lines[0]).toBe('warn lost-create.not-looked-for {"code":"sign-in-again"}')
  })

  it('at the start asks for each organization once, and for none where nothing is open', async () => {
    const { services, bearers, createJournal, patApi, index, clock } = createTokenWorld()
    await services.tokens.lookForLost()
    expect(bearers.asked.length + clock.armed()).toBe(0)
    bearers.account = null
    createJournal.open(noted())
    createJournal.open(noted({ id: 'create-2' }))
    createJournal.open(noted({ id: 'create-3', organization: 'fabrikam', name: 'Other' }))
    patApi.tokens.set('late', appeared(clock.now()))
    await services.tokens.lookForLost()
    expect(bearers.asked).toEqual([
      ['contoso', null],
      ['fabrikam', null]
    ])
    expect(index.all()).toEqual([
      expect.objectContaining({ id: 'late', organization: 'contoso', account: null })
    ])
    // A second look takes the place of the one that was due.
    await services.tokens.lookForLost()
    expect(clock.armed()).toBe(1)
  })

  it('logs a bug as one, and goes on', async () => {
    const { services, createJournal, patApi, clock, log } = createTokenWorld()
    createJournal.open(noted())
    patApi.failWith(new TypeError('a bug'))
    await services.tokens.lookForLost()
    expect(log.lines).toEqual(['bug lost-create.not-looked-for TypeError: a bug'])
    expect(clock.armed()).toBe(1)
  })
})

describe('a create that was refused for its rate', () => {
  it('waits as long as the service says, where the person sees it, and is sent again', async () => {
    const { services, patApi, clock, createJournal } = createTokenWorld()
    const facts = { retryAfterSeconds: 23 }
    patApi.endCreates({ made: false, failure: limited(facts) })
    const making = services.tokens.create(wish)
    await settled()
    expect(services.patience.waiting()).toEqual({ why: 'rate-limited', until: '2026-11-23T12:00:23.000Z' })
    expect(createJournal.all()).toEqual([])
    clock.advance(22_999)
    await settled()
    expect(patApi.creates()).toBe(1)
    clock.advance(1)
    expect(await making).toMatchObject({ kept: 'keychain' })
    expect(services.patience.waiting()).toBeNull()
  })

  it('without a word about the time waits 10 seconds, doubled each time, and gives up after three more', async () => {
    const { services, patApi, clock } = createTokenWorld()
    const failure = limited()
    patApi.endCreates(...Array.from({ length: 4 }, () => ({ made: false, failure })))
    const making = services.tokens.create(wish)
    making.catch(() => undefined)
    for (const seconds of [10, 20, 40]) {
      await settled()
      const until = new Date(clock.now() + seconds * 1000).toISOString()
      expect(services.patience.waiting()).toEqual({ why: 'rate-limited', until })
      clock.advance(seconds * 1000)
    }
    await expect(making).rejects.toBe(failure)
    expect(patApi.creates()).toBe(4)
  })

  it('is not kept waiting for longer than ten minutes', async () => {
    const { services, patApi, clock } = createTokenWorld()
    patApi.endCreates({ made: false, failure: limited({ retryAfterSeconds: 601 }) })
    await expect(services.tokens.create(wish)).rejects.toMatchObject(code('rate-limited'))
    patApi.endCreates({ made: false, failure: limited({ retryAfterSeconds: 600 }) })
    const making = services.tokens.create(wish)
    await settled()
    expect(services.patience.waiting()?.until).toBe('2026-11-23T12:10:00.000Z')
    clock.advance(600_000)
    expect(await making).toMatchObject({ kept: 'keychain' })
  })
})

describe('cancelling a create', () => {
  it('that waits makes nothing', async () => {
    const { services, patApi, clock, createJournal } = createTokenWorld()
    patApi.endCreates({ made: false, failure: limited({ retryAfterSeconds: 23 }) })
    const making = services.tokens.create(wish)
    await settled()
    services.tokens.cancelCreate()
    await expect(making).rejects.toMatchObject(code('create-cancelled'))
    expect(services.patience.waiting()).toBeNull()
    expect(clock.armed() + patApi.tokens.size + createJournal.all().length).toBe(0)
  })

  it('that has no bearer yet makes nothing, however long the bearer takes', async () => {
    const { services, bearers, patApi } = createTokenWorld()
    bearers.silent = true
    const making = services.tokens.create(wish)
    await settled()
    services.tokens.cancelCreate()
    await expect(making).rejects.toMatchObject(code('create-cancelled'))
    expect(patApi.creates()).toBe(0)
  })

  it('that is behind another one ends both', async () => {
    const { services, patApi } = createTokenWorld()
    patApi.endCreates({ made: false, failure: limited() })
    const making = Promise.allSettled([services.tokens.create(wish), services.tokens.create(wish)])
    await settled()
    services.tokens.cancelCreate()
    for (const ended of await making) {
      expect(ended).toMatchObject({ status: 'rejected', reason: code('create-cancelled') })
    }
    expect(patApi.creates()).toBe(1)
  })

  it.each([
    [true, { found: 1, tokenId: '00000001-4193-4f1d-b995-64144880b7d7' }],
    [false, { found: 0 }]
  ])('that was sent looks for what it may have made (made: %s)', async (made, facts) => {
    const { services, patApi, index } = createTokenWorld()
    patApi.endCreates({ made, failure: 'never' })
    const making = services.tokens.create(wish)
    await settled()
    services.tokens.cancelCreate()
    await expect(making).rejects.toMatchObject({
      code: 'create-answer-lost',
      facts: { organization: 'contoso', ...facts }
    })
    expect(index.all().map(({ stray }) => stray)).toEqual(made ? [true] : [])
  })

  it('that is done changes nothing', async () => {
    const { services, index } = createTokenWorld()
    await services.tokens.create(wish)
    services.tokens.cancelCreate()
    expect(index.all()).toHaveLength(1)
    expect(await services.tokens.create(wish)).toMatchObject({ kept: 'keychain' })
  })

  it('leaves a record of another name alone', async () => {
    const { services, patApi, index } = createTokenWorld()
    index.save(recordOf({ id: 'other', name: 'Other' }))
    patApi.endCreates({ made: true, failure: interrupted() })
    await expect(services.tokens.create(wish)).rejects.toMatchObject(code('create-answer-lost'))
    expect(index.all().find(({ id }) => id === 'other')?.stray).toBe(false)
  })
})
