import type { Http } from '../../services/ports.js'

/** Hosts that an answer may name as the sign-in's; login.windows.net is the older name of the same. */
const knownHosts = ['login.microsoftonline.com', 'login.windows.net']
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const nobody = '00000000-0000-0000-0000-000000000000'

/** True for a tenant's id, false for its domain and for `organizations` or `common`. */
export const isTenantId = (tenant: string): boolean => guid.test(tenant)

/** SECURITY: the header comes from the network, so only a known host's tenant is taken from it. */
function tenantOfChallenge(challenge: string): string | null {
  const address = /\bauthorization_uri="?(https:\/\/[^\s",]+)/i.exec(challenge)?.[1]
  if (address === undefined || !URL.canParse(address)) return null
  const { hostname, pathname } = new URL(address)
  const tenant = pathname.split('/')[1] ?? ''
  return knownHosts.includes(hostname) && /^[a-z0-9][a-z0-9.-]{0,99}$/i.test(tenant) ? tenant : null
}

/** First id that is not empty; all zeros alone means an organization of Microsoft accounts. */
function tenantOfHeader(header: string): string | null {
  const ids = header.split(',').map((id) => id.trim())
  const tenant = ids.find((id) => guid.test(id) && id !== nobody)
  return tenant ?? (ids.includes(nobody) ? 'organizations' : null)
}

/** The identity service's address for a tenant. */
export const authorityOf = (tenant: string): string =>
  `https://login.microsoftonline.com/${encodeURIComponent(tenant)}`

/** The tenant that an organization belongs to, in GCM's order (azure-devops.md 4.4); `common` as the last resort. */
export async function findTenant(http: Http, organization: string, signal?: AbortSignal): Promise<string> {
  const { headers } = await http.send({
    method: 'HEAD',
    url: `https://dev.azure.com/${encodeURIComponent(organization)}`,
    ...(signal === undefined ? {} : { signal })
  })
  return (
    tenantOfChallenge(headers['www-authenticate'] ?? '') ??
    tenantOfHeader(headers['x-vss-resourcetenant'] ?? '') ??
    'common'
  )
}
