import { z } from 'zod'
import type { Shape } from './shape.js'

/**
 * Every expected failure, named by what the person can do about it. Words for each live in
 * `renderer/ui/error-words.ts`, which does not compile when one is missing.
 */
export const errorCodes = [
  // sign-in
  'client-id-missing',
  'sign-in-again',
  'sign-in-cancelled',
  'sign-in-timed-out',
  'sign-in-refused',
  'consent-needed',
  'browser-not-opened',
  'port-taken',
  'device-code-expired',
  // the login of Azure CLI
  'azure-cli-missing',
  'azure-cli-signed-out',
  'azure-cli-wrong-tenant',
  'azure-cli-needs-sign-in',
  'azure-cli-failed',
  'way-not-possible',
  // network
  'offline',
  'proxy-login-needed',
  'certificate-refused',
  'timed-out',
  'rate-limited',
  'service-unavailable',
  'unexpected-answer',
  // service
  'organization-not-found',
  'access-denied',
  'policy-forbids',
  'request-refused',
  'conditional-access',
  'create-answer-lost',
  'create-cancelled',
  // a token that was pasted or is used
  'clipboard-empty',
  'clipboard-refused',
  'unlikely-token',
  'token-not-accepted',
  // keychain
  'no-protected-store',
  'vault-locked',
  'vault-dismissed',
  'vault-no-answer',
  'vault-missing',
  'vault-failed',
  // git
  'git-missing',
  'git-no-helper',
  'git-plain-text-helper',
  'git-needs-no-token',
  'git-proof-failed',
  'git-failed',
  'no-repository',
  // files that tools read tokens from
  'file-not-readable',
  'file-not-written',
  'entry-missing',
  'entry-taken',
  'use-proof-failed',
  'backup-missing',
  // renewal
  'rotation-open',
  'rotation-elsewhere',
  'rotation-not-possible',
  'old-token-still-works',
  // the rest
  'token-unknown',
  'invalid-input',
  'internal'
] as const

/** What an expected failure carries to the page: a code and flat facts for its words. Never a secret. */
export const appError = z.object({
  code: z.enum(errorCodes),
  /** Facts that the words need, e.g. `organization`, `helper`, `patTokenError`, `serviceMessage`, `retryAfterSeconds`. */
  facts: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
})
export type AppError = Shape<typeof appError>
export type ErrorCode = AppError['code']

/** The one shape in which every call is answered over the bridge. */
export type Result<T> =
  { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: AppError }
