import { z } from 'zod'
import { appError } from './error-codes.js'
import { engines } from './kinds.js'
import type { Shape } from './shape.js'

export const engine = z.enum(engines)
export type Engine = Shape<typeof engine>
export const apiEngine = engine.exclude(['assisted'])
export type ApiEngine = Shape<typeof apiEngine>

const wayView = z.object({
  engine,
  /** `asks`: possible, and the person will be asked to sign in. */
  state: z.enum(['ready', 'asks', 'not-possible']),
  account: z.string().nullable(),
  /** Why it is not possible, where it is not. */
  obstacle: appError.nullable()
})
export type WayView = Shape<typeof wayView>

/** Which ways lead to a token of an organization. */
export const waysView = z.object({
  backing: z.enum(['entra', 'microsoft-account', 'server', 'unknown']),
  proposed: engine,
  /** Why a way is proposed, one line of words each. */
  reason: z.enum([
    'signed-in',
    'own-app',
    'azure-cli-signed-in',
    'microsoft-account',
    'server',
    'consent-was-needed',
    'nothing-else'
  ]),
  /** All three, the proposed one first. */
  ways: z.array(wayView),
  /** Git signs in by itself on this computer, so code needs no token (azure-devops.md 6.4). */
  gitNeedsNoToken: z.boolean()
})
export type WaysView = Shape<typeof waysView>
export type WayReason = WaysView['reason']

/** The organizations that the signed-in accounts can reach, and where asking failed. */
export const organizationsFound = z.object({
  organizations: z.array(z.object({ organization: z.string(), account: z.string() })),
  failures: z.array(z.object({ account: z.string(), error: appError }))
})
export type OrganizationsFound = Shape<typeof organizationsFound>
