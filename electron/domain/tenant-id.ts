const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i
const domain = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/i

/** The tenants of personal Microsoft accounts: their home, and the one of transferred ones (azure-devops.md 4.4). */
const microsoftAccounts = ['9188040d-6c67-4c5b-b112-36a304b66dad', 'f8cdef31-a31e-4b4a-93e4-5f571e91255a']

/** True for a tenant's id, false for its domain and for `organizations` or `common`. */
export const isTenantId = (tenant: string): boolean => guid.test(tenant)

/** True for what names one tenant: its id or one of its domains. */
export const namesTenant = (tenant: string): boolean => guid.test(tenant) || domain.test(tenant)

export const isOfMicrosoftAccounts = (tenant: string): boolean =>
  microsoftAccounts.includes(tenant.toLowerCase())
