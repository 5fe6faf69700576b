import { AppFailure } from '../domain/app-failure.js'
import { isTenantId } from '../domain/tenant-id.js'
import type { OrganizationClocks } from '../domain/token-clocks.js'
import { sameName, siteOf } from '../shared/site.js'
import type { Account } from './ports/sign-in.js'
import type { OrganizationIndex, OrganizationRecord } from './ports/stores.js'
import type { Needs } from './parts.js'

/** Where a sign-in goes when the tenant is not known: to any organization's, but no Microsoft account's. */
const anyTenant = 'organizations'

/** The record of an organization, or null. */
export function recordOf(
  organizations: Pick<OrganizationIndex, 'all'>,
  organization: string
): OrganizationRecord | null {
  return organizations.all().find((one) => sameName(one.organization, organization)) ?? null
}

/** What is known of an organization that bears on the end of its tokens. */
export function clocksOf(
  organizations: Pick<OrganizationIndex, 'all'>,
  organization: string
): OrganizationClocks {
  const record = recordOf(organizations, organization)
  const signedInAt = record?.signedInAt ?? null
  return {
    backing: record?.tenant?.found.kind ?? 'unknown',
    signedInAt: signedInAt === null ? null : Date.parse(signedInAt)
  }
}

/**
 * The tenant in which this app's own sign-in works for an organization, or for any; one in the settings wins. Rejects with
 * `way-not-possible` for Microsoft accounts, which an Entra app cannot sign in (azure-devops.md 1.9), and for a
 * Server.
 */
export async function ownTenant(
  { settings, tenants }: Needs<'settings' | 'tenants'>,
  organization: string | null,
  signal?: AbortSignal
): Promise<string> {
  const { tenant } = settings.read()
  if (organization === null) return tenant.toLowerCase() || anyTenant
  const closed = (backing: string): AppFailure =>
    new AppFailure('way-not-possible', { organization, engine: 'sign-in', backing })
  if (siteOf(organization).kind === 'server') throw closed('server')
  if (tenant !== '') return tenant.toLowerCase()
  const found = await tenants.find(organization, signal)
  if (found.kind === 'microsoft-account') throw closed(found.kind)
  return found.kind === 'entra' ? found.id : anyTenant
}

/** The account to use of those who are signed in: the bound one and no other, else one of the tenant. */
export function ownAccount(
  accounts: readonly Account[],
  record: OrganizationRecord | null,
  tenant: string
): Account | null {
  const bound = record?.engine === 'sign-in' ? record.account : null
  const candidates = bound === null ? accounts : accounts.filter(({ id }) => id === bound.id)
  const fitting = isTenantId(tenant) ? candidates.find((one) => one.tenant === tenant) : candidates[0]
  // A guest who was never there can still be renewed there.
  return fitting ?? (bound === null ? null : (candidates[0] ?? null))
}
