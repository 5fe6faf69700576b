import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { azureCliClient, azureDevOpsResource, homeOf, type Person } from './organizations.js'

/** What a person agreed to on the sign-in pages. */
export interface Grant {
  readonly person: Person
  readonly clientId: string
  /** As it was asked for: full names, with the OpenID ones. */
  readonly scope: string
  readonly redirectUri: string
  /** base64url of the SHA-256 of the client's verifier; null for the token page, which is the service's own. */
  readonly challenge: string | null
  readonly nonce: string | null
  /** The `claims` parameter, as it came. */
  readonly claims: string | null
}

/** An access token that Azure DevOps accepts. */
export interface AccessToken {
  readonly person: Person
  /** Short names, e.g. `vso.pats`. */
  readonly scopes: readonly string[]
  /** The sign-in answered the claims challenge. */
  readonly answersChallenge: boolean
  /** Milliseconds, UTC. */
  readonly expires: number
}

export type EntraTokens = ReturnType<typeof createEntraTokens>

const essential = '"nbf":{"essential":true'
/**
 * A claims challenge of continuous access evaluation, in the form of Microsoft's documentation (azure-devops.md 4.6).
 * What an access token must be newer than; any sign-in that passes it on answers it.
 */
export const claimsChallenge = `{"access_token":{${essential},"value":"1795392000"}}}`

/** Whether the `claims` parameter of a sign-in answers the challenge; msal sends others with it, or alone. */
export const answersChallenge = (claims?: string | null) => claims?.includes(essential) ?? false

export const matchesChallenge = (verifier: string, challenge: string | null) =>
  createHash('sha256').update(verifier).digest('base64url') === challenge

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

// No client checks the signature of a token that is not meant for it, and msal checks none at all.
const unsigned = (claims: object) =>
  `${encode({ typ: 'JWT', alg: 'RS256', kid: 'practice' })}.${encode(claims)}.${encode('practice')}`

export function clientInfo(person: Person): string {
  const { oid, tenant } = homeOf(person)
  return encode({ uid: oid, utid: tenant })
}

/** What `.default` stands for: all that is configured for the app, or preauthorized for Microsoft's own. */
const configured = (clientId: string) =>
  clientId === azureCliClient ? ['user_impersonation'] : ['vso.pats', 'vso.pats_manage', 'vso.profile']

export function createEntraTokens(now: () => number) {
  const codes = new Map<string, { readonly grant: Grant; readonly expires: number }>()
  const refreshTokens = new Map<string, Grant>()
  const accessTokens = new Map<string, AccessToken>()
  let life = 75 * 60 * 1000

  return {
    /** A code for one grant, good once and for ten minutes. */
    codeFor: (grant: Grant) => {
      const code = `1.${randomBytes(48).toString('base64url')}`
      codes.set(code, { grant, expires: now() + 10 * 60 * 1000 })
      return code
    },
    redeem: (code: string) => {
      const found = codes.get(code)
      codes.delete(code)
      return found && found.expires > now() ? found.grant : undefined
    },
    /** The whole answer of the token endpoint. */
    answerFor: (grant: Grant, scope = grant.scope) => {
      const { person, clientId, nonce } = grant
      const { tenant, oid, name, upn } = person
      // In full, as asked for; msal looks its cache up by these.
      const names = scope
        .split(' ')
        .filter((one) => !['', 'openid', 'profile', 'offline_access', 'email'].includes(one))
        .flatMap((one) =>
          one.endsWith('/.default') ? configured(clientId).map((id) => one.replace(/[^/]*$/, id)) : [one]
        )
      const ours = `${azureDevOpsResource}/`
      const scopes = names.flatMap((one) => (one.startsWith(ours) ? [one.slice(ours.length)] : []))
      const second = Math.floor(now() / 1000)
      const seconds = Math.floor(life / 1000)
      const common = { iat: second, nbf: second, exp: second + seconds, tid: tenant, oid, name, sub: oid }
      const accessToken = unsigned({
        ...common,
        ...{ aud: names[0]?.replace(/\/[^/]*$/, ''), scp: scopes.join(' '), upn, uti: randomUUID() }
      })
      const refreshToken = `1.${randomBytes(72).toString('base64url')}`
      const answered = answersChallenge(grant.claims)
      // One for another service is none here (azure-devops.md 1.9).
      if (scopes.length > 0)
        accessTokens.set(accessToken, { person, scopes, answersChallenge: answered, expires: now() + life })
      refreshTokens.set(refreshToken, grant)
      return {
        token_type: 'Bearer',
        scope: names.join(' '),
        expires_in: seconds,
        ext_expires_in: seconds,
        access_token: accessToken,
        refresh_token: refreshToken,
        id_token: unsigned({
          ...common,
          aud: clientId,
          iss: `https://login.microsoftonline.com/${tenant}/v2.0`,
          preferred_username: upn,
          ver: '2.0',
          ...(nonce === null ? {} : { nonce })
        }),
        client_info: clientInfo(person)
      }
    },
    byRefreshToken: (value: string) => refreshTokens.get(value),
    accessToken: (value: string) => {
      const found = accessTokens.get(value)
      return found && found.expires > now() ? found : undefined
    },
    /** Milliseconds, for access tokens made from now on. */
    setLife: (milliseconds: number) => {
      life = milliseconds
    },
    /** As when the person's sessions were ended: no refresh token of before is good any more. */
    forgetRefreshTokens: () => refreshTokens.clear()
  }
}
