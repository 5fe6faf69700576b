import { AppFailure } from '../../electron/domain/app-failure.js'
import type { Secret } from '../../electron/domain/secret.js'
import type { Account, AzureCli } from '../../electron/services/ports/sign-in.js'

/** An `az` that is there when somebody signed in to it. */
export interface FakeAzureCli extends AzureCli {
  /** Whoever is signed in; null: there is no `az`. */
  accountsNow: readonly Account[] | null
  /** Tenants that are not in its list and take the account as a guest. */
  readonly guestIn: string[]
  /** Every call fails with this until it is null again. */
  failure: Error | null
  /** The tenants for which a bearer was asked. */
  readonly asked: (string | null)[]
}

export function createFakeAzureCli(bearer: Secret, accounts: readonly Account[] | null = null): FakeAzureCli {
  function enter(): readonly Account[] {
    if (fake.failure !== null) throw fake.failure
    if (fake.accountsNow === null) throw new AppFailure('azure-cli-missing')
    return fake.accountsNow
  }
  const fake: FakeAzureCli = {
    accountsNow: accounts,
    guestIn: [],
    failure: null,
    asked: [],
    accounts: async () => enter(),
    bearer: async (tenant, signal) => {
      signal?.throwIfAborted()
      fake.asked.push(tenant)
      const known = enter()
      if (known.length === 0) throw new AppFailure('azure-cli-signed-out')
      const fits =
        tenant === null || fake.guestIn.includes(tenant) || known.some((one) => one.tenant === tenant)
      if (!fits) throw new AppFailure('azure-cli-wrong-tenant', { tenant, entraCode: 'AADSTS50020' })
      return bearer
    }
  }
  return fake
}
