import { AppFailure } from '../../electron/domain/app-failure.js'
import type { Secret } from '../../electron/domain/secret.js'
import type { SignIn } from '../../electron/services/ports.js'

/** The person comes back from the browser when the test says so. */
export interface FakeSignIn extends SignIn {
  /** The person signs in: the waiting sign-in goes through. */
  finish(account: string): void
  /** The sign-in ends, as a password change does it. */
  end(): void
  /** How many sign-ins wait for the browser. */
  waiting(): number
}

export function createFakeSignIn(bearer: Secret, signedIn: string | null = null): FakeSignIn {
  let current = signedIn
  const waiting = new Set<(account: string) => void>()
  return {
    waiting: () => waiting.size,
    finish: (account) => {
      for (const go of waiting) go(account)
    },
    end: () => {
      current = null
    },
    signIn: (_organization, signal) =>
      new Promise((resolve, reject) => {
        const go = (account: string): void => {
          waiting.delete(go)
          current = account
          resolve({ account })
        }
        waiting.add(go)
        signal.addEventListener('abort', () => {
          waiting.delete(go)
          reject(signal.reason as Error)
        })
      }),
    bearer: async (organization) => {
      if (current === null) throw new AppFailure('sign-in-again', { organization })
      return bearer
    },
    account: async () => current,
    signOut: async () => {
      current = null
    }
  }
}
