import { z } from 'zod'
import type { OrganizationIndex, OrganizationRecord } from '../../services/ports/stores.js'
import { openList } from './document-file.js'

const tenant = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('entra'), id: z.string() }),
  z.object({ kind: z.literal('microsoft-account') }),
  z.object({ kind: z.literal('unknown') })
])

const record = z.object({
  organization: z.string().min(1),
  engine: z.enum(['sign-in', 'azure-cli', 'assisted']).nullable(),
  account: z.object({ id: z.string(), name: z.string() }).nullable(),
  tenant: z.object({ found: tenant, at: z.iso.datetime() }).nullable(),
  consentWasNeeded: z.boolean(),
  listedAt: z.iso.datetime().nullable(),
  signedInAt: z.iso.datetime().nullable()
}) satisfies z.ZodType<OrganizationRecord>

const earlier = z.object({ organizations: z.array(z.looseObject({})) })
const lacking =
  (field: string) =>
  (content: unknown): unknown => ({
    organizations: earlier.parse(content).organizations.map((one) => ({ ...one, [field]: null }))
  })

/** What is remembered of organizations, in `folder`. A damaged file is set aside: all of it can be found again. */
export function createOrganizationIndex(folder: string): OrganizationIndex {
  const list = openList<OrganizationRecord>(folder, {
    name: 'organizations',
    version: 3,
    record,
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
