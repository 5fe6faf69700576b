import { refused, type Site, type World } from './callers.js'
import { answerEmpty, answerJson, readJson } from './exchange.js'
import { isMember, type Organization } from './organizations.js'
import { personalTokenRefused, serviceError, versionRefused } from './refusals.js'
import { tokenRequest, type Ruling, type StoredToken, type Tokens } from './tokens.js'

/**
 * A time as the service writes it: kept to 1/300 s, up to seven fractional digits, no zeros at their end; so
 * 23.319 s comes back as 23.32 and 52.103 s as 52.1033333, as in the published examples.
 */
export function serviceDate(milliseconds: number): string {
  const ticks = Math.round((milliseconds * 300) / 1000)
  const whole = new Date(Math.floor(ticks / 300) * 1000).toISOString().slice(0, 19)
  const fraction = ((ticks % 300) / 300).toFixed(7).slice(1)
  return `${whole}${fraction.replace(/\.?0+$/, '')}Z`
}

/**
 * One page of a list by the ends, by the parameters of azure-devops.md 1.4 but for those of its order, which no client
 * here sends. Null: a parameter that is not known, or a continuation that belongs to another filter.
 */
function listTokens(own: readonly StoredToken[], query: URLSearchParams, stateOf: Tokens['stateOf']) {
  const filter = query.get('displayFilterOption') ?? 'active'
  const top = Math.min(100, Number(query.get('$top') ?? 100))
  const continued = Buffer.from(query.get('continuationToken') ?? '', 'base64url').toString('utf8')
  const [start = '0', asked = filter] = continued === '' ? [] : continued.split('|')
  const isFilter = ['active', 'revoked', 'expired', 'all'].includes(filter)
  const isOrdered = query.has('sortByOption') || query.has('isSortAscending')
  if (isOrdered || !isFilter || !Number.isInteger(top) || top < 1 || asked !== filter) return null

  const found = own.filter((token) => filter === 'all' || stateOf(token) === filter)
  found.sort((one, other) => one.validTo - other.validTo)
  const end = Number(start) + top
  return {
    /** Empty: no further page. */
    continuationToken: end < found.length ? Buffer.from(`${end}|${filter}`).toString('base64url') : '',
    tokens: found.slice(Number(start), end)
  }
}

const view = (organization: Organization, token: StoredToken, value: string | null) => ({
  displayName: token.displayName,
  validTo: serviceDate(token.validTo),
  scope: token.scope,
  targetAccounts: token.allOrgs ? null : [organization.id],
  validFrom: serviceDate(token.validFrom),
  authorizationId: token.authorizationId,
  token: value
})

/** `{organization}/_apis/tokens/pats`: the five operations of azure-devops.md 1. */
export function createTokenApi({ tokens }: World): Site {
  // A refusal is a success on the wire (azure-devops.md 1.8).
  const ruled = (organization: Organization, ruling: Ruling) =>
    answerJson(
      200,
      'error' in ruling
        ? { patToken: null, patTokenError: ruling.error, patTokenErrorMessage: ruling.message }
        : {
            patToken: view(organization, ruling.token, ruling.value),
            patTokenError: 'none',
            patTokenErrorMessage: null
          }
    )
  const missing: Ruling = { error: 'authorizationNotFound', message: null }

  /** Whether a sign-in has the scopes for this (azure-devops.md 1.9). */
  const may = (method: string | undefined, scopes: readonly string[]) =>
    scopes.includes('user_impersonation') ||
    (scopes.includes('vso.pats') && (method === 'GET' || scopes.includes('vso.pats_manage')))

  return async (asked) => {
    const { organization, caller, request, url } = asked
    if (caller.kind === 'token' || caller.kind === 'password') return personalTokenRefused()
    if (
      caller.kind === 'nobody' ||
      !isMember(caller.person, organization) ||
      !may(request.method, caller.scopes)
    )
      return refused(asked, caller)
    const wrongVersion = versionRefused(asked, true)
    if (wrongVersion) return wrongVersion
    const own = tokens.of(organization.name, caller.person)
    const byId = (id: string | null | undefined) =>
      own.find((one) => one.authorizationId === id?.toLowerCase())
    const named = byId(url.searchParams.get('authorizationId'))

    switch (request.method) {
      case 'GET': {
        if (url.searchParams.has('authorizationId'))
          return ruled(organization, named ? { token: named, value: null } : missing)
        const page = listTokens(own, url.searchParams, tokens.stateOf)
        if (!page) return serviceError(400, 'VssServiceException', 'A parameter of the list is not valid.')
        const patTokens = page.tokens.map((token) => view(organization, token, null))
        return answerJson(200, { continuationToken: page.continuationToken, patTokens })
      }
      case 'POST':
      case 'PUT': {
        const { data } = tokenRequest.safeParse(await readJson(asked))
        if (!data)
          return serviceError(400, 'VssPropertyValidationException', 'The request body is not valid.')
        if (request.method === 'POST')
          return ruled(organization, tokens.create(organization, caller.person, data))
        const token = byId(data.authorizationId)
        return ruled(organization, token ? tokens.update(organization, token, data) : missing)
      }
      case 'DELETE':
        if (!named)
          return serviceError(404, 'SessionTokenNotFoundException', 'The authorization was not found.')
        tokens.change(named.authorizationId, { revoked: true })
        return answerEmpty(204)
      default:
        return answerEmpty(405)
    }
  }
}
