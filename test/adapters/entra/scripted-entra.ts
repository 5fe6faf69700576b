import { createHash } from 'node:crypto'
import type { HttpAnswer, HttpRequest } from '../../../electron/services/ports/http.js'
import { createFakeBrowser, type FakeBrowser } from '../../fakes/browser.js'
import { createFakeHttp, json, type FakeHttp } from '../../fakes/http.js'

export const tenant = '72f988bf-86f1-41af-91ab-2d7cd011db47'
export const account = 'ada@contoso.example'

/** The identity service behind a fake HTTP door, and a person at a fake browser. */
export interface ScriptedEntra {
  readonly http: FakeHttp
  readonly browser: FakeBrowser
  /** What comes back from the authorize page; null: the person closes it. */
  answer: ((request: URLSearchParams) => Record<string, string>) | null
  /** Refuses the token endpoint with these fields, in place of tokens. */
  refusal: Record<string, unknown> | null
  /** Seconds an access token lasts. Below 300 it is renewed at each use. */
  lifetime: number
  /** What the token endpoint says of a device code, one after another; then the person is done. */
  readonly deviceAnswers: (HttpAnswer | Error | { readonly error: string; readonly error_codes?: number[] })[]
  /** The answer of the device code endpoint. */
  deviceCode: Record<string, unknown>
  /** The page that the loopback server answered the browser with. */
  page(): Promise<string>
}

const base64 = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString('base64url')
const jwt = (claims: Record<string, unknown>): string => `${base64({ alg: 'RS256' })}.${base64(claims)}.c2ln`
/** A tenant in which the same person is a guest. */
export const guestTenant = '33e01921-4d64-4f8c-a055-5bdaffd5e33d'
const guestId = '9f1c6e1e-0000-4000-8000-000000000002'
const user = { uid: '9f1c6e1e-0000-4000-8000-000000000001', utid: tenant }

export const accept = (request: URLSearchParams): Record<string, string> => ({
  code: `code for ${request.get('code_challenge') ?? ''}`,
  state: request.get('state') ?? '',
  client_info: base64(user)
})

export function createScriptedEntra(): ScriptedEntra {
  let posted: Promise<string> = Promise.resolve('')
  let issued = 0

  function tokens(body: URLSearchParams, tid: string): HttpAnswer {
    if (script.refusal !== null) return json(script.refusal, 400)
    // msal's older name of RFC 8628's grant, which Entra takes as well.
    if (body.get('grant_type') === 'device_code') {
      const answer = script.deviceAnswers.shift()
      if (answer instanceof Error) throw answer
      if (answer !== undefined) return 'status' in answer ? answer : json(answer, 400)
    }
    const verifier = body.get('code_verifier')
    if (verifier !== null) {
      const challenge = createHash('sha256').update(verifier).digest('base64url')
      if (body.get('code') !== `code for ${challenge}`)
        throw new Error('the code was not made for this sign-in')
    }
    issued += 1
    const claims = {
      tid,
      oid: tid === tenant ? user.uid : guestId,
      sub: user.uid,
      preferred_username: account,
      name: 'Ada'
    }
    return json({
      token_type: 'Bearer',
      scope: body.get('scope'),
      expires_in: script.lifetime,
      ext_expires_in: script.lifetime,
      access_token: jwt({ ...claims, n: issued }),
      refresh_token: `refresh-${issued}`,
      id_token: jwt(claims),
      client_info: base64(user)
    })
  }

  function send(request: HttpRequest): HttpAnswer {
    // msal adds a correlation id to the query.
    const [, tid, endpoint] =
      /^https:\/\/login\.microsoftonline\.com\/([^/]+)\/oauth2\/v2\.0\/(\w+)(\?|$)/.exec(request.url) ?? []
    if (endpoint === 'token') {
      return tokens(new URLSearchParams(request.body), tid === guestTenant ? guestTenant : tenant)
    }
    if (endpoint === 'devicecode') return json(script.deviceCode, 'error' in script.deviceCode ? 400 : 200)
    throw new Error(`not scripted: ${request.method} ${request.url}`)
  }

  const browser = createFakeBrowser()
  browser.onOpen = (address) => {
    const request = new URL(address).searchParams
    if (script.answer === null) return
    posted = fetch(`${request.get('redirect_uri') ?? ''}/`, {
      method: 'POST',
      body: new URLSearchParams(script.answer(request))
    }).then((response) => response.text())
    // A cancelled sign-in shuts its server while the page is on its way; `page` is where that would matter.
    posted.catch(() => undefined)
  }
  const script: ScriptedEntra = {
    http: createFakeHttp(send),
    browser,
    answer: accept,
    refusal: null,
    lifetime: 3600,
    deviceAnswers: [],
    deviceCode: {
      user_code: 'ABCD-EFGH',
      device_code: 'the-device-code',
      verification_uri: 'https://login.microsoftonline.com/common/oauth2/deviceauth',
      expires_in: 900,
      interval: 5,
      message: 'not shown'
    },
    page: () => posted
  }
  return script
}
