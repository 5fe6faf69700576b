import { z } from 'zod'
import { AppFailure } from '../../domain/app-failure.js'
import { decoded } from '../../domain/consumer-files/azure-hosts.js'
import type { Secret } from '../../domain/secret.js'
import type { Http, HttpAnswer, HttpRequest } from '../../services/ports/http.js'

/** What a request carried, since a 401 means something else for each. */
export type Caller = 'bearer' | 'basic'

/** azure-devops.md 4.5: asks for a 401 in place of a redirect to a sign-in page. */
export const usualHeaders = { accept: 'application/json', 'x-tfs-fedauthredirect': 'Suppress' } as const

/** The service's error body (azure-devops.md 4.6). */
const errorBody = z.object({ message: z.string().nullish(), typeKey: z.string().nullish() })

function parsed(body: string): unknown {
  try {
    // Some answers begin with a byte-order mark (azure-devops.md 1.8).
    return JSON.parse(body.replace(/^\uFEFF/, ''))
  } catch {
    return undefined
  }
}

/** The body, where it is JSON and says so. */
export function jsonOf(answer: HttpAnswer): unknown {
  const type = answer.headers['content-type'] ?? ''
  return /^application\/([\w.+-]+\+)?json\b/i.test(type) ? parsed(answer.body) : undefined
}

/** `Retry-After` in seconds; the service does not send dates there (azure-devops.md 4.7). */
function retryAfter(answer: HttpAnswer): { retryAfterSeconds?: number } {
  const seconds = Number.parseInt(answer.headers['retry-after'] ?? '', 10)
  return Number.isNaN(seconds) ? {} : { retryAfterSeconds: seconds }
}

/** What the service says for people: in its error body, else URL-encoded in a header (azure-devops.md 4.5). */
function serviceMessage(answer: HttpAnswer, inBody: string): { serviceMessage?: string } {
  const message =
    inBody === '' ? decoded((answer.headers['x-tfs-serviceerror'] ?? '').replaceAll('+', ' ')) : inBody
  return message === '' ? {} : { serviceMessage: message }
}

/**
 * The claims that a sign-in has to answer, as JSON text (azure-devops.md 4.6). They come base64 or base64url
 * encoded, beside other challenges of the same header.
 */
function claimsChallenge(answer: HttpAnswer): { claims?: string } {
  const header = answer.headers['www-authenticate'] ?? ''
  if (!/\berror="?insufficient_claims\b/i.test(header)) return {}
  const encoded = /\bclaims="?([\w+/=-]+)/i.exec(header)?.[1] ?? ''
  const claims = Buffer.from(encoded, 'base64').toString('utf8')
  return z.record(z.string(), z.unknown()).safeParse(parsed(claims)).success ? { claims } : {}
}

/**
 * What a refusal means, decided by status, content type and `typeKey` (azure-devops.md 1.8 and 4.6). The
 * service's message is passed on for the person to read and decides nothing, but for its VS403463 code. A bearer
 * that lacks claims is `sign-in-again` with the fact `claims`.
 */
export function refusal(answer: HttpAnswer, caller: Caller, organization: string): AppFailure {
  const { status } = answer
  const { message, typeKey } = errorBody.safeParse(jsonOf(answer)).data ?? {}
  const told = serviceMessage(answer, message ?? '')
  const facts = { organization, status, ...(typeKey ? { typeKey } : {}), ...told }
  const endOfSession = (): AppFailure =>
    caller === 'bearer'
      ? new AppFailure('sign-in-again', { ...facts, ...(status === 401 ? claimsChallenge(answer) : {}) })
      : new AppFailure('token-not-accepted', facts)
  if (/VS403463/.test(`${answer.body} ${told.serviceMessage ?? ''}`)) {
    return new AppFailure('conditional-access', facts)
  }
  if (status === 429) return new AppFailure('rate-limited', { ...facts, ...retryAfter(answer) })
  if (status >= 500) return new AppFailure('service-unavailable', { ...facts, ...retryAfter(answer) })
  if (status === 401 && typeKey === 'InvalidAccessException') return new AppFailure('access-denied', facts)
  if (status === 401 || status === 203 || (status >= 300 && status < 400)) return endOfSession()
  // A sign-in page can come as a 200 as well.
  if (status < 300 && /^text\/html\b/i.test(answer.headers['content-type'] ?? '')) return endOfSession()
  if (status === 403 || typeKey === 'GitRepositoryNotFoundException') {
    return new AppFailure('access-denied', facts)
  }
  if (status === 404) return new AppFailure('organization-not-found', facts)
  if (status === 400) return new AppFailure('request-refused', facts)
  return new AppFailure('unexpected-answer', facts)
}

/** The body of a good answer, read by `schema`: status 200, JSON, and the form we know. Throws what it is else. */
export function readAnswer<T>(
  answer: HttpAnswer,
  schema: z.ZodType<T>,
  caller: Caller,
  organization: string
): T {
  const body = answer.status === 200 ? jsonOf(answer) : undefined
  if (body === undefined) throw refusal(answer, caller, organization)
  const read = schema.safeParse(body)
  if (!read.success) {
    throw new AppFailure('unexpected-answer', {
      organization,
      status: answer.status,
      field: read.error.issues[0]?.path.join('.') ?? ''
    })
  }
  return read.data
}

/** Asks for the answer at an address, and reads it as `readAnswer` does. `more` is what the request has besides. */
export async function get<T>(
  http: Http,
  authorization: { readonly scheme: Caller; readonly secret: Secret },
  url: string,
  schema: z.ZodType<T>,
  organization: string,
  more: Pick<HttpRequest, 'server'> = {}
): Promise<T> {
  const answer = await http.send({ method: 'GET', url, authorization, headers: usualHeaders, ...more })
  return readAnswer(answer, schema, authorization.scheme, organization)
}
