import { AppFailure } from '../../electron/domain/app-failure.js'
import type { Secret } from '../../electron/domain/secret.js'
import { isTenantId } from '../../electron/domain/tenant-id.js'
import type { Account, DeviceCode, SignIn, SignInOrder } from '../../electron/services/ports/sign-in.js'

/** The tenant of everybody whose tenant does not matter to a test. */
export const fakeTenant = '72f988bf-86f1-41af-91ab-2d7cd011db47'

/** An account of that name; its id says as much. */
export const fakeAccount = (name: string, tenant = fakeTenant): Account => ({
  id: `id of ${name}`,
  name,
  tenant
})

/** The person comes back from the browser when the test says so. */
export interface FakeSignIn extends SignIn {
  /** The person signs in: the waiting sign-in goes through. */
  finish(name: string): void
  /** The waiting sign-in fails with this. */
  fail(reason: Error): void
  /** Somebody is signed in, without any browser. */
  add(account: Account): void
  /** The sign-ins end, as a password change does it; the accounts stay known. */
  end(): void
  /** How many sign-ins wait for the person. */
  waiting(): number
  /** Every sign-in that was asked for. */
  readonly orders: SignInOrder[]
  /** What a sign-in on another device shows. */
  readonly deviceCode: DeviceCode
}

export function createFakeSignIn(bearer: Secret, signedIn: string | null = null): FakeSignIn {
  let accounts: readonly Account[] = signedIn === null ? [] : [fakeAccount(signedIn)]
  let ended = false
  const waiting = new Map<(account: Account) => void, (reason: Error) => void>()
  const orders: SignInOrder[] = []
  const add = (account: Account): void => {
    const others = accounts.filter(({ id, tenant }) => id !== account.id || tenant !== account.tenant)
    accounts = [...others, account]
    ended = false
  }
  const fake: FakeSignIn = {
    orders,
    add,
    deviceCode: {
      userCode: 'FAKE-CODE',
      address: 'https://microsoft.com/devicelogin',
      expiresAt: Date.parse('2026-11-23T12:15:00.000Z')
    },
    waiting: () => waiting.size,
    finish: (name) => {
      const tenant = orders.at(-1)?.tenant ?? ''
      for (const go of waiting.keys()) go(fakeAccount(name, isTenantId(tenant) ? tenant : fakeTenant))
    },
    fail: (reason) => {
      for (const stop of waiting.values()) stop(reason)
    },
    end: () => {
      ended = true
    },
    signIn: (order, signal) =>
      new Promise((resolve, reject) => {
        orders.push(order)
        const go = (account: Account): void => {
          waiting.delete(go)
          add(account)
          resolve(account)
        }
        const stop = (reason: Error): void => {
          waiting.delete(go)
          reject(reason)
        }
        waiting.set(go, stop)
        order.onDeviceCode?.(fake.deviceCode)
        signal.addEventListener('abort', () => {
          stop(signal.reason as Error)
        })
      }),
    bearer: async (tenant, accountId) => {
      const fits = (one: Account): boolean =>
        accountId === null ? !isTenantId(tenant) || one.tenant === tenant : one.id === accountId
      if (ended || !accounts.some(fits)) throw new AppFailure('sign-in-again')
      return bearer
    },
    accounts: async () => accounts,
    signOut: async () => {
      accounts = []
    }
  }
  return fake
}
