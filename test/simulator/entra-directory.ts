import { azureCliClient, azureDevOpsResource, homeOf, microsoftAccountTenant } from './organizations.js'
import type { Person, Tenant } from './organizations.js'

/** Who is in which tenant, by the names that an authority may have. */
export interface EntraDirectory {
  /** Who may sign in at `common`, `organizations`, or a tenant by id or domain. Null: no such tenant. */
  peopleAt(authority: string): readonly Person[] | null
  /** The same human being there: a guest, or the person at home. */
  asSeenAt(person: Person, authority: string): Person | undefined
  /** "Need admin approval": this person cannot let this app in. */
  needsApproval(person: Person, clientId: string): boolean
}

/** Microsoft's own programs need nobody's consent. */
export const isFirstParty = (clientId: string) => [azureDevOpsResource, azureCliClient].includes(clientId)

export function createEntraDirectory(people: readonly Person[], tenants: readonly Tenant[]): EntraDirectory {
  const peopleAt = (authority: string) => {
    if (authority === 'common' || authority === 'organizations') {
      return people.filter((one) => !one.home && one.tenant !== microsoftAccountTenant)
    }
    const tenant = tenants.find((one) => one.id === authority || one.domain === authority)
    return tenant ? people.filter((one) => one.tenant === tenant.id) : null
  }
  return {
    peopleAt,
    asSeenAt: (person, authority) =>
      peopleAt(authority)?.find((one) => homeOf(one).oid === homeOf(person).oid),
    needsApproval: (person, clientId) =>
      !isFirstParty(clientId) && tenants.some((one) => one.id === person.tenant && one.appsNeedApproval)
  }
}
