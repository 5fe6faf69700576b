import { z } from 'zod'
import type { Caller, World } from './callers.js'
import { answerEmpty, answerJson, answerMarkedJson, readJson } from './exchange.js'
import type { Answered, Exchange } from './exchange.js'
import type { Organization } from './organizations.js'
import { isMember, sameName } from './organizations.js'
import {
  bearerRefused,
  isPreview,
  personalTokenRefused,
  serviceError,
  signInNeeded,
  versionRefused
} from './refusals.js'
import { serviceDate } from './service-date.js'
import { listTokens } from './token-list.js'
import type { Ruling } from './token-rules.js'
import type { StoredToken } from './token-store.js'

const tokenRequest = z.object({
  authorizationId: z.string().optional(),
  displayName: z.string().optional(),
  scope: z.string().optional(),
  validTo: z.string().optional(),
  allOrgs: z.boolean().optional()
})

/** `{organization}/_apis/tokens/pats`: the five operations of azure-devops.md 1. */
export function createTokenApi(
  world: World
): (exchange: Exchange, organization: Organization) => Promise<Answered> {
  const { organizations, store, rules, identify } = world
  const succeed = world.byteOrderMark ? answerMarkedJson : answerJson

  function view(token: StoredToken, value: string | null) {
    const home = organizations.find((one) => sameName(one.name, token.organization))
    return {
      displayName: token.displayName,
      validTo: serviceDate(token.validTo),
      scope: token.scope,
      targetAccounts: token.allOrgs || !home ? null : [home.id],
      validFrom: serviceDate(token.validFrom),
      authorizationId: token.authorizationId,
      token: value
    }
  }

  // A refusal is a success on the wire (azure-devops.md 1.8).
  const answer = (exchange: Exchange, ruling: Ruling): Answered =>
    succeed(exchange, 200, {
      patToken: ruling.kind === 'granted' ? view(ruling.token, ruling.value) : null,
      patTokenError: ruling.kind === 'granted' ? 'none' : ruling.error,
      patTokenErrorMessage: ruling.kind === 'granted' ? null : ruling.message
    })

  const missing: Ruling = { kind: 'refused', error: 'authorizationNotFound', message: null }

  function refuse(exchange: Exchange, caller: Caller): Answered {
    if (caller.kind === 'person') return bearerRefused(exchange)
    const noSignIn = caller.kind === 'nobody' || (caller.kind === 'unknown' && caller.scheme === 'bearer')
    return noSignIn ? signInNeeded(exchange) : personalTokenRefused(exchange)
  }

  /** Whether a sign-in has the scopes for this (azure-devops.md 1.9). */
  const may = ({ request }: Exchange, scopes: readonly string[]) =>
    scopes.includes('user_impersonation') ||
    (scopes.includes('vso.pats') && (request.method === 'GET' || scopes.includes('vso.pats_manage')))

  return async (exchange, organization) => {
    const caller = identify(exchange, organization)
    const allowed =
      caller.kind === 'person' && isMember(caller.person, organization) && may(exchange, caller.scopes)
    if (!allowed) return refuse(exchange, caller)
    if (!isPreview(exchange, false)) return versionRefused(exchange)
    const { person } = caller
    const query = exchange.url.searchParams
    const own = store
      .all()
      .filter((one) => one.owner === person.oid && sameName(one.organization, organization.name))
    const byId = (id: string | null | undefined) =>
      own.find((one) => one.authorizationId === (id ?? '').toLowerCase())

    switch (exchange.request.method) {
      case 'GET': {
        if (query.has('authorizationId')) {
          const token = byId(query.get('authorizationId'))
          return answer(exchange, token ? { kind: 'granted', token, value: null } : missing)
        }
        const page = listTokens(own, query, store.stateOf)
        if (!page) {
          const message = 'A parameter of the list is not valid.'
          return serviceError(exchange, 400, { message, typeKey: 'VssServiceException' })
        }
        const patTokens = page.tokens.map((token) => view(token, null))
        return succeed(exchange, 200, { continuationToken: page.continuationToken, patTokens })
      }
      case 'POST':
      case 'PUT': {
        const body = tokenRequest.safeParse(await readJson(exchange.request))
        if (!body.success) {
          const message = 'The request body is not valid.'
          return serviceError(exchange, 400, { message, typeKey: 'VssPropertyValidationException' })
        }
        if (exchange.request.method === 'POST') {
          return answer(exchange, rules.create(organization, person, body.data))
        }
        const token = byId(body.data.authorizationId)
        return answer(exchange, token ? rules.update(organization, token, body.data) : missing)
      }
      case 'DELETE': {
        const token = byId(query.get('authorizationId'))
        if (token) {
          store.change(token.authorizationId, { revoked: true })
          return answerEmpty(exchange, 204)
        }
        const message = 'The authorization was not found.'
        return serviceError(exchange, 404, { message, typeKey: 'SessionTokenNotFoundException' })
      }
      default:
        return answerEmpty(exchange, 405)
    }
  }
}
