import assert from 'node:assert/strict'
import { describe, expect, it } from 'vitest'
import { AppFailure } from '../../electron/domain/app-failure.js'
import { createRotationWorld, Killed, oldId, type RotationWorld, type Trouble } from './rotation-world.js'
import { settled } from './token-world.js'

/*
 * Killed anywhere: a renewal is run once and its effects are counted — every write of the journal, of the list and
 * of the keychain, every request, every change of a place. Then it is run once for each of them, ended right before
 * and right after it, and started again over what is left.
 */

/** An end of the app is no fault of the test; anything else is. */
const unlessKilled = (error: unknown): void => {
  if (!(error instanceof Killed)) throw error
}

async function renew(world: RotationWorld): Promise<void> {
  await world.service.renew(oldId).catch(unlessKilled)
  await settled()
  await world.pass(40)
}

async function renewAndGiveUp(world: RotationWorld): Promise<void> {
  await world.service.renew(oldId).catch(unlessKilled)
  await settled()
  await world.pass(3)
  if (world.isDead()) return
  await world.service.abandon(oldId).catch(unlessKilled)
  await settled()
  await world.pass(40)
}

/** What the person, or the app by itself, does after a restart until all is over. */
async function goOn(world: RotationWorld, back: boolean): Promise<void> {
  await world.service.look()
  await settled()
  if (back && world.rotation() !== undefined) await world.service.abandon(oldId).catch(() => undefined)
  const isRenewed = world.recordOf(oldId)?.successor != null
  if (!back && world.rotation() === undefined && !isRenewed) await world.service.renew(oldId)
  await settled()
  await world.pass(80)
}

function expectRenewed(world: RotationWorld, what: string): void {
  assert.deepEqual(world.broken, [], what)
  assert.equal(world.rotation(), undefined, `${what}: stands still ${JSON.stringify(world.rotation())}`)
  const [successor, ...orphans] = world.active()
  assert.deepEqual(orphans, [], what)
  assert(successor !== undefined && successor !== oldId, what)
  const record = world.recordOf(successor)
  assert(record?.inVault === true, what)
  assert.deepEqual([...world.vault.entries.keys()], [record.label], what)
  assert.equal(world.recordOf(oldId)?.successor, successor, what)
  assert.notEqual(world.recordOf(oldId)?.revokedAt, null, what)
  assert(
    [...world.places.values()].every((id) => id === successor),
    what
  )
  assert(
    [...world.owners.values()].every((of) => of.size === 1 && of.has(successor)),
    what
  )
  assert.equal(world.index.all().length, 2, what)
}

function expectAsBefore(world: RotationWorld, what: string): void {
  assert.deepEqual(world.broken, [], what)
  assert.equal(world.rotation(), undefined, `${what}: stands still ${JSON.stringify(world.rotation())}`)
  assert.deepEqual(world.active(), [oldId], what)
  assert.deepEqual([...world.vault.entries.keys()], ['old label'], what)
  assert.equal(world.recordOf(oldId)?.successor, null, what)
  assert(
    [...world.places.values()].every((id) => id === oldId),
    what
  )
  assert(
    [...world.owners.values()].every((of) => of.size === 1 && of.has(oldId)),
    what
  )
  assert.equal(world.index.all().length, 1, what)
}

async function effectsOf(act: (world: RotationWorld) => Promise<void>): Promise<readonly string[]> {
  const world = createRotationWorld()
  await act(world)
  return world.names
}

const outside = /^(list|create|revoke|identify|vault|move|prove)/

describe('a renewal that is killed', () => {
  it('at any effect, before or after it, keeps every place alive and is brought to its end', async () => {
    const names = await effectsOf(renew)
    expect(names.length).toBeGreaterThan(40)
    for (const [at, name] of names.entries()) {
      for (const took of [false, true]) {
        const what = `${took ? 'after' : 'before'} ${name} (${at + 1})`
        const world = createRotationWorld()
        world.trouble({ at: at + 1, took, what: 'killed' })
        await renew(world)
        assert(world.isDead(), `not killed ${what}`)
        world.restart()
        await goOn(world, false)
        expectRenewed(world, what)
      }
    }
  })

  it('at any two effects comes to its end, too', async () => {
    const names = await effectsOf(renew)
    for (let first = 1; first <= names.length; first += 1) {
      for (let second = 1; second <= 40; second += 3) {
        const what = `after ${first}, then after ${second} more`
        const world = createRotationWorld()
        world.trouble({ at: first, took: true, what: 'killed' })
        await renew(world)
        world.restart()
        world.trouble({ at: world.effects() + second, took: true, what: 'killed' })
        await goOn(world, false).catch(unlessKilled)
        world.restart()
        await goOn(world, false)
        expectRenewed(world, what)
      }
    }
  })

  it('while it is given up leaves everything as it was before', async () => {
    const names = await effectsOf(renewAndGiveUp)
    const forward = (await effectsOf((world) => renew(world))).length
    expect(names.length).not.toBe(forward)
    for (const [at, name] of names.entries()) {
      for (const took of [false, true]) {
        const what = `${took ? 'after' : 'before'} ${name} (${at + 1})`
        const world = createRotationWorld()
        world.trouble({ at: at + 1, took, what: 'killed' })
        await renewAndGiveUp(world)
        assert(world.isDead(), `not killed ${what}`)
        world.restart()
        await goOn(world, true)
        expectAsBefore(world, what)
      }
    }
  })
})

describe('a renewal that fails', () => {
  const failures = [
    new AppFailure('rate-limited', { retryAfterSeconds: 300 }),
    new AppFailure('offline', { obstacle: 'interrupted' }),
    new AppFailure('vault-locked')
  ]

  it.each(failures.map((failure) => [failure.code, failure] as const))(
    'with %s at any request, at the keychain or in a place goes on by itself',
    async (_code, failure) => {
      const names = await effectsOf(renew)
      for (const [at, name] of names.entries()) {
        if (!outside.test(name)) continue
        for (const took of [false, true]) {
          const trouble: Trouble = { at: at + 1, took, what: failure }
          const world = createRotationWorld()
          world.trouble(trouble)
          await renew(world)
          await world.pass(80)
          expectRenewed(world, `${took ? 'after' : 'before'} ${name} (${at + 1})`)
        }
      }
    }
  )
})
