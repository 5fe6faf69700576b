import { describe, expect, it } from 'vitest'
import type { SignIn } from '../../../electron/services/ports.js'

/** A SignIn that nobody is signed in to yet, and the person in front of it. */
export interface SignInWorld {
  readonly signIn: SignIn
  readonly organization: string
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
      const { signIn, organization } = await open()
      expect(await signIn.account()).toBeNull()
      await expect(signIn.bearer(organization)).rejects.toMatchObject({ code: 'sign-in-again' })
    })

    it('signs the person in by the browser, and then needs no person for a bearer', async () => {
      const world = await open()
      world.person('signs in')
      expect(await world.signIn.signIn(world.organization, never())).toEqual({ account: world.account })
      expect(await world.signIn.account()).toBe(world.account)
      expect(String(await world.signIn.bearer(world.organization))).toBe('[secret]')
    })

    it('stops waiting at its signal and leaves nothing behind', async () => {
      const world = await open()
      world.person('nothing')
      const stop = new AbortController()
      const signingIn = world.signIn.signIn(world.organization, stop.signal)
      const refused = expect(signingIn).rejects.toThrow('enough')
      await world.waiting()
      stop.abort(new Error('enough'))
      await refused
      expect(await world.signIn.account()).toBeNull()
    })

    it('wants a sign-in again when the session was ended elsewhere', async () => {
      const world = await open()
      world.person('signs in')
      await world.signIn.signIn(world.organization, never())
      world.endSession()
      await expect(world.signIn.bearer(world.organization)).rejects.toMatchObject({ code: 'sign-in-again' })
    })

    it('forgets everything when the person signs out', async () => {
      const world = await open()
      world.person('signs in')
      await world.signIn.signIn(world.organization, never())
      await world.signIn.signOut()
      expect(await world.signIn.account()).toBeNull()
      await expect(world.signIn.bearer(world.organization)).rejects.toMatchObject({ code: 'sign-in-again' })
    })
  })
}
