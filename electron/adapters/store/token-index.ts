import { z } from 'zod'
import { vaultLabelOf } from '../../domain/token.js'
import type { TokenRecord, TokenUse } from '../../domain/token.js'
import type { TokenIndex } from '../../services/ports/stores.js'
import { fileConsumerKinds } from '../../shared/kinds.js'
import { openList } from './document-file.js'

const instant = z.iso.datetime()

const use = z.discriminatedUnion('kind', [
  z.object({
    kind: z.enum(fileConsumerKinds),
    id: z.string().min(1),
    file: z.string().min(1),
    entry: z.string()
  }),
  z.object({
    kind: z.literal('manual'),
    id: z.string().min(1),
    name: z.string(),
    link: z.string(),
    note: z.string()
  })
]) satisfies z.ZodType<TokenUse>

const record = z.object({
  id: z.string().min(1),
  name: z.string(),
  organization: z.string().min(1),
  scopes: z.array(z.string()),
  origin: z.enum(['api', 'assisted', 'elsewhere']),
  createdAt: instant,
  validTo: instant.nullable(),
  requestedValidTo: instant.nullable(),
  inVault: z.boolean(),
  unasked: z.literal(true).optional(),
  git: z
    .object({
      helper: z.string(),
      configured: z.array(z.string()),
      pending: z.literal(true).optional()
    })
    .nullable(),
  revokedAt: instant.nullable(),
  revokeLeft: z.array(z.enum(['service', 'git', 'files', 'keychain'])),
  allOrganizations: z.boolean(),
  stray: z.boolean(),
  account: z.string().nullable(),
  uses: z.array(use),
  autoRenew: z.boolean(),
  fingerprint: z.string().nullable(),
  successor: z.string().nullable(),
  label: z.string()
}) satisfies z.ZodType<TokenRecord>

/** Version 1 knew tokens of one organization only, all with a value, no accounts, and its one reminder of each. */
const first = z.object({ tokens: z.array(z.looseObject({})) })
const fromFirst = (content: unknown): unknown => ({
  tokens: first
    .parse(content)
    .tokens.map((token) => ({ ...token, allOrganizations: false, stray: false, account: null }))
})

/** Version 2 knew no files beside Git, no renewal, and no names that change. */
const second = z.object({
  tokens: z.array(z.looseObject({ id: z.string(), name: z.string(), organization: z.string() }))
})
const fromSecond = (content: unknown): unknown => ({
  tokens: second.parse(content).tokens.map((token) => ({
    ...token,
    uses: [],
    autoRenew: false,
    fingerprint: null,
    successor: null,
    label: vaultLabelOf(token)
  }))
})

/** The list of tokens, without their values, in `folder`. */
export function createTokenIndex(folder: string): TokenIndex {
  const list = openList<TokenRecord>(folder, {
    name: 'tokens',
    version: 3,
    record,
    keyOf: ({ id }) => id,
    migrations: { 1: fromFirst, 2: fromSecond }
  })
  return { ...list, saveAll: (changed) => list.save(...changed) }
}
