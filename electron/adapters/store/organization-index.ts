import { z } from 'zod'
import type { OrganizationIndex } from '../../services/ports/stores.js'
import { organizationRecord } from '../../shared/stored-organization.js'
import { openList } from './document-file.js'

const earlier = z.object({ organizations: z.array(z.looseObject({})) })
const lacking =
  (field: string) =>
  (content: unknown): unknown => ({
    organizations: earlier.parse(content).organizations.map((one) => ({ ...one, [field]: null }))
  })

/** What is remembered of organizations, in `folder`. A damaged file is set aside: all of it can be found again. */
export function createOrganizationIndex(folder: string): OrganizationIndex {
  const list = openList(folder, {
    name: 'organizations',
    version: 3,
    record: organizationRecord,
    keyOf: ({ organization }) => organization.toLowerCase(),
    // What each version did not remember yet.
    migrations: { 1: lacking('listedAt'), 2: lacking('signedInAt') }
  })
  return {
    all: list.all,
    change: (organization, change) =>
      list.change((records) => {
        const name = organization.toLowerCase()
        const nothing = { engine: null, account: null, tenant: null, listedAt: null, signedInAt: null }
        const before = records.get(name) ?? { organization, ...nothing, consentWasNeeded: false }
        records.set(name, { ...before, ...change })
      })
  }
}
