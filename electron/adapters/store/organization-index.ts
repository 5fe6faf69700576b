import { z } from 'zod'
import type { OrganizationIndex, OrganizationRecord } from '../../services/ports/stores.js'
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
  const file = openDocument<{ organizations: readonly OrganizationRecord[] }>(folder, {
    name: 'organizations',
    version: 3,
    schema: z.object({ organizations: z.array(record) }),
    empty: { organizations: [] },
    // What each version did not remember yet.
    migrations: { 1: lacking('listedAt'), 2: lacking('signedInAt') }
  })
  return {
    all: () => file.read().organizations,
    change: (organization, change) => {
      const name = organization.toLowerCase()
      file.change(({ organizations }) => {
        const known = organizations.find((one) => one.organization.toLowerCase() === name)
        const before = known ?? {
          organization,
          engine: null,
          account: null,
          tenant: null,
          consentWasNeeded: false,
          listedAt: null,
          signedInAt: null
        }
        const changed = { ...before, ...change }
        return {
          organizations:
            known === undefined
              ? [...organizations, changed]
              : organizations.map((one) => (one === known ? changed : one))
        }
      })
    }
  }
}
