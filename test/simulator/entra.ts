import { randomUUID } from 'node:crypto'
import { createDeviceCodes, deviceCodeLife, pollInterval } from './device-codes.js'
import { createEntraSignIn, description, guid, peopleAt, type Fields } from './entra-sign-in.js'
import { answersChallenge, createEntraTokens, matchesChallenge } from './entra-tokens.js'
import { answerHtml, answerJson, readForm, type Answer, type Handler } from './exchange.js'
import { homeOf } from './organizations.js'
import { signInErrorPage } from './sign-in-pages.js'

const origin = 'https://login.microsoftonline.com'

/** With a `suberror` msal asks for interaction; without one, it is a plain server error. */
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
  const signIn = createEntraSignIn(tokens, devices)

  function beginDeviceCode(tenant: string, form: Fields): Answer {
    const { client_id: clientId = '', scope = '', claims = null } = form
    const { deviceCode, userCode } = devices.issue({ tenant, clientId, scope, claims })
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

  function redeemCode(form: Fields): Answer {
    const { code = '', redirect_uri: back, client_id: client, code_verifier = '' } = form
    const grant = tokens.redeem(code)
    if (!grant || grant.redirectUri !== back || grant.clientId !== client)
      return refuse(
        'invalid_grant',
        70008,
        'The provided authorization code has expired or was redeemed already.'
      )
    if (!matchesChallenge(code_verifier, grant.challenge))
      return refuse('invalid_grant', 501481, 'The code verifier does not match the code challenge.')
    return answerJson(200, tokens.answerFor(grant))
  }

  function refresh(tenant: string, form: Fields): Answer {
    const { refresh_token = '', client_id: client, claims, scope } = form
    const grant = tokens.byRefreshToken(refresh_token)
    if (!grant) return refuse('invalid_grant', 700082, 'The refresh token has expired due to inactivity.')
    if (grant.clientId !== client)
      return refuse('invalid_grant', 70000, 'The refresh token was issued to another client.')
    // A refresh token is good in every tenant where its owner is somebody.
    const person = peopleAt(tenant)?.find((one) => homeOf(one).oid === homeOf(grant.person).oid)
    if (!person) {
      const text = `User account '${grant.person.upn}' from identity provider 'https://sts.windows.net/${grant.person.tenant}/' does not exist in tenant '${tenant}' and cannot access the application '${grant.clientId}' in that tenant. The account needs to be added as an external user in the tenant first.`
      return refuse('invalid_grant', 50020, text)
    }
    if (answersChallenge(claims) && !answersChallenge(grant.claims)) {
      const text = 'The provided grant has expired due to it being revoked, a fresh auth token is needed.'
      return refuse('invalid_grant', 50173, text, 'bad_token')
    }
    return answerJson(200, tokens.answerFor({ ...grant, person }, scope))
  }

  function answerTokenRequest(tenant: string, form: Fields): Answer {
    const { grant_type: kind = '', device_code = '', client_id = '' } = form
    if (kind === 'authorization_code') return redeemCode(form)
    if (kind === 'refresh_token') return refresh(tenant, form)
    // msal says it shorter than the standard does.
    if (!/(^|:)device_code$/.test(kind))
      return refuse('unsupported_grant_type', 70003, `The grant type ${kind} is not supported.`)
    const polled = devices.poll(device_code, client_id)
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
    const form = async () => Object.fromEntries(await readForm(exchange))
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
        return beginDeviceCode(tenant, await form())
      case 'oauth2/deviceauth':
        return signIn.enterDeviceCode(exchange)
      case 'oauth2/v2.0/token':
        return answerTokenRequest(tenant, await form())
      default:
        return answerJson(404, { error: 'not_found' })
    }
  }

  return { handler, tokens, refuseNextSignIn: signIn.refuseNext }
}
