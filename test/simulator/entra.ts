import { answersChallenge } from './claims-challenge.js'
import type { SimulatorClock } from './clock.js'
import { createDeviceCodes, deviceCodeLife, pollInterval } from './device-codes.js'
import { createEntraDirectory } from './entra-directory.js'
import { description, refuse, unknownTenant } from './entra-refusal.js'
import type { EntraRefusal } from './entra-refusal.js'
import { createEntraSignIn } from './entra-sign-in.js'
import { createEntraTokens, matchesChallenge } from './entra-tokens.js'
import { answerHtml, answerJson, readForm } from './exchange.js'
import type { Answered, Exchange, Handler } from './exchange.js'
import type { Person, Tenant } from './organizations.js'
import { signInErrorPage } from './sign-in-pages.js'

export type Entra = ReturnType<typeof createEntra>

const origin = 'https://login.microsoftonline.com'
const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

export function createEntra(options: {
  readonly people: readonly Person[]
  readonly tenants: readonly Tenant[]
  readonly clock: SimulatorClock
}) {
  const { people, tenants, clock } = options
  const tokens = createEntraTokens(clock)
  const devices = createDeviceCodes(clock)
  const directory = createEntraDirectory(people, tenants)
  const signIn = createEntraSignIn({ directory, tokens, devices })
  let refreshRefusal: EntraRefusal | null = null

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
        return signIn.authorize(exchange, tenant)
      case 'oauth2/v2.0/devicecode':
        return beginDeviceCode(exchange, tenant, await readForm(exchange.request))
      case 'oauth2/deviceauth':
        return signIn.enterDeviceCode(exchange)
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
    /** Every refresh is refused so, until null. */
    failRefresh: (refusal: EntraRefusal | null) => {
      refreshRefusal = refusal
    },
    refuseNextSignIn: signIn.refuseNext
  }
}
