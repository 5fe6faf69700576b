import type { OrganizationIndex, OrganizationRecord } from '../../electron/services/ports/stores.js'

/** The index in memory. */
export function createFakeOrganizationIndex(
  records: readonly (Partial<OrganizationRecord> & Pick<OrganizationRecord, 'organization'>)[] = []
): OrganizationIndex {
  const unknown = {
    engine: null,
    account: null,
    tenant: null,
    consentWasNeeded: false,
    listedAt: null,
    signedInAt: null
  }
  let all: readonly OrganizationRecord[] = records.map((record) => ({ ...unknown, ...record }))
  return {
    all: () => all,
    change: (organization, change) => {
      const same = (one: OrganizationRecord): boolean =>
        one.organization.toLowerCase() === organization.toLowerCase()
      all = all.some(same)
        ? all.map((one) => (same(one) ? { ...one, ...change } : one))
        : [...all, { ...unknown, organization, ...change }]
    }
  }
}
