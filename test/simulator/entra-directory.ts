import { azureCliClient, azureDevOpsResource, homeOf, microsoftAccountTenant } from './organizations.js'
import type { Person, Tenant } from './organizations.js'

export type EntraDirectory = ReturnType<typeof createEntraDirectory>

/** Microsoft's own programs need nobody's consent. */
export const isFirstParty = (clientId: string) => [azureDevOpsResource, azureCliClient].includes(clientId)

/** Who is in which tenant, by the names that an authority may have. */
export function createEntraDirectory(people: readonly Person[], tenants: readonly Tenant[]) {
  /** Who may sign in at `common`, `organizations`, or a tenant by id or domain. Null: no such tenant. */
  const peopleAt = (authority: string) => {
    if (authority === 'common' || authority === 'organizations') {
      return people.filter((one) => !one.home && one.tenant !== microsoftAccountTenant)
    }
    const tenant = tenants.find((one) => one.id === authority || one.domain === authority)
    return tenant ? people.filter((one) => one.tenant === tenant.id) : null
  }
  return {
    peopleAt,
    /** The same human being there: a guest, or the person at home. */
    asSeenAt: (person: Person, authority: string) =>
      peopleAt(authority)?.find((one) => homeOf(one).oid === homeOf(person).oid),
    /** "Need admin approval": this person cannot let this app in. */
    needsApproval: (person: Person, clientId: string) =>
      !isFirstParty(clientId) && tenants.some((one) => one.id === person.tenant && one.appsNeedApproval)
  }
}
