import { AppFailure, asAppError, otherwise } from '../domain/app-failure.js'
import type { Secret } from '../domain/secret.js'
import { waysOf, type WayFacts } from '../domain/ways.js'
import { sameName, siteOf } from '../shared/site.js'
import type { OrganizationsFound, WaysView } from '../shared/way-view.js'
import { ownAccount, recordOf } from './own-login.js'
import type { Account, Tenant } from './ports/sign-in.js'
import type { Needs } from './parts.js'

/** Which ways lead to a token, and to which organizations. */
export interface WayService {
  /** Rejects when the organization is not there or cannot be asked for want of a network; with nothing else. */
  find(organization: string): Promise<WaysView>
  /** Asks once for each account and tenant; what fails is listed, never thrown. */
  listOrganizations(): Promise<OrganizationsFound>
}

/** The person has to hear of these at the first step; anything else is no reason not to go on. */
const worthStopping = [
  'organization-not-found',
  'offline',
  'timed-out',
  'certificate-refused',
  'proxy-login-needed'
]

/** Milliseconds that the first step of the wizard waits for a login that may be a guest's. */
const guestLimit = 20_000

export function createWayService(
  deps: Needs<'signIn' | 'azureCli' | 'tenants' | 'accountApi' | 'organizations' | 'settings' | 'clock'> & {
    /** Git on this computer signs in to it by itself. */
    readonly gitNeedsNoToken: (organization: string) => Promise<boolean>
  }
): WayService {
  const { signIn, azureCli, tenants, accountApi, organizations, settings, clock, gitNeedsNoToken } = deps

  const tenantOf = (organization: string): Promise<Tenant> =>
    tenants.find(organization).catch(
      otherwise((failure): Tenant => {
        if (worthStopping.includes(failure.code)) throw failure
        return { kind: 'unknown' }
      })
    )

  async function signedIn(organization: string, found: Tenant): Promise<string | null> {
    const tenant = settings.read().tenant.toLowerCase() || (found.kind === 'entra' ? found.id : '')
    const accounts = await signIn.accounts()
    return ownAccount(accounts, recordOf(organizations, organization), tenant)?.name ?? null
  }

  /** Whose login of Azure CLI fits. One that does not list the tenant may be a guest there, so it is tried. */
  async function borrowed(listed: Promise<readonly Account[]>, found: Tenant): Promise<WayFacts['azureCli']> {
    const accounts = await listed
    const first = accounts[0]
    if (first === undefined) throw new AppFailure('azure-cli-signed-out')
    if (found.kind !== 'entra') return { account: first.name }
    const fitting = accounts.find((one) => one.tenant === found.id)
    if (fitting !== undefined) return { account: fitting.name }
    const limit = new AbortController()
    const stopLimit = clock.after(guestLimit, () =>
      limit.abort(new AppFailure('timed-out', { program: 'az' }))
    )
    try {
      await azureCli.bearer(found.id, limit.signal)
      return { account: first.name }
    } finally {
      stopLimit()
    }
  }

  async function ofAccount(account: Account, bearer: () => Promise<Secret>): Promise<OrganizationsFound> {
    try {
      const names = await accountApi.organizations(await bearer())
      return {
        organizations: names.map((organization) => ({ organization, account: account.name })),
        failures: []
      }
    } catch (error) {
      return otherwise((failure) => failed(account.name, failure))(error)
    }
  }

  const failed = (account: string, failure: AppFailure): OrganizationsFound => ({
    organizations: [],
    failures: [{ account, error: asAppError(failure) }]
  })

  async function ofOwn(own: readonly Account[]): Promise<readonly OrganizationsFound[]> {
    return Promise.all(
      own.map((account) => ofAccount(account, () => signIn.bearer(account.tenant, account.id)))
    )
  }

  /** Those of Azure CLI that this app's own sign-in does not have. One after another: `az` locks its files. */
  async function ofAzureCli(own: readonly Account[]): Promise<readonly OrganizationsFound[]> {
    const same = (one: Account, other: Account): boolean =>
      one.tenant === other.tenant && sameName(one.name, other.name)
    try {
      const found: OrganizationsFound[] = []
      for (const account of await azureCli.accounts()) {
        if (own.some((other) => same(account, other))) continue
        found.push(await ofAccount(account, () => azureCli.bearer(account.tenant)))
      }
      return found
    } catch (error) {
      const notThere = ['azure-cli-missing', 'azure-cli-signed-out']
      return otherwise((failure) => (notThere.includes(failure.code) ? [] : [failed('Azure CLI', failure)]))(
        error
      )
    }
  }

  return {
    find: async (organization) => {
      const server = siteOf(organization).kind === 'server'
      const listed: Promise<readonly Account[]> = server ? Promise.resolve([]) : azureCli.accounts()
      const git = gitNeedsNoToken(organization).catch(otherwise(() => false))
      // Both run beside the tenant and are awaited below.
      for (const waiting of [listed, git]) waiting.catch(() => undefined)
      const found = server ? null : await tenantOf(organization)
      const [account, azure, needsNone] = await Promise.all([
        found === null ? null : signedIn(organization, found).catch(otherwise(() => null)),
        borrowed(listed, found ?? { kind: 'unknown' }).catch(
          otherwise((failure) => ({ obstacle: asAppError(failure) }))
        ),
        git
      ])
      const record = recordOf(organizations, organization)
      return waysOf({
        organization,
        backing: found === null ? 'server' : found.kind,
        hasClientId: settings.read().clientId !== '',
        signedIn: account,
        azureCli: azure,
        consentWasNeeded: record?.consentWasNeeded ?? false,
        bound: record?.engine ?? null,
        gitNeedsNoToken: needsNone
      })
    },
    listOrganizations: async () => {
      const own = await signIn.accounts()
      const found = (await Promise.all([ofOwn(own), ofAzureCli(own)])).flat()
      const byName = new Map<string, OrganizationsFound['organizations'][number]>()
      for (const one of found.flatMap((part) => part.organizations)) {
        const name = one.organization.toLowerCase()
        if (!byName.has(name)) byName.set(name, one)
      }
      return {
        organizations: [...byName.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one),
        failures: found.flatMap(({ failures }) => failures)
      }
    }
  }
}
