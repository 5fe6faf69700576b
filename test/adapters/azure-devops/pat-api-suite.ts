import { describe, expect, it } from 'vitest'
import type { Secret } from '../../../electron/domain/secret.js'
import type { PatApi } from '../../../electron/services/ports/azure-devops.js'

/** A PatApi and what the suite must be able to make its service do. */
export interface PatApiWorld {
  readonly api: PatApi
  readonly bearer: Secret
  readonly wrongBearer: Secret
  readonly organization: string
  /** Epoch milliseconds of the service's clock. */
  readonly now: () => number
  /** Refuses the next create with this `patTokenError`. */
  refuseCreate(patTokenError: string): void
  /** Cuts every later end to this. */
  cutTo(validTo: number): void
}

const day = 86_400_000

/** What every PatApi promises, the fake and the real one alike. */
export function patApiKeepsItsPromises(name: string, open: () => Promise<PatApiWorld>): void {
  describe(`${name} as a PatApi`, () => {
    const draftOf = (world: PatApiWorld, some: { name?: string; days?: number } = {}) => ({
      organization: world.organization,
      name: some.name ?? 'Push code',
      scopes: ['vso.code_write', 'vso.work'],
      validTo: world.now() + (some.days ?? 30) * day
    })

    it('makes a token with its value, and lists it as active without', async () => {
      const world = await open()
      const { secret, ...made } = await world.api.create(world.bearer, draftOf(world))
      expect(secret.reveal()).toMatch(/^[A-Za-z0-9]{52,84}$/)
      expect(made).toMatchObject({ name: 'Push code', allOrganizations: false })
      expect([...made.scopes].sort()).toEqual(['vso.code_write', 'vso.work'])
      expect(Math.abs(made.validTo - (world.now() + 30 * day))).toBeLessThan(60_000)
      expect(Math.abs(made.validFrom - world.now())).toBeLessThan(60_000)
      const active = await world.api.list(world.bearer, world.organization, 'active')
      expect(active.find(({ authorizationId }) => authorizationId === made.authorizationId)).toEqual(made)
      expect(JSON.stringify(active)).not.toContain(secret.reveal())
    })

    it('gives every token an id and a value of its own', async () => {
      const world = await open()
      const one = await world.api.create(world.bearer, draftOf(world))
      const two = await world.api.create(world.bearer, draftOf(world))
      expect(one.authorizationId).not.toBe(two.authorizationId)
      expect(one.secret.equals(two.secret)).toBe(false)
    })

    it('tells the end that was granted, not the one that was asked for', async () => {
      const world = await open()
      const end = world.now() + 7 * day
      world.cutTo(end)
      const { validTo } = await world.api.create(world.bearer, draftOf(world))
      expect(Math.abs(validTo - end)).toBeLessThan(1000)
    })

    it('turns a refusal into what a person can do, and makes nothing', async () => {
      const world = await open()
      world.refuseCreate('fullScopePatPolicyViolation')
      await expect(world.api.create(world.bearer, draftOf(world))).rejects.toMatchObject({
        code: 'policy-forbids',
        facts: { patTokenError: 'fullScopePatPolicyViolation', organization: world.organization }
      })
      expect(await world.api.list(world.bearer, world.organization, 'active')).toEqual([])
    })

    it('moves a revoked token to the revoked, and does not mind revoking it again', async () => {
      const world = await open()
      const { authorizationId } = await world.api.create(world.bearer, draftOf(world))
      const ids = async (filter: 'active' | 'revoked') =>
        (await world.api.list(world.bearer, world.organization, filter)).map((token) => token.authorizationId)
      await world.api.revoke(world.bearer, world.organization, authorizationId)
      expect(await ids('active')).not.toContain(authorizationId)
      expect(await ids('revoked')).toContain(authorizationId)
      await world.api.revoke(world.bearer, world.organization, authorizationId)
      await world.api.revoke(world.bearer, world.organization, '00000000-1111-4222-8333-444444444444')
    })

    it('lists every page', async () => {
      const world = await open()
      for (let number = 0; number < 101; number++) {
        await world.api.create(world.bearer, draftOf(world, { name: `Token ${number}` }))
      }
      const names = (await world.api.list(world.bearer, world.organization, 'active')).map(
        (token) => token.name
      )
      expect(new Set(names).size).toBe(101)
    })

    it('wants a sign-in again when the bearer is not taken', async () => {
      const world = await open()
      const again = { code: 'sign-in-again' }
      await expect(world.api.create(world.wrongBearer, draftOf(world))).rejects.toMatchObject(again)
      await expect(world.api.list(world.wrongBearer, world.organization, 'active')).rejects.toMatchObject(
        again
      )
      await expect(world.api.revoke(world.wrongBearer, world.organization, 'x')).rejects.toMatchObject(again)
    })

    it('asks nobody once its signal is aborted', async () => {
      const world = await open()
      const stop = AbortSignal.abort(new Error('stopped'))
      await expect(world.api.create(world.bearer, draftOf(world), stop)).rejects.toThrow('stopped')
      expect(await world.api.list(world.bearer, world.organization, 'active')).toEqual([])
    })
  })
}
