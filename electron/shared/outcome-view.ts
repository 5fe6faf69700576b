import { z } from 'zod'
import { appError } from './error-codes.js'
import { instant, tokenId, type Shape } from './shape.js'
import { tokenView } from './view.js'

/** What a create, or a paste, gave. */
export const tokenMade = z.object({
  tokenId,
  kept: tokenView.shape.kept,
  /** Why it is only in memory, where it is. */
  keepError: appError.nullable(),
  requestedValidTo: instant.nullable(),
  validTo: instant.nullable(),
  /** Whom the service says the token belongs to; null where it was not asked. */
  account: z.string().nullable(),
  /** False when the pasted text does not have a token's form but the service took it all the same. */
  looksLikeToken: z.boolean()
})
export type TokenMade = Shape<typeof tokenMade>

/** What a change of a token gave. */
export const tokenChanged = z.object({
  validTo: instant.nullable(),
  /** The end that was asked for, where policy cut it. */
  requestedValidTo: instant.nullable(),
  /** Git has this token and could not be told its new end. */
  gitHasOldEnd: z.boolean()
})
export type TokenChanged = Shape<typeof tokenChanged>

/** Why a token stopped working, or may have. */
const stopCause = z.enum([
  'works',
  'expired',
  'revoked',
  'all-organizations-ended',
  'lacks-scope',
  'inactive',
  'policy',
  'network',
  'git-erased',
  'not-kept',
  'cannot-tell'
])
export type StopCause = Shape<typeof stopCause>

export const stopExplanation = z.object({
  cause: stopCause,
  /** How sure that is: the service said it, our clock or keychain says it, or it is what is left. */
  sure: z.enum(['service', 'this-computer', 'likely']),
  /** With `cannot-tell` and `likely`: all that it can be, likeliest first. */
  possible: z.array(stopCause),
  /** What kept us from asking, e.g. `offline` or `sign-in-again`. */
  error: appError.nullable()
})
export type StopExplanation = Shape<typeof stopExplanation>

const revokeStep = z.discriminatedUnion('state', [
  z.object({ state: z.literal('done') }),
  /** Nothing to do there. */
  z.object({ state: z.literal('not-needed') }),
  /** Only the person can do it, on the token page, which was opened. */
  z.object({ state: z.literal('by-hand') }),
  z.object({ state: z.literal('failed'), error: appError })
])
export type RevokeStep = Shape<typeof revokeStep>

export const revokeReport = z.object({
  service: revokeStep,
  git: revokeStep,
  /** The files that we wrote it to. */
  files: revokeStep,
  keychain: revokeStep
})
export type RevokeReport = Shape<typeof revokeReport>
