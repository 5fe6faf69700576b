import { AppFailure } from '../domain/app-failure.js'
import type { Secret } from '../domain/secret.js'
import { siteOf } from '../shared/site.js'
import type { ApiEngine } from '../shared/way-view.js'
import { ownAccount, ownTenant, recordOf } from './own-login.js'
import type { Account } from './ports/sign-in.js'
import type { Needs } from './parts.js'

/** Calls of the API, each by the login that is bound to its organization. */
export interface BearerService {
  /**
   * Runs a call with an Entra bearer for the organization: by `engine`, or by the one it is bound to, or any that
   * has one. A call that goes through binds the organization to that engine and account. Rejects with
   * `way-not-possible` where no bearer can lead there. A `sign-in-again` that carries a claims challenge (fact
   * `claims`) is remembered for the next sign-in and comes without the fact; with Azure CLI it is
   * `azure-cli-needs-sign-in`.
   */
  withBearer<T>(
    organization: string,
    engine: ApiEngine | null,
    act: (bearer: Secret, account: Account | null) => Promise<T>
  ): Promise<T>
  /** Given once, to the next sign-in. */
  takeClaims(organization: string): string | null
  health(): BearerHealth
}

/** What the last calls tell of the connection. */
interface BearerHealth {
  /** The session of an account that an organization is bound to has ended, and it was not signed in or out since. */
  readonly signedOut: boolean
  /** A call found no network, and none went through since. */
  readonly offline: boolean
}

/** A bearer and whose it is. */
interface Login {
  readonly engine: ApiEngine
  readonly bearer: Secret
  readonly account: Account | null
}

const key = (organization: string): string => organization.toLowerCase()

export function createBearerService(
  deps: Needs<'settings' | 'tenants' | 'signIn' | 'azureCli' | 'organizations' | 'log'>
): BearerService {
  const { signIn, azureCli, tenants, organizations, log } = deps
  const challenges = new Map<string, string>()
  /** Accounts as they stand in the index: signing in or out puts others in their place. */
  const endedSessions = new WeakSet<object>()
  let offline = false

  function boundAccount(organization: string): object | null {
    const record = recordOf(organizations, organization)
    return record?.engine === 'sign-in' ? record.account : null
  }

  function wentThrough(organization: string, login: Login): void {
    offline = false
    const account = boundAccount(organization)
    if (account !== null) endedSessions.delete(account)
    try {
      bind(organization, login)
    } catch (error) {
      // What the call did at the service is done, whether we can write down whose login it was or not.
      log.warn('organization.not-bound', { message: String(error) })
    }
  }

  function failed(organization: string, error: unknown): void {
    if (!(error instanceof AppFailure)) return
    if (error.code === 'offline') offline = true
    const account = boundAccount(organization)
    if (error.code === 'sign-in-again' && account !== null) endedSessions.add(account)
  }

  async function ownLogin(organization: string): Promise<Login> {
    const tenant = await ownTenant(deps, organization)
    const record = recordOf(organizations, organization)
    const account = ownAccount(await signIn.accounts(), record, tenant)
    const bound = record?.engine === 'sign-in' ? record.account : null
    const bearer = await signIn.bearer(tenant, account?.id ?? bound?.id ?? null)
    return { engine: 'sign-in', bearer, account }
  }

  async function borrowedLogin(organization: string): Promise<Login> {
    const found = await tenants.find(organization)
    const tenant = found.kind === 'entra' ? found.id : null
    // Who that is may have changed there since the last time.
    const [bearer, accounts] = await Promise.all([azureCli.bearer(tenant), azureCli.accounts()])
    const account = accounts.find((one) => one.tenant === tenant) ?? accounts[0] ?? null
    return { engine: 'azure-cli', bearer, account }
  }

  async function logIn(organization: string, engine: ApiEngine): Promise<Login> {
    try {
      return await (engine === 'sign-in' ? ownLogin(organization) : borrowedLogin(organization))
    } catch (error) {
      // The sign-in knows tenants only; people know organizations.
      if (!(error instanceof AppFailure)) throw error
      throw new AppFailure(error.code, { ...error.facts, organization }, { cause: error })
    }
  }

  async function anyLogIn(organization: string): Promise<Login> {
    const bound = recordOf(organizations, organization)?.engine ?? null
    if (bound !== null && bound !== 'assisted') return logIn(organization, bound)
    try {
      return await logIn(organization, 'sign-in')
    } catch (error) {
      const hasNone = ['sign-in-again', 'client-id-missing', 'way-not-possible']
      if (!(error instanceof AppFailure) || !hasNone.includes(error.code)) throw error
      return logIn(organization, 'azure-cli').catch((other: unknown) => {
        throw other instanceof AppFailure ? error : other
      })
    }
  }

  function bind(organization: string, { engine, account }: Login): void {
    const before = recordOf(organizations, organization)
    const named = account === null ? null : { id: account.id, name: account.name }
    if (before?.engine === engine && before.account?.id === named?.id) return
    organizations.change(organization, { engine, account: named })
  }

  /** What the end of a session means for the engine that had it. */
  function ended(organization: string, engine: ApiEngine, failure: AppFailure): AppFailure {
    const { claims, ...facts } = failure.facts
    if (engine === 'azure-cli') return new AppFailure('azure-cli-needs-sign-in', facts, { cause: failure })
    if (typeof claims !== 'string') return failure
    challenges.set(key(organization), claims)
    return new AppFailure('sign-in-again', facts, { cause: failure })
  }

  async function actAs<T>(
    organization: string,
    { engine, bearer, account }: Login,
    act: (bearer: Secret, account: Account | null) => Promise<T>
  ): Promise<T> {
    try {
      return await act(bearer, account)
    } catch (error) {
      if (!(error instanceof AppFailure) || error.code !== 'sign-in-again') throw error
      throw ended(organization, engine, error)
    }
  }

  return {
    health: () => ({
      offline,
      signedOut: organizations.all().some(({ account }) => account !== null && endedSessions.has(account))
    }),
    withBearer: async (organization, engine, act) => {
      if (siteOf(organization).kind === 'server') {
        throw new AppFailure('way-not-possible', { organization, backing: 'server' })
      }
      try {
        const login = await (engine === null ? anyLogIn(organization) : logIn(organization, engine))
        const result = await actAs(organization, login, act)
        wentThrough(organization, login)
        return result
      } catch (error) {
        failed(organization, error)
        throw error
      }
    },
    takeClaims: (organization) => {
      const claims = challenges.get(key(organization)) ?? null
      challenges.delete(key(organization))
      return claims
    }
  }
}
