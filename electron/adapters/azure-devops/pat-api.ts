import { z } from 'zod'
import { AppFailure } from '../../domain/app-failure.js'
import { patFailure } from '../../domain/pat-error.js'
import { Secret } from '../../domain/secret.js'
import type { Http, HttpAnswer, HttpRequest } from '../../services/ports/http.js'
import type { PatList } from '../../domain/service-pat.js'
import type { PatApi, PatDraft, ServicePat } from '../../services/ports/azure-devops.js'
import { get, jsonOf, readAnswer, refusal, usualHeaders } from './answers.js'

/**
 * The PAT lifecycle API, azure-devops.md 1. All its operations are preview in every published specification, so
 * the version says so.
 */
const version = '7.1-preview.1'
/** The service's limit for a page. */
const pageSize = 100
/** No person has this many tokens; a list that goes on is a loop. */
const mostPages = 50

/** 2 to 7 fractional digits are sent (azure-devops.md 1.2); without a zone, UTC is meant. */
const instant = z
  .string()
  .transform((text) => Date.parse(/(z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`))
  .refine((time) => !Number.isNaN(time))

const pat = z.object({
  displayName: z.string(),
  validFrom: instant,
  validTo: instant,
  scope: z.string(),
  targetAccounts: z.array(z.string()).nullish(),
  authorizationId: z.string().min(1)
})

/** A success says that there was no error (azure-devops.md 1.8). */
const success = <T extends z.ZodType>(patToken: T) =>
  z.object({ patToken, patTokenError: z.string().regex(/^none$/i) })
/** An update gives no value (azure-devops.md 1.5); a create without one is no success. */
const updated = success(pat)
const created = success(pat.extend({ token: z.string().min(1) }))
const page = z.object({ continuationToken: z.string().nullish(), patTokens: z.array(pat) })
const refused = z.object({ patTokenError: z.string(), patTokenErrorMessage: z.string().nullish() })

const servicePat = (read: z.output<typeof pat>): ServicePat => ({
  authorizationId: read.authorizationId,
  name: read.displayName,
  scopes: read.scope.split(/\s+/).filter((scope) => scope !== ''),
  validFrom: read.validFrom,
  validTo: read.validTo,
  allOrganizations: read.targetAccounts == null
})

/** The service's own refusal, which comes as a 200 as well as a 400 or 403 (azure-devops.md 1.8). */
function ownRefusal(answer: HttpAnswer, organization: string): AppFailure | null {
  const read = refused.safeParse(jsonOf(answer))
  if (!read.success || read.data.patTokenError.toLowerCase() === 'none') return null
  return patFailure(read.data.patTokenError, read.data.patTokenErrorMessage ?? null, organization)
}

export function createPatApi(http: Http): PatApi {
  const address = (organization: string, query: Record<string, string> = {}): string =>
    `https://vssps.dev.azure.com/${encodeURIComponent(organization)}/_apis/tokens/pats?${new URLSearchParams({
      ...query,
      'api-version': version
    }).toString()}`

  const ask = (
    method: 'POST' | 'PUT' | 'DELETE',
    secret: Secret,
    url: string,
    more: Partial<HttpRequest> = {}
  ): Promise<HttpAnswer> =>
    http.send({ method, url, authorization: { scheme: 'bearer', secret }, headers: usualHeaders, ...more })

  /** Makes a token, or changes the one of this id, and reads what the service says of it. */
  async function write<T>(
    method: 'POST' | 'PUT',
    bearer: Secret,
    wanted: PatDraft & { readonly authorizationId?: string },
    schema: z.ZodType<T>,
    signal?: AbortSignal
  ): Promise<T> {
    const { organization, authorizationId, name, scopes, validTo } = wanted
    const body = JSON.stringify({
      authorizationId,
      displayName: name,
      scope: scopes.join(' '),
      validTo: new Date(validTo).toISOString(),
      allOrgs: false
    })
    const answer = await ask(method, bearer, address(organization), {
      headers: { ...usualHeaders, 'content-type': 'application/json' },
      body,
      // A create that is carried out twice leaves a token that nobody has.
      once: true,
      signal
    })
    const failure = ownRefusal(answer, organization)
    if (failure !== null) throw failure
    return readAnswer(answer, schema, 'bearer', organization)
  }

  async function list(bearer: Secret, organization: string, filter: PatList): Promise<readonly ServicePat[]> {
    const found: ServicePat[] = []
    let continuationToken = ''
    for (let pages = 0; pages < mostPages; pages++) {
      // Later pages must repeat the filter (azure-devops.md 1.4).
      const query = { displayFilterOption: filter, $top: String(pageSize) }
      const url = address(organization, continuationToken === '' ? query : { ...query, continuationToken })
      const read = await get(http, { scheme: 'bearer', secret: bearer }, url, page, organization)
      found.push(...read.patTokens.map(servicePat))
      continuationToken = read.continuationToken ?? ''
      if (continuationToken === '') return found
    }
    throw new AppFailure('unexpected-answer', { organization, reason: 'endless-list' })
  }

  return {
    list,
    create: async (bearer, draft, signal) => {
      const { patToken } = await write('POST', bearer, draft, created, signal)
      return { ...servicePat(patToken), secret: new Secret(patToken.token) }
    },
    update: async (bearer, change) => servicePat((await write('PUT', bearer, change, updated)).patToken),
    revoke: async (bearer, organization, authorizationId) => {
      const answer = await ask('DELETE', bearer, address(organization, { authorizationId }))
      // The specification lists 200, its example shows 204 (azure-devops.md 1.6). A sign-in page is a 200 too.
      if (answer.status === 204 || (answer.status === 200 && answer.body === '')) return
      const own = ownRefusal(answer, organization)
      if (own === null && answer.status === 200 && jsonOf(answer) !== undefined) return
      const failure = own ?? refusal(answer, 'bearer', organization)
      if (!['token-unknown', 'organization-not-found'].includes(failure.code)) throw failure
      // How the service answers for a token that is gone is not published, so we look whether it is.
      const active = await list(bearer, organization, 'active')
      if (active.some((token) => token.authorizationId === authorizationId)) throw failure
    }
  }
}
