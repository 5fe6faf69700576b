import { z } from 'zod'
import type { Shape } from './shape.js'

const gitHelperProposal = z.object({
  helper: z.string(),
  /** False when the program itself is not on this computer; then `commands` say how to get it. */
  installed: z.boolean(),
  commands: z.array(z.string())
})
export type GitHelperProposal = Shape<typeof gitHelperProposal>

/** How Git on this computer would take a token, found before anything is written. */
export const gitPlan = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('ready'),
    helper: z.string(),
    /** True where a `store` helper, which would write the token as plain text, gets none. */
    withoutStore: z.boolean()
  }),
  /** A `store` helper is in the chain and would write the token as plain text into `file`. */
  z.object({ kind: z.literal('plain-text'), helper: z.string(), file: z.string() }),
  /** No helper: the right one for this system, and the exact commands that set it up. */
  z.object({ kind: z.literal('no-helper'), proposal: gitHelperProposal }),
  /** Git Credential Manager signs in by itself here. */
  z.object({ kind: z.literal('needs-no-token') }),
  z.object({ kind: z.literal('git-missing') })
])
export type GitPlan = Shape<typeof gitPlan>

/** What the hand-over proved: `git credential fill` gave back the same token. */
export const gitHandedOver = z.object({
  helper: z.string(),
  /** A repository that `git ls-remote` read with it, or null where the organization shows none. */
  readRepository: z.string().nullable()
})
export type GitHandedOver = Shape<typeof gitHandedOver>
