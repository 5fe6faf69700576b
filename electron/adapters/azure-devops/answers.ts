import { z } from 'zod'
import { AppFailure } from '../../domain/app-failure.js'
import type { HttpAnswer } from '../../services/ports.js'

/** What a request carried, since a 401 means something else for each. */
export type Caller = 'bearer' | 'basic'

/** azure-devops.md 4.5: asks for a 401 in place of a redirect to a sign-in page. */
export const usualHeaders = { accept: 'application/json', 'x-tfs-fedauthredirect': 'Suppress' } as const

/** The service's error body (azure-devops.md 4.6). */
const errorBody = z.object({ message: z.string().optional(), typeKey: z.string().optional() })

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

function signInAgain(caller: Caller, organization: string): AppFailure {
  return new AppFailure(caller === 'bearer' ? 'sign-in-again' : 'token-not-accepted', { organization })
}

/**
 * What a refusal means, decided by status, content type and `typeKey` (azure-devops.md 1.8 and 4.6). The
 * service's message is passed on for the person to read and decides nothing, but for its VS403463 code.
 */
export function refusal(answer: HttpAnswer, caller: Caller, organization: string): AppFailure {
  const { status } = answer
  const { message, typeKey } = errorBody.safeParse(jsonOf(answer)).data ?? {}
  const facts = {
    organization,
    status,
    ...(typeKey === undefined ? {} : { typeKey }),
    ...(message === undefined || message === '' ? {} : { serviceMessage: message })
  }
  if (answer.body.includes('VS403463')) return new AppFailure('conditional-access', facts)
  if (status === 429) return new AppFailure('rate-limited', { ...facts, ...retryAfter(answer) })
  if (status >= 500) return new AppFailure('service-unavailable', { ...facts, ...retryAfter(answer) })
  if (status === 401 && typeKey === 'InvalidAccessException') return new AppFailure('access-denied', facts)
  if (status === 401 || status === 203 || (status >= 300 && status < 400)) {
    return signInAgain(caller, organization)
  }
  // A sign-in page can come as a 200 as well.
  if (status < 300 && /^text\/html\b/i.test(answer.headers['content-type'] ?? '')) {
    return signInAgain(caller, organization)
  }
  if (status === 403) return new AppFailure('access-denied', facts)
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
