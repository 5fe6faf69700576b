import { z } from 'zod'

/*
 * What is said between the app and the process that holds keytar. Both sides read it through these schemas.
 */

const id = z.number().int()
const service = z.string().min(1)
const account = z.string().min(1)

export const vaultRequest = z.discriminatedUnion('call', [
  z.object({ id, call: z.literal('state') }),
  z.object({ id, call: z.literal('get'), service, account }),
  z.object({ id, call: z.literal('put'), service, account, value: z.string().min(1) }),
  z.object({ id, call: z.literal('delete'), service, account })
])

/** Why a call gave nothing. Of these only `failed` may be a fault of the process itself. */
const problem = z.enum(['no-library', 'no-service', 'locked', 'dismissed', 'failed'])

export const vaultAnswer = z.discriminatedUnion('kind', [
  /** Not the answer yet: the person is being asked for the keychain's password. */
  z.object({ id, kind: z.literal('prompting') }),
  z.object({ id, kind: z.literal('state'), state: z.enum(['ready', 'locked']) }),
  z.object({ id, kind: z.literal('present'), value: z.string().min(1) }),
  z.object({ id, kind: z.literal('missing') }),
  z.object({ id, kind: z.literal('done') }),
  z.object({ id, kind: z.literal('problem'), problem, message: z.string() })
])

export type VaultRequest = z.output<typeof vaultRequest>
export type VaultAnswer = z.output<typeof vaultAnswer>
export type VaultProblem = z.output<typeof problem>

type Without<T, K extends PropertyKey> = T extends unknown ? Omit<T, K> : never
/** As asked, before it gets its number. */
export type VaultCall = Without<VaultRequest, 'id'>
/** As answered, without its number. */
export type VaultReply = Without<VaultAnswer, 'id'>
