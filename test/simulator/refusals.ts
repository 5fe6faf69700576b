import { randomUUID } from 'node:crypto'
import { answerEmpty, answerHtml, answerJson, answerMarkedJson } from './exchange.js'
import type { Answered, Exchange } from './exchange.js'
import { markup, page } from './markup.js'

/*
 * How the service says no. Every form is from azure-devops.md 1.8 and 4.6.
 */

/** Named in the service's own challenges; nothing is ever asked of it. */
export const basicChallenge = 'Basic realm="https://tfsprodweu1.visualstudio.com/"'

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

/** No credential, or one that the service does not know: the sign-in page as a success, or a 401 on request. */
export function signInNeeded(exchange: Exchange): Answered {
  const suppressed = exchange.request.headers['x-tfs-fedauthredirect'] === 'Suppress'
  const title = 'Azure DevOps Services | Sign In'
  return answerHtml(
    exchange,
    suppressed ? 401 : 203,
    page(title, '', markup`<main><h1>Sign in</h1></main>`),
    suppressed ? { 'www-authenticate': ['Bearer', basicChallenge] } : {}
  )
}

/** A token that ended, was revoked, or lacks the scope: the three cannot be told apart. */
export function tokenRefused(exchange: Exchange): Answered {
  return answerEmpty(exchange, 401, { 'www-authenticate': basicChallenge })
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
