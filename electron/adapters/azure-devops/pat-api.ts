import { z } from 'zod'
import { AppFailure } from '../../domain/app-failure.js'
import { patFailure } from '../../domain/pat-error.js'
import { Secret } from '../../domain/secret.js'
import type { Http, HttpAnswer } from '../../services/ports/http.js'
import type { PatApi, ServicePat } from '../../services/ports/azure-devops.js'
import { jsonOf, readAnswer, refusal, usualHeaders } from './answers.js'

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

/** An update gives no value (azure-devops.md 1.5). */
const updated = z.object({ patToken: pat, patTokenError: z.string().regex(/^none$/i) })
/** A success says that there was no error and has a value; whatever else is no success (azure-devops.md 1.8). */
const created = z.object({
  patToken: pat.extend({ token: z.string().min(1) }),
  patTokenError: z.string().regex(/^none$/i)
})
const page = z.object({ continuationToken: z.string().nullish(), patTokens: z.array(pat) })
const refused = z.object({ patTokenError: z.string(), patTokenErrorMessage: z.string().nullish() })

const servicePat = (read: z.output<typeof pat>): ServicePat => ({
  authorizationId: read.authorizationId,
  name: read.displayName,
  scopes: read.scope.split(/\s+/).filter((scope) => scope !== ''),
  validFrom: read.validFrom,
  validTo: read.validTo,
  allOrganizations: read.targetAccounts === null || read.targetAccounts === undefined
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

  async function ask(
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    bearer: Secret,
    url: string,
    body?: unknown,
    signal?: AbortSignal
  ): Promise<HttpAnswer> {
    return http.send({
      method,
      url,
      authorization: { scheme: 'bearer', secret: bearer },
      headers: body === undefined ? usualHeaders : { ...usualHeaders, 'content-type': 'application/json' },
      // A create that is carried out twice leaves a token that nobody has.
      ...(body === undefined ? {} : { body: JSON.stringify(body), once: true }),
      ...(signal === undefined ? {} : { signal })
    })
  }

  async function list(
    bearer: Secret,
    organization: string,
    filter: 'active' | 'revoked' | 'expired'
  ): Promise<readonly ServicePat[]> {
    const found: ServicePat[] = []
    let continuationToken = ''
    for (let pages = 0; pages < mostPages; pages++) {
      // Later pages must repeat the filter (azure-devops.md 1.4).
      const query = { displayFilterOption: filter, $top: String(pageSize) }
      const answer = await ask(
        'GET',
        bearer,
        address(organization, continuationToken === '' ? query : { ...query, continuationToken })
      )
      const read = readAnswer(answer, page, 'bearer', organization)
      found.push(...read.patTokens.map(servicePat))
      continuationToken = read.continuationToken ?? ''
      if (continuationToken === '') return found
    }
    throw new AppFailure('unexpected-answer', { organization, reason: 'endless-list' })
  }

  return {
    list,
    create: async (bearer, draft, signal) => {
      const { organization } = draft
      const body = {
        displayName: draft.name,
        scope: draft.scopes.join(' '),
        validTo: new Date(draft.validTo).toISOString(),
        allOrgs: false
      }
      const answer = await ask('POST', bearer, address(organization), body, signal)
      const failure = ownRefusal(answer, organization)
      if (failure !== null) throw failure
      const { patToken } = readAnswer(answer, created, 'bearer', organization)
      return { ...servicePat(patToken), secret: new Secret(patToken.token) }
    },
    update: async (bearer, change) => {
      const { organization, authorizationId } = change
      const body = {
        authorizationId,
        displayName: change.name,
        scope: change.scopes.join(' '),
        validTo: new Date(change.validTo).toISOString(),
        allOrgs: false
      }
      const answer = await ask('PUT', bearer, address(organization), body)
      const failure = ownRefusal(answer, organization)
      if (failure !== null) throw failure
      return servicePat(readAnswer(answer, updated, 'bearer', organization).patToken)
    },
    revoke: async (bearer, organization, authorizationId) => {
      const answer = await ask('DELETE', bearer, address(organization, { authorizationId }))
      // The specification lists 200, its example shows 204 (azure-devops.md 1.6). A sign-in page is a 200 too.
      if (answer.status === 204 || (answer.status === 200 && answer.body === '')) return
      const failure =
        ownRefusal(answer, organization) ??
        (answer.status === 200 && jsonOf(answer) !== undefined
          ? null
          : refusal(answer, 'bearer', organization))
      if (failure === null) return
      if (!['token-unknown', 'organization-not-found'].includes(failure.code)) throw failure
      // How the service answers for a token that is gone is not published, so we look whether it is.
      const active = await list(bearer, organization, 'active')
      if (active.some((token) => token.authorizationId === authorizationId)) throw failure
    }
  }
}
