import { describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { createFakeOutside, startCore, wish } from './core-on-fakes.js'
import { settled } from './token-world.js'

const minute = 60_000

/** The app with a renewal under way, which has just seen its page and what is wrong with its keychain. */
async function startedWith(problem: AppFailure) {
  const outside = createFakeOutside()
  const { clock, vault } = outside
  const { state } = vault
  let asked: number[] = []
  vault.state = async () => {
    asked.push(clock.now() / minute)
    if (vault.problem?.code === 'vault-no-answer') throw vault.problem
    return state()
  }
  const { core, call } = startCore(outside)
  const { tokenId } = await call.createToken(wish)
  await call.renewToken({ tokenId })
  await settled()
  vault.problem = problem
  core.start()
  await call.getSnapshot(null)
  await settled()
  return {
    ...{ call, core, vault, tokenId },
    view: () => core.state.snapshot().vault,
    /** The minutes from now, up to this one, at which the keychain is asked. */
    askedIn: async (minutes: number) => {
      const begin = clock.now() / minute
      asked = []
      for (let passed = 0; passed < minutes; passed += 1) {
        clock.advance(minute)
        await settled()
      }
      return [...new Set(asked)].map((at) => at - begin)
    },
    /** How often it is asked meanwhile. */
    askedBy: async (act: () => unknown) => {
      asked = []
      await act()
      await settled()
      return asked.length
    }
  }
}

describe.each([
  ['locked', new AppFailure('vault-locked')],
  ['no-service', new AppFailure('no-protected-store')]
])('a keychain that stays %s', (told, problem) => {
  it('is asked after longer and longer pauses, also for a renewal that waits for it', async () => {
    const { askedIn, view } = await startedWith(problem)
    expect(await askedIn(60)).toEqual([1, 3, 8, 23, 38, 53])
    expect(view()).toBe(told)
  })

  it('is found ready without the person once it is', async () => {
    const { askedIn, vault, view } = await startedWith(problem)
    await askedIn(60)
    vault.problem = null
    await askedIn(15)
    expect(view()).toBe('ready')
  })

  it.each(['focused', 'page'])(
    'is asked at once when somebody is there (%s), and soon again',
    async (how) => {
      const { askedIn, askedBy, core, call, vault, view } = await startedWith(problem)
      await askedIn(30)
      const come = () => (how === 'focused' ? core.focused() : call.getSnapshot(null))
      expect(await askedBy(come)).toBe(1)
      expect(await askedIn(10)).toEqual([1, 3, 8])
      vault.problem = null
      await askedBy(come)
      expect(view()).toBe('ready')
      if (how === 'focused') expect(await askedBy(come)).toBe(0)
    }
  )
})

it('a keychain that did what it was asked for counts as open at the next look', async () => {
  const { askedIn, core, vault, view, tokenId } = await startedWith(new AppFailure('vault-locked'))
  await askedIn(30)
  vault.problem = null
  await core.commands.copyToken(tokenId)
  await askedIn(1)
  expect(view()).toBe('ready')
})

it('a keychain that a computer finds locked when it wakes is asked again soon', async () => {
  const { askedIn, core } = await startedWith(new AppFailure('vault-locked'))
  await askedIn(37)
  await askedIn(1)
  core.reminders.look()
  core.focused()
  await settled()
  expect(await askedIn(10)).toEqual([1, 3, 8])
})

it('a keychain that was locked and now does not answer is asked every minute', async () => {
  const { askedIn, vault, view } = await startedWith(new AppFailure('vault-locked'))
  await askedIn(30)
  vault.problem = new AppFailure('vault-no-answer')
  expect(await askedIn(10)).toEqual([8, 9, 10])
  expect(view()).toBe('no-answer')
})
