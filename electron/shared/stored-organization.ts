import { z } from 'zod'
import { engines } from './kinds.js'
import { instant, type Shape } from './shape.js'

/** Which directory vouches for the members of an organization. */
const tenant = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('entra'), id: z.string() }),
  z.object({ kind: z.literal('microsoft-account') }),
  z.object({ kind: z.literal('unknown') })
])
export type Tenant = Shape<typeof tenant>

/** What is remembered of an organization between runs; no secrets. Times are ISO 8601 in UTC. */
export const organizationRecord = z.object({
  organization: z.string().min(1),
  /** The way that made its last token. */
  engine: z.enum(engines).nullable(),
  /** The account that this organization is bound to, of that engine. */
  account: z.object({ id: z.string(), name: z.string() }).nullable(),
  tenant: z.object({ found: tenant, at: instant }).nullable(),
  /** Its tenant refused our app for want of consent, most recently. */
  consentWasNeeded: z.boolean(),
  /** When the service's list of its tokens was last read. */
  listedAt: instant.nullable(),
  /** When somebody last signed in to it through this app, in person. */
  signedInAt: instant.nullable()
})
export type OrganizationRecord = Shape<typeof organizationRecord>
