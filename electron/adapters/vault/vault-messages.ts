import { z } from 'zod'

/*
 * What main and the vault process say to each other. Values of secrets cross here, between two processes of
 * ours, and nowhere else.
 */

const entry = { service: z.string().min(1), account: z.string().min(1) }

export const vaultRequest = z.discriminatedUnion('call', [
  z.object({ id: z.int(), call: z.literal('state') }),
  z.object({ id: z.int(), call: z.literal('unlock') }),
  z.object({ id: z.int(), call: z.literal('get'), ...entry }),
  z.object({ id: z.int(), call: z.literal('set'), ...entry, value: z.string().min(1) }),
  z.object({ id: z.int(), call: z.literal('delete'), ...entry })
])
export type VaultRequest = z.output<typeof vaultRequest>

/** How the keychain is. `no-collection`: it works but has nothing yet; the first write makes it, with a prompt. */
export const keychainState = z.enum(['unlocked', 'locked', 'no-collection', 'no-service'])
export type KeychainState = z.output<typeof keychainState>

export const vaultAnswer = z.discriminatedUnion('kind', [
  z.object({ id: z.int(), kind: z.literal('state'), state: keychainState, detail: z.string() }),
  z.object({ id: z.int(), kind: z.literal('unlocked'), dismissed: z.boolean() }),
  z.object({ id: z.int(), kind: z.literal('value'), value: z.string().nullable() }),
  z.object({ id: z.int(), kind: z.literal('done') }),
  z.object({ id: z.int(), kind: z.literal('failed') })
])
export type VaultAnswer = z.output<typeof vaultAnswer>

/** A request without its number: what main asks for. */
export type VaultQuestion = VaultRequest extends infer R
  ? R extends VaultRequest
    ? Omit<R, 'id'>
    : never
  : never
