import { randomUUID } from 'node:crypto'
import { claimsChallenge } from './entra-tokens.js'
import { answerEmpty, answerHtml, answerJson, marked, type Answer, type Exchange } from './exchange.js'
import { markup, page } from './markup.js'

/*
 * How the service says no. Every form is from azure-devops.md 1.8 and 4.6.
 */

/** A Server is told by its host: it has no other name. Windows' own sign-in is offered too, and never done here. */
const challenges = ({ host }: Exchange) =>
  /\.(azure|visualstudio)\.com$/.test(host)
    ? // Named in the service's own challenges; nothing is ever asked of it.
      ['Basic realm="https://tfsprodweu1.visualstudio.com/"']
    : [`Basic realm="https://${host}/"`, 'Negotiate']

/** An error in the service's JSON. */
export const serviceError = (
  status: number,
  typeKey: string,
  message: string,
  headers: Readonly<Record<string, string>> = {}
): Answer =>
  answerJson(
    status,
    {
      ...{ $id: '1', innerException: null, message },
      typeName: `Microsoft.TeamFoundation.Framework.Server.${typeKey}, Microsoft.TeamFoundation.Framework.Server`,
      ...{ typeKey, errorCode: 0, eventId: 3000 }
    },
    headers
  )

export const notFound = () => serviceError(404, 'VssResourceNotFoundException', 'The resource was not found.')

export const signInPage = page('Azure DevOps Services | Sign In', markup`<main><h1>Sign in</h1></main>`)

/**
 * No credential, or a sign-in that the service does not know: the sign-in page as a success, or a 401 on request.
 * A Server always answers 401.
 */
export function signInNeeded(exchange: Exchange): Answer {
  const own = challenges(exchange)
  if (own.length > 1) return tokenRefused(exchange)
  const suppressed = exchange.request.headers['x-tfs-fedauthredirect'] === 'Suppress'
  const headers = suppressed ? { 'www-authenticate': ['Bearer', ...own] } : {}
  return answerHtml(suppressed ? 401 : 203, signInPage, headers)
}

/** A token that ended, was revoked, or lacks the scope: the three cannot be told apart. */
export const tokenRefused = (exchange: Exchange) =>
  answerEmpty(401, { 'www-authenticate': challenges(exchange) })

/** A sign-in that is good but not for this. */
export function bearerRefused(): Answer {
  const message = `TF400813: The user '${randomUUID()}' is not authorized to access this resource.`
  const headers = { 'www-authenticate': 'Bearer', 'x-tfs-serviceerror': encodeURIComponent(message) }
  return marked(serviceError(401, 'UnauthorizedRequestException', message, headers))
}

/** The token API, asked with anything but a sign-in. */
export const personalTokenRefused = () =>
  serviceError(401, 'InvalidAccessException', 'The requested operation is not allowed.')

/** Conditional access; the words are the service's (azure-devops.md 4.6). */
export const conditionsNotMet = () =>
  serviceError(
    403,
    'VssServiceException',
    'VS403463: The conditional access policy defined by your Azure Active Directory administrator has failed.'
  )

/** Continuous access evaluation: sign in again, and pass this on. */
export function claimsNeeded(): Answer {
  const claims = Buffer.from(claimsChallenge).toString('base64')
  const authority = 'https://login.microsoftonline.com/common/oauth2/authorize'
  return answerEmpty(401, {
    'www-authenticate': `Bearer realm="", authorization_uri="${authority}", error="insufficient_claims", claims="${claims}"`
  })
}

/** Too many requests (azure-devops.md 4.7). `retryAfter` in seconds; null: without the header. */
export function rateLimited(retryAfter: number | null): Answer {
  const message =
    'TF400733: The request has been canceled: Request was blocked due to exceeding usage of resource in namespace User.'
  return serviceError(429, 'RequestBlockedException', message, {
    'x-ratelimit-resource': 'Core',
    ...(retryAfter === null ? {} : { 'retry-after': String(retryAfter) })
  })
}

export const organizationMissing = () =>
  answerHtml(404, page('The resource cannot be found.', markup`<main><h1>404</h1></main>`))

/** The refusal where a request names no version that a preview resource answers, or none where one is needed. */
export function versionRefused({ url }: Exchange, needed: boolean): Answer | null {
  const version = url.searchParams.get('api-version') ?? ''
  const good = /^\d+\.\d+-preview(\.\d+)?$/.test(version) || !(needed || url.searchParams.has('api-version'))
  return good
    ? null
    : serviceError(
        400,
        'VssInvalidPreviewVersionException',
        `The requested version "${version}" of the resource is under preview. The -preview flag must be ` +
          'supplied in the api-version for such requests. For example: "7.1-preview"'
      )
}
