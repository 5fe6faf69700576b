import { AppFailure } from '../../../electron/domain/app-failure.js'
import type { Secret } from '../../../electron/domain/secret.js'
import type { HttpAnswer, HttpRequest } from '../../../electron/services/ports/http.js'
import { createScriptedPats } from '../../adapters/azure-devops/scripted-pats.js'
import { createFakeHttp, empty, json, signInPage, type FakeHttp } from '../../fakes/http.js'
import { tokenText } from '../../fakes/pat-api.js'
import type { Fault } from '../../simulator/faults.js'

type Act = () => Promise<HttpAnswer>

const interrupted = (): AppFailure =>
  new AppFailure('offline', { host: 'dev.azure.com', obstacle: 'interrupted' })

/** What becomes of an exchange under each fault that the practice organization knows, and without a network. */
export const serviceFaults = {
  '203-page': () => Promise.resolve(signInPage()),
  redirect: () => Promise.resolve(empty(302, { location: 'https://elsewhere.example/_signin' })),
  'byte-order-mark': async (act) => {
    const answer = await act()
    return { ...answer, body: `\uFEFF${answer.body}` }
  },
  'server-error': () =>
    Promise.resolve({ status: 500, headers: { 'content-type': 'text/html' }, body: '<h1>500</h1>' }),
  'cut-off-json': async (act) => {
    const answer = await act()
    return { ...answer, body: answer.body.slice(0, answer.body.length / 2) }
  },
  reset: () => Promise.reject(interrupted()),
  'answer-lost': async (act) => {
    await act()
    throw interrupted()
  },
  'rate-limit': () => Promise.resolve(empty(429, { 'retry-after': '7' })),
  slow: async (act) => {
    await act()
    throw new AppFailure('timed-out', { host: 'dev.azure.com' })
  },
  'no network': () =>
    Promise.reject(new AppFailure('offline', { host: 'dev.azure.com', obstacle: 'no-network' })),
  'a certificate that is not trusted': () =>
    Promise.reject(new AppFailure('certificate-refused', { host: 'dev.azure.com' })),
  'a proxy that wants a log-in': () =>
    Promise.reject(new AppFailure('proxy-login-needed', { host: 'dev.azure.com' }))
} as const satisfies Record<Fault['kind'], (act: Act) => Promise<HttpAnswer>> &
  Record<string, (act: Act) => Promise<HttpAnswer>>
export type ServiceFault = keyof typeof serviceFaults

/** A token as the service has it. */
export interface ServedToken {
  readonly id: string
  readonly name: string
  readonly value: string
}

/** One organization behind the real adapters. */
export interface PlayedService {
  readonly http: FakeHttp
  /** What happens to every exchange, until it is null again. */
  fault: ServiceFault | null
  /** The living tokens, seen past every fault. */
  active(): Promise<readonly ServedToken[]>
  /** Somebody makes a token on the page. */
  makeByHand(name: string): Promise<ServedToken>
}

const address = 'https://vssps.dev.azure.com/contoso/_apis/tokens/pats?api-version=7.1-preview.1'

export function createPlayedService(bearer: Secret, now: () => number): PlayedService {
  const pats = createScriptedPats(bearer.reveal(), now)
  const authorization = { scheme: 'bearer', secret: bearer } as const

  async function active(): Promise<readonly ServedToken[]> {
    const url = `${address}&displayFilterOption=active&$top=100`
    const { body } = await pats.http.send({ method: 'GET', url, authorization })
    // What the script itself wrote.
    const { patTokens } = JSON.parse(body) as {
      patTokens: { authorizationId: string; displayName: string }[]
    }
    return patTokens.map(({ authorizationId: id, displayName: name }) => ({
      ...{ id, name },
      value: tokenText(Number(id.slice(0, 8)))
    }))
  }

  async function answer(request: HttpRequest): Promise<HttpAnswer> {
    const { host, pathname } = new URL(request.url)
    if (host === 'vssps.dev.azure.com') return pats.http.send(request)
    const given = request.authorization
    const known = await active()
    if (given?.scheme !== 'basic' || !known.some(({ value }) => value === given.secret.reveal()))
      return empty(401)
    if (pathname.endsWith('/connectionData'))
      return json({ authenticatedUser: { id: 'ada', providerDisplayName: 'ada@contoso.example' } })
    return json({ value: [{ remoteUrl: 'https://contoso@dev.azure.com/contoso/Road/_git/road' }] })
  }

  const played: PlayedService = {
    fault: null,
    active,
    http: createFakeHttp((request) => {
      const act = (): Promise<HttpAnswer> => answer(request)
      return played.fault === null ? act() : serviceFaults[played.fault](act)
    }),
    makeByHand: async (name) => {
      const validTo = new Date(now() + 30 * 86_400_000).toISOString()
      const body = JSON.stringify({ displayName: name, scope: 'vso.code', validTo, allOrgs: false })
      await pats.http.send({ method: 'POST', url: address, authorization, body })
      const made = (await active()).find((token) => token.name === name)
      if (made === undefined) throw new Error('the script made nothing')
      return made
    }
  }
  return played
}
