import { describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { createPatience } from '../../electron/services/patience.js'
import { createFakeClock } from '../fakes/clock.js'
import { settled } from './token-world.js'

function patient(random = 0.5) {
  const clock = createFakeClock()
  const changes: unknown[] = []
  const patience = createPatience({
    clock,
    random: () => random,
    onChange: () => void changes.push(patience.waiting())
  })
  /** A call that ends so each time, and then well. */
  const failing = (...failures: readonly Error[]) => {
    const left = [...failures]
    const call = {
      times: 0,
      act: async () => {
        call.times += 1
        const failure = left.shift()
        if (failure !== undefined) throw failure
        return 'done'
      }
    }
    return call
  }
  return { clock, patience, changes, failing }
}

const unavailable = new AppFailure('service-unavailable')
const limited = (seconds: number) => new AppFailure('rate-limited', { retryAfterSeconds: seconds })

describe('a safe call', () => {
  it.each([
    unavailable,
    new AppFailure('timed-out'),
    new AppFailure('offline', { obstacle: 'interrupted' }),
    new AppFailure('rate-limited')
  ])('is tried again after %s, and again, with a longer wait', async (failure) => {
    const { clock, patience, failing } = patient()
    const call = failing(failure, failure)
    const calling = patience.safely(call.act)
    await settled()
    const why = failure.code === 'rate-limited' ? 'rate-limited' : 'service-unavailable'
    expect(patience.waiting()).toEqual({ why, until: '2026-11-23T12:00:01.000Z' })
    clock.advance(999)
    await settled()
    expect(call.times).toBe(1)
    clock.advance(1)
    await settled()
    expect(call.times).toBe(2)
    clock.advance(1999)
    await settled()
    expect(call.times).toBe(2)
    clock.advance(1)
    expect(await calling).toBe('done')
    expect(clock.armed()).toBe(0)
  })

  it('is tried three times at most', async () => {
    const { clock, patience, failing } = patient()
    const call = failing(unavailable, unavailable, unavailable)
    const calling = patience.safely(call.act)
    calling.catch(() => undefined)
    for (const pause of [1000, 2000]) {
      await settled()
      clock.advance(pause)
    }
    await expect(calling).rejects.toBe(unavailable)
    expect(call.times).toBe(3)
  })

  it.each([
    new AppFailure('offline', { obstacle: 'no-network' }),
    new AppFailure('offline'),
    new AppFailure('sign-in-again'),
    new AppFailure('certificate-refused'),
    new TypeError('a bug')
  ])('is not tried again after %s', async (failure) => {
    const { patience, failing } = patient()
    const call = failing(failure)
    await expect(patience.safely(call.act)).rejects.toBe(failure)
    expect(call.times).toBe(1)
  })

  it.each([
    [0, 500],
    [0.999, 1499]
  ])('is spread by chance (%d): %d ms', async (random, pause) => {
    const { clock, patience, failing } = patient(random)
    const calling = patience.safely(failing(unavailable).act)
    await settled()
    clock.advance(pause)
    expect(await calling).toBe('done')
  })

  it('waits for as long as the service says, and a little more', async () => {
    const { clock, patience, failing } = patient()
    const calling = patience.safely(failing(limited(60)).act)
    await settled()
    expect(patience.waiting()).toEqual({ why: 'rate-limited', until: '2026-11-23T12:01:01.000Z' })
    clock.advance(61_000)
    expect(await calling).toBe('done')
    await expect(patience.safely(failing(limited(61)).act)).rejects.toMatchObject({ code: 'rate-limited' })
  })

  it('ends its wait with its signal', async () => {
    const { clock, patience, failing } = patient()
    const stop = new AbortController()
    const call = failing(unavailable)
    const calling = patience.safely(call.act, stop.signal)
    calling.catch(() => undefined)
    await settled()
    const reason = new Error('stopped')
    stop.abort(reason)
    await expect(calling).rejects.toBe(reason)
    expect(clock.armed()).toBe(0)
    expect(patience.waiting()).toBeNull()
  })
})

describe('a wait', () => {
  it('is seen from its start to its end, the first to end before others', async () => {
    const { clock, patience, changes } = patient()
    const waits = Promise.all([
      patience.wait(2000, 'rate-limited'),
      patience.wait(1000, 'service-unavailable')
    ])
    const late = { why: 'rate-limited', until: '2026-11-23T12:00:02.000Z' }
    const soon = { why: 'service-unavailable', until: '2026-11-23T12:00:01.000Z' }
    clock.advance(2000)
    await waits
    expect(changes).toEqual([late, soon, late, null])
  })

  it('does not begin after its signal', async () => {
    const { clock, patience, changes } = patient()
    const reason = new Error('stopped')
    await expect(patience.wait(1, 'rate-limited', AbortSignal.abort(reason))).rejects.toBe(reason)
    expect(clock.armed() + changes.length).toBe(0)
  })

  it('that is over is not ended again by its signal', async () => {
    const { clock, patience, changes } = patient()
    const stop = new AbortController()
    const waiting = patience.wait(1, 'rate-limited', stop.signal)
    clock.advance(1)
    await waiting
    stop.abort(new Error('late'))
    expect(changes).toHaveLength(2)
  })
})
