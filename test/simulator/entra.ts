import { randomUUID } from 'node:crypto'
import { answersChallenge } from './claims-challenge.js'
import type { SimulatorClock } from './clock.js'
import { createDeviceCodes, deviceCodeLife, pollInterval } from './device-codes.js'
import type { DeviceRequest } from './device-codes.js'
import { createEntraDirectory, isFirstParty } from './entra-directory.js'
import { approvalNeeded, declined, description, refuse, unknownTenant } from './entra-refusal.js'
import type { EntraRefusal } from './entra-refusal.js'
import { clientInfo, createEntraTokens, matchesChallenge } from './entra-tokens.js'
import type { EntraTokens } from './entra-tokens.js'
import { answerHtml, answerJson, readForm } from './exchange.js'
import type { Answered, Exchange, Handler } from './exchange.js'
import { azureDevOpsResource, microsoftAccountTenant } from './organizations.js'
import type { Person, Tenant } from './organizations.js'
import {
  accountPage,
  approvalPage,
  consentPage,
  deviceCodePage,
  deviceDonePage,
  returnPage,
  signInErrorPage
} from './sign-in-pages.js'

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

/** What is wrong with an authorize request, in Entra's words, or null. */
function faultOf(query: URLSearchParams, tenant: string): string | null {
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
  // Apps for Azure DevOps get nobody with a Microsoft account (azure-devops.md 1.9).
  if (!isFirstParty(query.get('client_id') ?? '') && ['consumers', microsoftAccountTenant].includes(tenant)) {
    return 'AADSTS9002331: Application is configured for use by Azure Active Directory users only.'
  }
  return null
}

/** Where a person stands with an app: still on a page, or done with an answer for the app. */
type Decision =
  | { readonly kind: 'asking'; readonly answered: Answered }
  | { readonly kind: 'agreed'; readonly person: Person }
  | { readonly kind: 'refused'; readonly refusal: EntraRefusal }

export function createEntra(options: {
  readonly people: readonly Person[]
  readonly tenants: readonly Tenant[]
  readonly clock: SimulatorClock
}): Entra {
  const { people, tenants, clock } = options
  const tokens = createEntraTokens(clock)
  const devices = createDeviceCodes(clock)
  const directory = createEntraDirectory(people, tenants)
  let refreshRefusal: EntraRefusal | null = null
  let signInRefusal: EntraRefusal | null = null

  /** The pages of account and consent. Each is posted back to the address it was shown at. */
  async function decide(exchange: Exchange, app: Omit<DeviceRequest, 'claims'>): Promise<Decision> {
    const { request, url } = exchange
    const asking = (html: string): Decision => ({ kind: 'asking', answered: answerHtml(exchange, 200, html) })
    const here = directory.peopleAt(app.tenant) ?? []
    const action = `${url.pathname}${url.search}`
    const form = request.method === 'POST' ? await readForm(request) : new URLSearchParams()
    const person = here.find((one) => one.upn === form.get('account'))
    const decision = form.get('decision')
    if (!person) return asking(accountPage(here, action))
    if (directory.needsApproval(person, app.clientId)) {
      if (decision !== 'cancel') return asking(approvalPage(person, app.clientId, action))
      return { kind: 'refused', refusal: approvalNeeded }
    }
    if (!isFirstParty(app.clientId)) {
      if (decision === 'cancel') return { kind: 'refused', refusal: declined }
      if (decision !== 'accept') return asking(consentPage({ ...app, person, action }))
    }
    const refusal = signInRefusal
    signInRefusal = null
    return refusal ? { kind: 'refused', refusal } : { kind: 'agreed', person }
  }

  async function authorize(exchange: Exchange, tenant: string): Promise<Answered> {
    const query = exchange.url.searchParams
    const fault = faultOf(query, tenant)
    if (fault !== null) return answerHtml(exchange, 400, signInErrorPage(fault))
    const clientId = query.get('client_id') ?? ''
    const redirectUri = query.get('redirect_uri') ?? ''
    const scope = query.get('scope') ?? ''
    const state = query.get('state') ?? ''
    const decision = await decide(exchange, { tenant, clientId, scope })
    switch (decision.kind) {
      case 'asking':
        return decision.answered
      case 'refused': {
        const { error } = decision.refusal
        const outcome = { error, error_description: description(decision.refusal), state }
        return answerHtml(exchange, 200, returnPage(redirectUri, outcome))
      }
      case 'agreed': {
        const { person } = decision
        const code = tokens.codeFor({
          person,
          clientId,
          scope,
          redirectUri,
          challenge: query.get('code_challenge'),
          nonce: query.get('nonce'),
          claims: query.get('claims')
        })
        const outcome = { code, client_info: clientInfo(person), state, session_state: randomUUID() }
        return answerHtml(exchange, 200, returnPage(redirectUri, outcome))
      }
      default:
        return decision satisfies never
    }
  }

  function beginDeviceCode(exchange: Exchange, tenant: string, form: URLSearchParams): Answered {
    const clientId = form.get('client_id') ?? ''
    const { deviceCode, userCode } = devices.issue({
      tenant,
      clientId,
      scope: form.get('scope') ?? '',
      claims: form.get('claims')
    })
    const address = `${origin}/common/oauth2/deviceauth`
    return answerJson(exchange, 200, {
      user_code: userCode,
      device_code: deviceCode,
      verification_uri: address,
      expires_in: deviceCodeLife,
      interval: pollInterval,
      message: `To sign in, use a web browser to open the page ${address} and enter the code ${userCode} to authenticate.`
    })
  }

  /** The page at which the code is entered; the code then stays in its address. */
  async function enterDeviceCode(exchange: Exchange): Promise<Answered> {
    const userCode = exchange.url.searchParams.get('otc')
    const request = devices.byUserCode(userCode ?? '')
    if (userCode === null || !request) {
      return answerHtml(exchange, 200, deviceCodePage(exchange.url.pathname, userCode !== null))
    }
    const decision = await decide(exchange, request)
    if (decision.kind === 'asking') return decision.answered
    devices.settle(userCode, decision.kind === 'agreed' ? decision.person : 'declined')
    return answerHtml(exchange, 200, deviceDonePage(decision.kind === 'agreed'))
  }

  function pollDeviceCode(exchange: Exchange, form: URLSearchParams): Answered {
    const polled = devices.poll(form.get('device_code') ?? '', form.get('client_id') ?? '')
    if ('error' in polled) return refuse(exchange, polled)
    return answerJson(exchange, 200, tokens.answerFor(polled, polled.scope))
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

  function refresh(exchange: Exchange, tenant: string, form: URLSearchParams): Answered {
    const grant = tokens.byRefreshToken(form.get('refresh_token') ?? '')
    const claims = form.get('claims')
    if (refreshRefusal) return refuse(exchange, refreshRefusal)
    if (!grant) {
      const text = 'The refresh token has expired due to inactivity.'
      return refuse(exchange, { error: 'invalid_grant', code: 700082, text })
    }
    // A refresh token is good in every tenant where its owner is somebody.
    const person = directory.asSeenAt(grant.person, tenant)
    if (!person) {
      const text = `User account '${grant.person.upn}' from identity provider 'https://sts.windows.net/${grant.person.tenant}/' does not exist in tenant '${tenant}' and cannot access the application '${grant.clientId}' in that tenant. The account needs to be added as an external user in the tenant first.`
      return refuse(exchange, { error: 'invalid_grant', code: 50020, text })
    }
    if (directory.needsApproval(person, grant.clientId)) {
      const text = `The user or administrator has not consented to use the application with ID '${grant.clientId}'.`
      return refuse(exchange, { error: 'invalid_grant', code: 65001, text, suberror: 'consent_required' })
    }
    if (answersChallenge(claims) && !answersChallenge(grant.claims)) {
      const text = 'The provided grant has expired due to it being revoked, a fresh auth token is needed.'
      return refuse(exchange, { error: 'invalid_grant', code: 50173, text, suberror: 'bad_token' })
    }
    return answerJson(exchange, 200, tokens.answerFor({ ...grant, person }, form.get('scope') ?? grant.scope))
  }

  const handler: Handler = async (exchange) => {
    const [, tenant = '', ...rest] = exchange.url.pathname.split('/')
    const base = `${origin}/${tenant}`
    const what = rest.join('/')
    const fault = directory.peopleAt(tenant) === null ? unknownTenant(tenant) : null
    if (fault && what === 'oauth2/v2.0/authorize') {
      return answerHtml(exchange, 400, signInErrorPage(description(fault)))
    }
    if (fault) return refuse(exchange, fault)
    switch (what) {
      case 'v2.0/.well-known/openid-configuration':
        return answerJson(exchange, 200, {
          issuer: `${origin}/${guid.test(tenant) ? tenant : '{tenantid}'}/v2.0`,
          authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
          token_endpoint: `${base}/oauth2/v2.0/token`,
          device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
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
        return authorize(exchange, tenant)
      case 'oauth2/v2.0/devicecode':
        return beginDeviceCode(exchange, tenant, await readForm(exchange.request))
      case 'oauth2/deviceauth':
        return enterDeviceCode(exchange)
      case 'oauth2/v2.0/token': {
        const form = await readForm(exchange.request)
        const kind = form.get('grant_type') ?? ''
        if (kind === 'authorization_code') return redeemCode(exchange, form)
        if (kind === 'refresh_token') return refresh(exchange, tenant, form)
        // msal says it shorter than the standard does.
        if (/(^|:)device_code$/.test(kind)) return pollDeviceCode(exchange, form)
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
