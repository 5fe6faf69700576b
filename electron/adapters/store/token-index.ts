import { z } from 'zod'
import { vaultLabelOf } from '../../domain/token.js'
import type { TokenIndex } from '../../services/ports/stores.js'
import { tokenRecord } from '../../shared/stored-token.js'
import { openList } from './document-file.js'

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
export const createTokenIndex = (folder: string): TokenIndex =>
  openList(folder, {
    name: 'tokens',
    version: 3,
    record: tokenRecord,
    keyOf: ({ id }) => id,
    migrations: { 1: fromFirst, 2: fromSecond }
  })
