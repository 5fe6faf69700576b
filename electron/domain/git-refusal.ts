import type { ErrorCode } from '../shared/error-codes.js'

/** What git says itself, with the status where a server or proxy answered with one (git's http.c, remote-curl.c). */
const ownWords = /^(?:fatal|error): (?:unable to access '[^']*'|RPC failed|the remote end hung up)(.*)$/m
const status = /(?:requested URL returned error: |HTTP )(\d{3})/

/**
 * Why git could not read a repository, from its error stream in the C locale: what passes by itself, or
 * `git-proof-failed` for a refusal.
 */
export function whyNotRead(errors: string): ErrorCode {
  const words = ownWords.exec(errors)?.[1]
  if (words === undefined) return 'git-proof-failed'
  const answered = Number(status.exec(words)?.[1] ?? NaN)
  if (answered === 429) return 'rate-limited'
  if (answered >= 500) return 'service-unavailable'
  return answered >= 400 || /certificate/i.test(words) ? 'git-proof-failed' : 'offline'
}
