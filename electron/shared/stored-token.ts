import { z } from 'zod'
import { fileConsumerKinds, tokenOrigins } from './kinds.js'
import { instant, type Shape } from './shape.js'

const id = z.string().min(1)

/** A file's entry that we wrote, or a place that the person told us of. */
const tokenUse = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(fileConsumerKinds), id, file: z.string().min(1), entry: z.string() }),
  z.object({ kind: z.literal('manual'), id, name: z.string(), link: z.string(), note: z.string() })
])
export type TokenUse = Shape<typeof tokenUse>

const gitMark = z.object({
  helper: z.string(),
  /** Keys of the global configuration that we added, to be taken out again. */
  configured: z.array(z.string()),
  /** Written down before Git was given it: whether Git has it is not known. */
  pending: z.literal(true).optional()
})
export type GitMark = Shape<typeof gitMark>

/**
 * What this app remembers of a token, without its value. Times are ISO 8601 in UTC, as parsed and written
 * again by us (the service sends 2 to 7 fractional digits, azure-devops.md 1.2).
 */
export const tokenRecord = z.object({
  /** `authorizationId` for a token that the service's list knows, `hand-{uuid}` for a pasted one. */
  id,
  name: z.string(),
  organization: z.string().min(1),
  scopes: z.array(z.string()),
  origin: z.enum(tokenOrigins),
  /** When it was made, or given to us. */
  createdAt: instant,
  validTo: instant.nullable(),
  /** When it came onto the list, where it was over by then: what was due before that is no news. */
  foundOver: instant.optional(),
  requestedValidTo: instant.nullable(),
  /** The value was read back from the keychain after it was written. */
  inVault: z.boolean(),
  /** The list that may have known of its value was lost, and the keychain is yet to be asked for it. */
  unasked: z.literal(true).optional(),
  /** What Git's helpers were given, so that exactly this can be erased. Null: nothing. */
  git: gitMark.nullable(),
  revokedAt: instant.nullable(),
  /** Parts of a revoke that are not done: noted before it begins, and tried again. */
  revokeLeft: z.array(z.enum(['service', 'git', 'files', 'keychain'])),
  /** A global token (azure-devops.md 5.2). */
  allOrganizations: z.boolean(),
  /** Found by name and time after a create whose answer was lost: it has no value anywhere. */
  stray: z.boolean(),
  /** Whose it is, as the engine or the service named the account. */
  account: z.string().nullable(),
  /** Where else it is, besides Git. */
  uses: z.array(tokenUse),
  autoRenew: z.boolean(),
  /** A keyed hash of the value, by which it is recognised where it is found; null: not taken yet. */
  fingerprint: z.string().nullable(),
  /** The id of the token that took this one's place. */
  successor: z.string().nullable(),
  /** Under what the keychain shows it. It stays when the token is renamed, since the value is found by it. */
  label: z.string()
})
export type TokenRecord = Shape<typeof tokenRecord>
