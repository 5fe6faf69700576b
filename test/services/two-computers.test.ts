import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { Secret } from '../../electron/domain/secret.js'
import { tokenText } from '../fakes/pat-api.js'
import { recordOf } from '../fakes/token-record.js'
import { code, createFakeOutside, startCore } from './core-on-fakes.js'
import { settled } from './token-world.js'

let drawn = 0
beforeEach(() => {
  vi.spyOn(Math, 'random').mockImplementation(() => (drawn = (drawn + 0.37) % 1))
})
afterEach(() => {
  vi.restoreAllMocks()
})

/** A token that two computers keep, and creates that wait until both of them sent one. */
function twoComputers(between: (one: ReturnType<typeof createFakeOutside>) => void) {
  const first = createFakeOutside()
  const { patApi } = first
  const { create } = patApi
  const waiting: (() => void)[] = []
  patApi.create = async (...given) => {
    await new Promise<void>((resolve) => {
      waiting.push(resolve)
      if (waiting.length < 2) return
      waiting[0]?.()
      between(first)
      waiting[1]?.()
    })
    return create(...given)
  }
  const record = recordOf({ id: 'old', inVault: true })
  patApi.tokens.set('old', {
    ...{ authorizationId: 'old', name: record.name, scopes: record.scopes, allOrganizations: false },
    ...{ validFrom: Date.parse(record.createdAt), validTo: Date.parse(record.validTo ?? ''), state: 'active' }
  })
  const computers = [first, { ...createFakeOutside(), clock: first.clock, patApi }].map((outside) => {
    outside.index.save(record)
    outside.vault.entries.set(record.label, new Secret(tokenText(0)))
    for (const number of [1, 2]) outside.tokenCheck.accept(tokenText(number), 'ada')
    return { ...outside, ...startCore(outside) }
  })
  const successors = () =>
    [...patApi.tokens.values()].filter((one) => one.state === 'active' && one.authorizationId !== 'old')
  const rotations = () => computers.map(({ core }) => core.state.snapshot().rotations[0])
  return { computers, successors, rotations, patApi }
}

describe('two computers that renew a token at the same time', () => {
  it.each([
    ['within one millisecond', 0],
    ['one after the other', 1500]
  ])('leave one successor, %s; the other one says so', async (_how, apart) => {
    const { computers, successors, rotations } = twoComputers(({ clock }) => {
      clock.advance(apart)
    })
    for (const { call } of computers) await call.renewToken({ tokenId: 'old' })
    await settled()
    await settled()
    expect(successors()).toHaveLength(1)
    const [kept, gaveWay] = rotations()
    expect(kept).toMatchObject({ step: 'grace', stopped: null })
    expect(gaveWay).toMatchObject({ successorId: null, stopped: code('rotation-elsewhere') })
    expect(computers[1]?.index.all().map(({ id }) => id)).toEqual(['old'])
    await computers[1]?.call.abandonRotation({ tokenId: 'old' })
    await settled()
    expect(successors()).toHaveLength(1)
  })

  it('still do where the second one could not read the list right after its create', async () => {
    const { computers, successors, rotations, patApi } = twoComputers(({ clock }) => {
      clock.advance(1500)
    })
    const { list } = patApi
    let lists = 0
    patApi.list = async (...given) => {
      lists += 1
      if (lists === 4) throw new AppFailure('sign-in-again')
      return list(...given)
    }
    for (const { call } of computers) await call.renewToken({ tokenId: 'old' })
    await settled()
    await settled()
    expect(successors()).toHaveLength(2)
    await computers[1]?.call.renewToken({ tokenId: 'old' })
    await settled()
    expect(successors()).toHaveLength(1)
    expect(rotations()).toMatchObject([{ step: 'grace' }, { stopped: code('rotation-elsewhere') }])
  })
})
