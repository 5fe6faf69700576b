import { z } from 'zod'
import type { OrganizationIndex, OrganizationRecord } from '../../services/ports.js'
import { openDocument } from './document-file.js'

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
  consentWasNeeded: z.boolean()
}) satisfies z.ZodType<OrganizationRecord>

/** What is remembered of organizations, in `folder`. A damaged file is set aside: all of it can be found again. */
export function createOrganizationIndex(folder: string): OrganizationIndex {
  const file = openDocument<{ organizations: readonly OrganizationRecord[] }>(folder, {
    name: 'organizations',
    version: 1,
    schema: z.object({ organizations: z.array(record) }),
    empty: { organizations: [] },
    migrations: {}
  })
  return {
    all: () => file.read().organizations,
    change: (organization, change) => {
      const { organizations } = file.read()
      const name = organization.toLowerCase()
      const known = organizations.find((one) => one.organization.toLowerCase() === name)
      const before = known ?? {
        organization,
        engine: null,
        account: null,
        tenant: null,
        consentWasNeeded: false
      }
      const changed = { ...before, ...change }
      file.write({
        organizations:
          known === undefined
            ? [...organizations, changed]
            : organizations.map((one) => (one === known ? changed : one))
      })
    }
  }
}
