import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { answersChallenge } from './claims-challenge.js'
import type { SimulatorClock } from './clock.js'
import { azureCliClient, azureDevOpsResource, homeOf } from './organizations.js'
import type { Person } from './organizations.js'

/** What a person agreed to on the sign-in pages, waiting to be redeemed by the client. */
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

const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

// No client checks the signature of a token that is not meant for it, and msal checks none at all.
const unsigned = (claims: object) =>
  `${encode({ typ: 'JWT', alg: 'RS256', kid: 'practice' })}.${encode(claims)}.${encode('practice')}`

const openIdScopes = ['openid', 'profile', 'offline_access', 'email']

export function matchesChallenge(verifier: string, challenge: string): boolean {
  return createHash('sha256').update(verifier).digest('base64url') === challenge
}

export function clientInfo(person: Person): string {
  const { oid, tenant } = homeOf(person)
  return encode({ uid: oid, utid: tenant })
}

/** What `.default` stands for: all that is configured for the app, or preauthorized for Microsoft's own. */
const configured = (clientId: string) =>
  clientId === azureCliClient ? ['user_impersonation'] : ['vso.pats', 'vso.pats_manage', 'vso.profile']

export function createEntraTokens(clock: SimulatorClock) {
  const codes = new Map<string, { readonly grant: Grant; readonly expires: number }>()
  const refreshTokens = new Map<string, Grant>()
  const accessTokens = new Map<string, AccessToken>()
  let life = 75 * 60 * 1000

  return {
    /** A code for one grant, good once and for ten minutes. */
    codeFor: (grant: Grant) => {
      const code = `1.${randomBytes(48).toString('base64url')}`
      codes.set(code, { grant, expires: clock.now() + 10 * 60 * 1000 })
      return code
    },
    redeem: (code: string) => {
      const found = codes.get(code)
      codes.delete(code)
      return found && found.expires > clock.now() ? found.grant : undefined
    },
    /** The whole answer of the token endpoint. */
    answerFor: (grant: Grant, scope: string) => {
      const { person, clientId, nonce } = grant
      const names = scope.split(' ').filter((one) => one !== '' && !openIdScopes.includes(one))
      const now = Math.floor(clock.now() / 1000)
      const seconds = Math.floor(life / 1000)
      const times = { iat: now, nbf: now, exp: now + seconds }
      const who = { tid: person.tenant, oid: person.oid, name: person.name }
      const asked = names.map((name) => name.slice(name.lastIndexOf('/') + 1))
      const scopes = asked.flatMap((one) => (one === '.default' ? configured(clientId) : [one]))
      const answered = answersChallenge(grant.claims)
      const accessToken = unsigned({
        aud: azureDevOpsResource,
        iss: `https://sts.windows.net/${person.tenant}/`,
        ...times,
        appid: clientId,
        scp: scopes.join(' '),
        sub: person.oid,
        upn: person.upn,
        unique_name: person.upn,
        ...who,
        uti: randomUUID(),
        ver: '1.0'
      })
      const refreshToken = `1.${randomBytes(72).toString('base64url')}`
      accessTokens.set(accessToken, {
        person,
        scopes,
        answersChallenge: answered,
        expires: clock.now() + life
      })
      refreshTokens.set(refreshToken, grant)
      return {
        token_type: 'Bearer',
        // In full, as asked for; msal looks its cache up by these.
        scope: names
          .flatMap((one) =>
            one.endsWith('/.default') ? scopes.map((id) => one.replace(/[^/]*$/, id)) : [one]
          )
          .join(' '),
        expires_in: seconds,
        ext_expires_in: seconds,
        access_token: accessToken,
        refresh_token: refreshToken,
        id_token: unsigned({
          aud: clientId,
          iss: `https://login.microsoftonline.com/${person.tenant}/v2.0`,
          ...times,
          sub: person.oid,
          preferred_username: person.upn,
          ...who,
          ver: '2.0',
          ...(nonce === null ? {} : { nonce })
        }),
        client_info: clientInfo(person)
      }
    },
    byRefreshToken: (value: string) => refreshTokens.get(value),
    accessToken: (value: string) => {
      const found = accessTokens.get(value)
      return found && found.expires > clock.now() ? found : undefined
    },
    /** Milliseconds, for access tokens made from now on. */
    setLife: (milliseconds: number) => {
      life = milliseconds
    },
    /** As when the person's sessions were ended: no refresh token of before is good any more. */
    forgetRefreshTokens: () => refreshTokens.clear()
  }
}
