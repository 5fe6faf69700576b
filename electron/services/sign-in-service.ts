import { AppFailure } from '../domain/app-failure.js'
import type { SignIn } from './ports.js'

/** Signing in, one at a time: a new sign-in ends the one that still waits for the browser. */
export interface SignInService {
  /** Rejects with `sign-in-cancelled` when it was cancelled or another one was started. */
  signIn(organization: string): Promise<{ readonly account: string }>
  cancel(): void
  signOut(): Promise<void>
}

export function createSignInService(port: SignIn): SignInService {
  let current: AbortController | null = null

  function cancel(): void {
    current?.abort(new AppFailure('sign-in-cancelled'))
    current = null
  }

  return {
    cancel,
    signIn: async (organization) => {
      cancel()
      const mine = new AbortController()
      current = mine
      try {
        const signedIn = await port.signIn(organization, mine.signal)
        mine.signal.throwIfAborted()
        return signedIn
      } finally {
        if (current === mine) current = null
      }
    },
    signOut: async () => {
      cancel()
      await port.signOut()
    }
  }
}
