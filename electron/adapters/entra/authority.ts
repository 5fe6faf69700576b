import { AppFailure } from '../../domain/app-failure.js'
import { isOfMicrosoftAccounts, isTenantId, namesTenant } from '../../domain/tenant-id.js'
import type { Clock } from '../../services/ports/clock.js'
import type { Http, HttpAnswer } from '../../services/ports/http.js'
import type { OrganizationIndex } from '../../services/ports/stores.js'
import type { Tenant, TenantFinder } from '../../services/ports/sign-in.js'
import { iso } from '../../shared/expiry.js'
import { sameName, siteOf } from '../../shared/site.js'

/** Hosts that an answer may name as the sign-in's; login.windows.net is the older name of the same. */
const knownHosts = ['login.microsoftonline.com', 'login.windows.net']
const nobody = '00000000-0000-0000-0000-000000000000'
/** Milliseconds that an answer is good for: seven days, as Microsoft's own clients do (azure-devops.md 4.4). */
const bestBefore = 7 * 24 * 3_600_000

/** The identity service's address for a tenant. */
export const authorityOf = (tenant: string): string =>
  `https://login.microsoftonline.com/${encodeURIComponent(tenant)}`

/** SECURITY: the header comes from the network, so only a known host's tenant is taken from it. */
function tenantOfChallenge(challenge: string): string | null {
  const address = /\bauthorization_uri="?(https:\/\/[^\s",]+)/i.exec(challenge)?.[1]
  if (address === undefined || !URL.canParse(address)) return null
  const { hostname, pathname } = new URL(address)
  const tenant = pathname.split('/')[1] ?? ''
  return knownHosts.includes(hostname) && namesTenant(tenant) ? tenant : null
}

/** The first id that is not empty; `nobody` where that is all there is. */
function tenantOfHeader(header: string): string | null {
  const ids = header.split(',').map((id) => id.trim())
  return ids.find((id) => isTenantId(id) && id !== nobody) ?? (ids.includes(nobody) ? nobody : null)
}

/** In the order of Git Credential Manager (azure-devops.md 4.4). */
function tenantOf({ headers, status }: HttpAnswer, organization: string): Tenant {
  const id =
    tenantOfChallenge(headers['www-authenticate'] ?? '') ??
    tenantOfHeader(headers['x-vss-resourcetenant'] ?? '')
  if (id === nobody || (id !== null && isOfMicrosoftAccounts(id))) return { kind: 'microsoft-account' }
  if (id !== null) return { kind: 'entra', id: id.toLowerCase() }
  // A 404 alone says nothing: other hosts of the service send it along with the tenant.
  if (status === 404) throw new AppFailure('organization-not-found', { organization, status })
  return { kind: 'unknown' }
}

export interface TenantFinderDeps {
  readonly http: Http
  readonly organizations: OrganizationIndex
  readonly clock: Clock
}

/** Asks the organization itself, without credentials, and remembers what it said. */
export function createTenantFinder({ http, organizations, clock }: TenantFinderDeps): TenantFinder {
  return {
    find: async (organization, signal) => {
      if (siteOf(organization).kind === 'server') throw new RangeError('a Server has no tenant')
      const known =
        organizations.all().find((one) => sameName(one.organization, organization))?.tenant ?? null
      const now = clock.now()
      const age = known === null ? Infinity : now - Date.parse(known.at)
      // A clock that was set back must not keep an answer for ever.
      if (known !== null && age >= 0 && age < bestBefore) return known.found
      const url = `https://dev.azure.com/${encodeURIComponent(organization)}`
      try {
        const answer = await http.send({ method: 'HEAD', url, signal })
        const found = tenantOf(answer, organization)
        if (found.kind !== 'unknown') {
          organizations.change(organization, { tenant: { found, at: iso(now) } })
        }
        return found
      } catch (error) {
        if (known !== null && error instanceof AppFailure && error.code === 'offline') return known.found
        throw error
      }
    }
  }
}
