import { describe, expect, it } from 'vitest'
import type { SignIn, SignInOrder } from '../../../electron/services/ports/sign-in.js'

/** A SignIn that nobody is signed in to yet, and the person in front of it. */
export interface SignInWorld {
  readonly signIn: SignIn
  /** Of an ordinary sign-in in the browser. */
  readonly order: SignInOrder
  /** The name of the person. */
  readonly account: string
  /** What the person does when the browser opens next: finishes, or leaves it open. */
  person(does: 'signs in' | 'nothing'): void
  /** Resolves once the browser is open. */
  waiting(): Promise<void>
  /** The identity service ends the session: renewals are refused from now on. */
  endSession(): void
}

const never = (): AbortSignal => new AbortController().signal

/** What every SignIn promises, the fake and the real one alike. */
export function signInKeepsItsPromises(name: string, open: () => Promise<SignInWorld>): void {
  describe(`${name} as a SignIn`, () => {
    it('knows nobody at first', async () => {
      const { signIn, order } = await open()
      expect(await signIn.accounts()).toEqual([])
      await expect(signIn.bearer(order.tenant, null)).rejects.toMatchObject({ code: 'sign-in-again' })
    })

    it('signs the person in by the browser, and then needs no person for a bearer', async () => {
      const world = await open()
      world.person('signs in')
      const signedIn = await world.signIn.signIn(world.order, never())
      expect(signedIn).toMatchObject({ name: world.account, tenant: world.order.tenant })
      expect(await world.signIn.accounts()).toEqual([signedIn])
      for (const id of [signedIn.id, null]) {
        expect(String(await world.signIn.bearer(world.order.tenant, id))).toBe('[secret]')
      }
    })

    it('has no bearer of somebody else, or of a tenant in which nobody signed in', async () => {
      const world = await open()
      world.person('signs in')
      await world.signIn.signIn(world.order, never())
      for (const [tenant, id] of [
        [world.order.tenant, 'somebody else'],
        ['11111111-1111-4111-8111-111111111111', null]
      ] as const) {
        await expect(world.signIn.bearer(tenant, id)).rejects.toMatchObject({ code: 'sign-in-again' })
      }
    })

    it('stops waiting at its signal and leaves nothing behind', async () => {
      const world = await open()
      world.person('nothing')
      const stop = new AbortController()
      const signingIn = world.signIn.signIn(world.order, stop.signal)
      const refused = expect(signingIn).rejects.toThrow('enough')
      await world.waiting()
      stop.abort(new Error('enough'))
      await refused
      expect(await world.signIn.accounts()).toEqual([])
    })

    it('wants a sign-in again when the session was ended elsewhere', async () => {
      const world = await open()
      world.person('signs in')
      await world.signIn.signIn(world.order, never())
      world.endSession()
      await expect(world.signIn.bearer(world.order.tenant, null)).rejects.toMatchObject({
        code: 'sign-in-again'
      })
    })

    it('forgets everything when the person signs out', async () => {
      const world = await open()
      world.person('signs in')
      await world.signIn.signIn(world.order, never())
      await world.signIn.signOut()
      expect(await world.signIn.accounts()).toEqual([])
      await expect(world.signIn.bearer(world.order.tenant, null)).rejects.toMatchObject({
        code: 'sign-in-again'
      })
    })
  })
}
