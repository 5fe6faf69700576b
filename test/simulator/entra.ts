import { randomUUID } from 'node:crypto'
import { createDeviceCodes, deviceCodeLife, pollInterval } from './device-codes.js'
import { createEntraSignIn, description, guid, needsApproval } from './entra-sign-in.js'
import { answersChallenge, createEntraTokens, matchesChallenge } from './entra-tokens.js'
import { answerHtml, answerJson, readForm } from './exchange.js'
import type { Answer, Handler } from './exchange.js'
import { homeOf, microsoftAccountTenant, practicePeople, practiceTenants } from './organizations.js'
import type { Person } from './organizations.js'
import { signInErrorPage } from './sign-in-pages.js'

const origin = 'https://login.microsoftonline.com'

/** Who may sign in at `common`, `organizations`, or a tenant by id or domain. Null: no such tenant. */
function peopleAt(authority: string): readonly Person[] | null {
  if (authority === 'common' || authority === 'organizations')
    return practicePeople.filter((one) => !one.home && one.tenant !== microsoftAccountTenant)
  const tenant = practiceTenants.get(authority)
  return tenant === undefined ? null : practicePeople.filter((one) => one.tenant === tenant)
}

function refuse(error: string, code: number, text: string, suberror?: string): Answer {
  return answerJson(400, {
    error,
    error_description: description({ error, code, text }),
    error_codes: [code],
    timestamp: new Date().toISOString(),
    trace_id: randomUUID(),
    correlation_id: randomUUID(),
    suberror
  })
}

/** Entra for the practice people, by the simulator's time. */
export function createEntra(now: () => number) {
  const tokens = createEntraTokens(now)
  const devices = createDeviceCodes(now)
  const signIn = createEntraSignIn({ peopleAt, tokens, devices })

  function beginDeviceCode(tenant: string, form: URLSearchParams): Answer {
    const [clientId, scope] = [form.get('client_id') ?? '', form.get('scope') ?? '']
    const { deviceCode, userCode } = devices.issue({ tenant, clientId, scope, claims: form.get('claims') })
    const address = `${origin}/common/oauth2/deviceauth`
    return answerJson(200, {
      user_code: userCode,
      device_code: deviceCode,
      verification_uri: address,
      expires_in: deviceCodeLife,
      interval: pollInterval,
      message: `To sign in, use a web browser to open the page ${address} and enter the code ${userCode} to authenticate.`
    })
  }

  function redeemCode(form: URLSearchParams): Answer {
    const grant = tokens.redeem(form.get('code') ?? '')
    if (grant?.redirectUri !== form.get('redirect_uri') || grant.clientId !== form.get('client_id')) {
      const text = 'The provided authorization code has expired or was redeemed already.'
      return refuse('invalid_grant', 70008, text)
    }
    if (!matchesChallenge(form.get('code_verifier') ?? '', grant.challenge))
      return refuse('invalid_grant', 501481, 'The code verifier does not match the code challenge.')
    return answerJson(200, tokens.answerFor(grant))
  }

  function refresh(tenant: string, form: URLSearchParams): Answer {
    const grant = tokens.byRefreshToken(form.get('refresh_token') ?? '')
    if (!grant) return refuse('invalid_grant', 700082, 'The refresh token has expired due to inactivity.')
    // A refresh token is good in every tenant where its owner is somebody.
    const person = peopleAt(tenant)?.find((one) => homeOf(one).oid === homeOf(grant.person).oid)
    if (!person) {
      const text = `User account '${grant.person.upn}' from identity provider 'https://sts.windows.net/${grant.person.tenant}/' does not exist in tenant '${tenant}' and cannot access the application '${grant.clientId}' in that tenant. The account needs to be added as an external user in the tenant first.`
      return refuse('invalid_grant', 50020, text)
    }
    if (needsApproval(person, grant.clientId)) {
      const text = `The user or administrator has not consented to use the application with ID '${grant.clientId}'.`
      return refuse('invalid_grant', 65001, text, 'consent_required')
    }
    if (answersChallenge(form.get('claims')) && !answersChallenge(grant.claims)) {
      const text = 'The provided grant has expired due to it being revoked, a fresh auth token is needed.'
      return refuse('invalid_grant', 50173, text, 'bad_token')
    }
    return answerJson(200, tokens.answerFor({ ...grant, person }, form.get('scope') ?? grant.scope))
  }

  function answerTokenRequest(tenant: string, form: URLSearchParams): Answer {
    const kind = form.get('grant_type') ?? ''
    if (kind === 'authorization_code') return redeemCode(form)
    if (kind === 'refresh_token') return refresh(tenant, form)
    // msal says it shorter than the standard does.
    if (!/(^|:)device_code$/.test(kind))
      return refuse('unsupported_grant_type', 70003, `The grant type ${kind} is not supported.`)
    const polled = devices.poll(form.get('device_code') ?? '', form.get('client_id') ?? '')
    if ('error' in polled) return refuse(polled.error, polled.code, polled.text)
    return answerJson(200, tokens.answerFor(polled))
  }

  const handler: Handler = async (exchange) => {
    const [, tenant = '', ...rest] = exchange.url.pathname.split('/')
    const base = `${origin}/${tenant}`
    const what = rest.join('/')
    if (peopleAt(tenant) === null) {
      const text = `Tenant '${tenant}' not found. Check to make sure you have the correct tenant ID.`
      return what === 'oauth2/v2.0/authorize'
        ? answerHtml(400, signInErrorPage(`AADSTS90002: ${text}`))
        : refuse('invalid_tenant', 90002, text)
    }
    switch (what) {
      case 'v2.0/.well-known/openid-configuration':
        return answerJson(200, {
          issuer: `${origin}/${guid.test(tenant) ? tenant : '{tenantid}'}/v2.0`,
          authorization_endpoint: `${base}/oauth2/v2.0/authorize`,
          token_endpoint: `${base}/oauth2/v2.0/token`,
          device_authorization_endpoint: `${base}/oauth2/v2.0/devicecode`,
          jwks_uri: `${base}/discovery/v2.0/keys`,
          end_session_endpoint: `${base}/oauth2/v2.0/logout`
        })
      case 'oauth2/v2.0/authorize':
        return signIn.authorize(exchange, tenant)
      case 'oauth2/v2.0/devicecode':
        return beginDeviceCode(tenant, await readForm(exchange))
      case 'oauth2/deviceauth':
        return signIn.enterDeviceCode(exchange)
      case 'oauth2/v2.0/token':
        return answerTokenRequest(tenant, await readForm(exchange))
      default:
        return answerJson(404, { error: 'not_found' })
    }
  }

  return { handler, tokens, refuseNextSignIn: signIn.refuseNext }
}
