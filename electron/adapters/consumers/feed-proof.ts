import { AppFailure } from '../../domain/app-failure.js'
import { splitEntry } from '../../domain/consumer-files/azure-hosts.js'
import type { Secret } from '../../domain/secret.js'
import type { FilePlace } from '../../services/ports/files.js'
import type { Http } from '../../services/ports/http.js'

/** A package that nobody has: a feed that takes the token answers that there is none (azure-devops.md 4.6). */
export const nobodysPackage = 'token-tray-proof'

/** The proof failed for good: this is what was answered. */
export const notProven = ({ file, entry }: FilePlace, answered: string): AppFailure =>
  new AppFailure('use-proof-failed', { file, entry: splitEntry(entry).name, serviceMessage: answered })

/**
 * What a feed's status says: null where it takes the token; what passes by itself is told apart from a refusal.
 * `retryAfter` is the header of that name, in seconds.
 */
export function failureOf(
  place: FilePlace,
  host: string,
  status: number,
  retryAfter = ''
): AppFailure | null {
  if (status === 200 || status === 404) return null
  const answered = `HTTP ${status}`
  const seconds = Number.parseInt(retryAfter, 10)
  const facts = { host, status, serviceMessage: answered }
  const pause = Number.isNaN(seconds) ? facts : { ...facts, retryAfterSeconds: seconds }
  if (status === 429) return new AppFailure('rate-limited', pause)
  return status >= 500 ? new AppFailure('service-unavailable', pause) : notProven(place, answered)
}

/** Asks over our own door. A wrong token is refused before the feed looks for the package. */
export function proveByRequest(http: Http) {
  return async (place: FilePlace, address: string, token: Secret): Promise<string> => {
    const { status, headers } = await http.send({
      method: 'GET',
      url: address,
      authorization: { scheme: 'basic', secret: token }
    })
    const host = new URL(address).hostname
    const failure = failureOf(place, host, status, headers['retry-after'])
    if (failure !== null) throw failure
    return `GET ${host}`
  }
}

/** What is asked of a feed of this address. */
export const inFeed = (address: string): string => `${address.replace(/\/$/, '')}/${nobodysPackage}`
