import { randomUUID } from 'node:crypto'
import type { SimulatorClock } from './clock.js'
import { clientInfo, createEntraTokens, matchesChallenge } from './entra-tokens.js'
import type { EntraTokens } from './entra-tokens.js'
import { answerHtml, answerJson, readForm } from './exchange.js'
import type { Answered, Exchange, Handler } from './exchange.js'
import { azureDevOpsResource } from './organizations.js'
import type { Person } from './organizations.js'
import { accountPage, consentPage, returnPage, signInErrorPage } from './sign-in-pages.js'

/** An OAuth error as Entra words it, e.g. `{ error: 'invalid_grant', code: 700082, text: '…' }`. */
export interface EntraRefusal {
  readonly error: string
  /** The number after `AADSTS`. */
  readonly code: number
  readonly text: string
  /** With one, msal asks for interaction; without one, it is a plain server error. */
  readonly suberror?: string
}

export interface Entra {
  readonly handler: Handler
  readonly tokens: EntraTokens
  /** Every refresh is refused so, until null. */
  failRefresh(refusal: EntraRefusal | null): void
  /** The next sign-in comes back from the pages with this error in place of a code. */
  refuseNextSignIn(refusal: EntraRefusal): void
}

const origin = 'https://login.microsoftonline.com'
/** Where the token page's own sign-in comes back to. */
export const tokenPageReturn = 'https://dev.azure.com/_signedin'

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

const description = (refusal: EntraRefusal) => `AADSTS${refusal.code}: ${refusal.text}`

function refuse(exchange: Exchange, refusal: EntraRefusal): Answered {
  return answerJson(exchange, 400, {
    error: refusal.error,
    error_description: description(refusal),
    error_codes: [refusal.code],
    timestamp: new Date().toISOString(),
    trace_id: randomUUID(),
    correlation_id: randomUUID(),
    ...(refusal.suberror === undefined ? {} : { suberror: refusal.suberror })
  })
}

/** What is wrong with an authorize request, in Entra's words, or null. */
function faultOf(query: URLSearchParams): string | null {
  const back = query.get('redirect_uri') ?? ''
  const ownPage = back === tokenPageReturn && query.get('client_id') === azureDevOpsResource
  if (!guid.test(query.get('client_id') ?? ''))
    return 'AADSTS700016: Application was not found in the directory.'
  if (!ownPage && !/^http:\/\/localhost(:\d+)?\/?$/.test(back)) {
    return 'AADSTS50011: The redirect URI does not match those configured for the application.'
  }
  if (query.get('response_type') !== 'code') return 'AADSTS70011: The response type is not supported.'
  if (query.get('response_mode') !== 'form_post') return 'The simulator answers response_mode=form_post only.'
  if (!ownPage && (query.get('code_challenge_method') !== 'S256' || !query.get('code_challenge'))) {
    return 'AADSTS50148: Proof Key for Code Exchange with S256 is required.'
  }
  return null
}

export function createEntra(options: {
  readonly people: readonly Person[]
  readonly clock: SimulatorClock
}): Entra {
  const { people, clock } = options
  const tokens = createEntraTokens(clock)
  let refreshRefusal: EntraRefusal | null = null
  let signInRefusal: EntraRefusal | null = null

  async function authorize(exchange: Exchange): Promise<Answered> {
    const { request, url } = exchange
    const query = url.searchParams
    const fault = faultOf(query)
    if (fault !== null) return answerHtml(exchange, 400, signInErrorPage(fault))

    const action = `${url.pathname}${url.search}`
    const form = request.method === 'POST' ? await readForm(request) : new URLSearchParams()
    const person = people.find((one) => one.upn === form.get('account'))
    if (!person) return answerHtml(exchange, 200, accountPage(people, action))

    const clientId = query.get('client_id') ?? ''
    const redirectUri = query.get('redirect_uri') ?? ''
    const scope = query.get('scope') ?? ''
    const decision = redirectUri === tokenPageReturn ? 'accept' : form.get('decision')
    if (decision !== 'accept' && decision !== 'cancel') {
      return answerHtml(exchange, 200, consentPage({ person, clientId, scope, action }))
    }
    const state = query.get('state') ?? ''
    const refusal =
      decision === 'cancel'
        ? { error: 'access_denied', code: 65004, text: 'User declined to consent to access the app.' }
        : signInRefusal
    signInRefusal = null
    if (refusal) {
      const error = { error: refusal.error, error_description: description(refusal), state }
      return answerHtml(exchange, 200, returnPage(redirectUri, error))
    }
    const code = tokens.codeFor({
      person,
      clientId,
      scope,
      redirectUri,
      challenge: query.get('code_challenge'),
      nonce: query.get('nonce')
    })
    const outcome = { code, client_info: clientInfo(person), state, session_state: randomUUID() }
    return answerHtml(exchange, 200, returnPage(redirectUri, outcome))
  }

  function redeemCode(exchange: Exchange, form: URLSearchParams): Answered {
    const grant = tokens.redeem(form.get('code') ?? '')
    if (grant?.redirectUri !== form.get('redirect_uri') || grant.clientId !== form.get('client_id')) {
      const text = 'The provided authorization code has expired or was redeemed already.'
      return refuse(exchange, { error: 'invalid_grant', code: 70008, text })
    }
    if (!matchesChallenge(form.get('code_verifier') ?? '', grant.challenge ?? '')) {
      const text = 'The code verifier does not match the code challenge.'
      return refuse(exchange, { error: 'invalid_grant', code: 501481, text })
    }
    return answerJson(exchange, 200, tokens.answerFor(grant, grant.scope))
  }

  function refresh(exchange: Exchange, form: URLSearchParams): Answered {
    const grant = tokens.byRefreshToken(form.get('refresh_token') ?? '')
    if (refreshRefusal) return refuse(exchange, refreshRefusal)
    if (grant) return answerJson(exchange, 200, tokens.answerFor(grant, form.get('scope') ?? grant.scope))
    const text = 'The refresh token has expired due to inactivity.'
    return refuse(exchange, { error: 'invalid_grant', code: 700082, text })
  }

  const handler: Handler = async (exchange) => {
    const [, tenant = '', ...rest] = exchange.url.pathname.split('/')
    const base = `${origin}/${tenant}`
    switch (rest.join('/')) {
      case 'v2.0/.well-known/openid-configuration':
        return answerJson(exchange, 200, {
          issuer: `${origin}/${guid.test(tenant) ? tenant : '{tenantid}'}/v2.0`,
          authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
          token_endpoint: `${base}/oauth2/v2.0/token`,
          jwks_uri: `${base}/discovery/v2.0/keys`,
          end_session_endpoint: `${base}/oauth2/v2.0/logout`
        })
      case 'discovery/instance':
        return answerJson(exchange, 200, {
          tenant_discovery_endpoint: `${origin}/common/v2.0/.well-known/openid-configuration`,
          'api-version': '1.1',
          metadata: [
            {
              preferred_network: 'login.microsoftonline.com',
              preferred_cache: 'login.windows.net',
              aliases: ['login.microsoftonline.com', 'login.windows.net']
            }
          ]
        })
      case 'oauth2/v2.0/authorize':
        return authorize(exchange)
      case 'oauth2/v2.0/token': {
        const form = await readForm(exchange.request)
        const kind = form.get('grant_type') ?? ''
        if (kind === 'authorization_code') return redeemCode(exchange, form)
        if (kind === 'refresh_token') return refresh(exchange, form)
        const text = `The grant type ${kind} is not supported.`
        return refuse(exchange, { error: 'unsupported_grant_type', code: 70003, text })
      }
      default:
        return answerJson(exchange, 404, { error: 'not_found' })
    }
  }

  return {
    handler,
    tokens,
    failRefresh: (refusal) => {
      refreshRefusal = refusal
    },
    refuseNextSignIn: (refusal) => {
      signInRefusal = refusal
    }
  }
}
