import { randomUUID } from 'node:crypto'
import { claimsChallenge } from './claims-challenge.js'
import { answerEmpty, answerHtml, answerJson, answerMarkedJson } from './exchange.js'
import type { Answered, Exchange } from './exchange.js'
import { markup, page } from './markup.js'

/*
 * How the service says no. Every form is from azure-devops.md 1.8 and 4.6.
 */

/** Named in the service's own challenges; nothing is ever asked of it. */
const basicChallenge = 'Basic realm="https://tfsprodweu1.visualstudio.com/"'

/** A Server is told by its host: it has no other name. Windows' own sign-in is offered too, and never done here. */
const challenges = ({ host }: Exchange) =>
  /\.(azure|visualstudio)\.com$/.test(host)
    ? [basicChallenge]
    : [`Basic realm="https://${host}/"`, 'Negotiate']

const errorBody = (message: string, typeKey: string, eventId: number) => ({
  $id: '1',
  innerException: null,
  message,
  typeName: `Microsoft.TeamFoundation.Framework.Server.${typeKey}, Microsoft.TeamFoundation.Framework.Server`,
  typeKey,
  errorCode: 0,
  eventId
})

export function serviceError(
  exchange: Exchange,
  status: number,
  error: { readonly message: string; readonly typeKey: string; readonly eventId?: number }
): Answered {
  return answerJson(exchange, status, errorBody(error.message, error.typeKey, error.eventId ?? 0))
}

export const notFound = (exchange: Exchange): Answered =>
  serviceError(exchange, 404, {
    message: 'The resource was not found.',
    typeKey: 'VssResourceNotFoundException'
  })

export const signInPage = page('Azure DevOps Services | Sign In', '', markup`<main><h1>Sign in</h1></main>`)

/**
 * No credential, or one that the service does not know: the sign-in page as a success, or a 401 on request.
 * A Server always answers 401.
 */
export function signInNeeded(exchange: Exchange): Answered {
  const own = challenges(exchange)
  if (own.length > 1) return tokenRefused(exchange)
  const suppressed = exchange.request.headers['x-tfs-fedauthredirect'] === 'Suppress'
  const headers = suppressed ? { 'www-authenticate': ['Bearer', ...own] } : {}
  return answerHtml(exchange, suppressed ? 401 : 203, signInPage, headers)
}

/** A token that ended, was revoked, or lacks the scope: the three cannot be told apart. */
export function tokenRefused(exchange: Exchange): Answered {
  return answerEmpty(exchange, 401, { 'www-authenticate': challenges(exchange) })
}

/** Conditional access; the words are the service's (azure-devops.md 4.6). */
export function conditionsNotMet(exchange: Exchange): Answered {
  const message =
    'VS403463: The conditional access policy defined by your Azure Active Directory administrator has failed.'
  return serviceError(exchange, 403, { message, typeKey: 'VssServiceException', eventId: 3000 })
}

/** Continuous access evaluation: sign in again, and pass this on. */
export function claimsNeeded(exchange: Exchange): Answered {
  const claims = Buffer.from(claimsChallenge).toString('base64')
  const authority = 'https://login.microsoftonline.com/common/oauth2/authorize'
  return answerEmpty(exchange, 401, {
    'www-authenticate': `Bearer realm="", authorization_uri="${authority}", error="insufficient_claims", claims="${claims}"`
  })
}

/** Too many requests (azure-devops.md 4.7). `retryAfter` in seconds. */
export function rateLimited(exchange: Exchange, retryAfter: number | null): Answered {
  const message =
    'TF400733: The request has been canceled: Request was blocked due to exceeding usage of resource in namespace User.'
  const body = errorBody(message, 'RequestBlockedException', 3000)
  return answerJson(exchange, 429, body, {
    'x-ratelimit-resource': 'Core',
    ...(retryAfter === null ? {} : { 'retry-after': String(retryAfter) })
  })
}

/** A sign-in that is good but not for this. */
export function bearerRefused(exchange: Exchange): Answered {
  const message = `TF400813: The user '${randomUUID()}' is not authorized to access this resource.`
  return answerMarkedJson(exchange, 401, errorBody(message, 'UnauthorizedRequestException', 3000), {
    'www-authenticate': 'Bearer',
    'x-tfs-serviceerror': encodeURIComponent(message)
  })
}

/** The token API, asked with anything but a sign-in. */
export function personalTokenRefused(exchange: Exchange): Answered {
  return serviceError(exchange, 401, {
    message: 'The requested operation is not allowed.',
    typeKey: 'InvalidAccessException',
    eventId: 3000
  })
}

export function organizationMissing(exchange: Exchange): Answered {
  const body = markup`<main><h1>404</h1><p>The resource cannot be found.</p></main>`
  return answerHtml(exchange, 404, page('The resource cannot be found.', '', body))
}

/** Whether a request names a version that a preview resource answers; connectionData also answers none. */
export function isPreview({ url }: Exchange, whenMissing: boolean): boolean {
  const version = url.searchParams.get('api-version')
  return version === null ? whenMissing : /^\d+\.\d+-preview(\.\d+)?$/.test(version)
}

export function versionRefused(exchange: Exchange): Answered {
  const version = exchange.url.searchParams.get('api-version') ?? ''
  return serviceError(exchange, 400, {
    message:
      `The requested version "${version}" of the resource is under preview. The -preview flag must be ` +
      'supplied in the api-version for such requests. For example: "7.1-preview"',
    typeKey: 'VssInvalidPreviewVersionException',
    eventId: 3000
  })
}
