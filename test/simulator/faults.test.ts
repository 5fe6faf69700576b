import { afterEach, beforeAll, describe, expect, it } from 'vitest'
import { answerEmpty } from './exchange.js'
import type { Fault } from './faults.js'
import { practiceTenant } from './organizations.js'
import { practiceBearer } from './practice-bearer.js'
import { startForTests } from './started.js'

const { simulator, client } = await startForTests()
let bearer: string

beforeAll(async () => {
  bearer = await practiceBearer(client, 'developer@contoso.example')
})

afterEach(() => simulator.setFault(null))

const places = {
  tokens: 'https://vssps.dev.azure.com/contoso/_apis/tokens/pats?api-version=7.1-preview.1',
  connection: 'https://dev.azure.com/contoso/_apis/connectionData',
  discovery: 'https://dev.azure.com/contoso',
  entra: `https://login.microsoftonline.com/${practiceTenant}/v2.0/.well-known/openid-configuration`
} as const

async function ask(
  where: keyof typeof places,
  more: { readonly method?: string; readonly body?: string } = {}
) {
  const response = await client.send(places[where], {
    method: where === 'discovery' ? 'HEAD' : 'GET',
    headers: { authorization: `Bearer ${bearer}`, 'content-type': 'application/json' },
    ...more
  })
  const text = Buffer.from(await response.arrayBuffer()).toString('utf8')
  return { status: response.status, headers: response.headers, text }
}

const create = () =>
  ask('tokens', {
    method: 'POST',
    body: JSON.stringify({
      displayName: 'made',
      scope: 'vso.code',
      validTo: new Date(Date.now() + 86_400_000),
      allOrgs: false
    })
  })

describe.each(Object.keys(places) as (keyof typeof places)[])('a fault at %s', (where) =>
  it('is there until it is taken away, and nowhere else', async () => {
    const before = (await ask(where)).status
    simulator.setFault({ where, kind: 'server-error' })
    for (const place of Object.keys(places) as (keyof typeof places)[]) {
      expect((await ask(place)).status === 500).toBe(place === where)
    }
    expect((await ask(where)).status).toBe(500)
    simulator.setFault(null)
    expect((await ask(where)).status).toBe(before)
  })
)

describe('the kinds of fault', () => {
  const fault = (
    kind: Exclude<Fault['kind'], 'rate-limit' | 'slow'>,
    more: { readonly times?: number } = {}
  ) => simulator.setFault({ where: 'tokens', kind, ...more })

  it('a sign-in page as a success', async () => {
    fault('203-page')
    const answer = await ask('tokens')
    expect(answer.status).toBe(203)
    expect(answer.headers.get('content-type')).toContain('text/html')
    expect(answer.text).toContain('<title>Azure DevOps Services | Sign In</title>')
  })

  it('a redirect to a host that is not served; who follows it is seen', async () => {
    fault('redirect')
    const { status, headers } = await ask('tokens')
    expect(status).toBe(302)
    const location = headers.get('location') ?? ''
    const host = 'spsprodweu1.vssps.visualstudio.com'
    expect(new URL(location).host).toBe(host)
    expect(simulator.hostsAsked('app')).not.toContain(host)
    await expect(client.send(location)).rejects.toThrow()
    expect(simulator.hostsAsked('app')).toContain(host)
    expect(simulator.hostsAsked('tools')).not.toContain(host)
  })

  it('a byte-order mark before what is right', async () => {
    fault('byte-order-mark')
    const { text } = await ask('tokens')
    expect(text).toMatch(/^\uFEFF\{/)
    expect(JSON.parse(text.slice(1))).toHaveProperty('patTokens')
  })

  it('JSON that is cut off, in an answer that is whole', async () => {
    fault('cut-off-json')
    const { status, text } = await ask('tokens')
    expect(status).toBe(200)
    expect(text).toMatch(/^\{/)
    expect(() => JSON.parse(text) as unknown).toThrow()
  })

  it.each([30, null])('too many requests, with %j seconds to wait', async (retryAfter) => {
    simulator.setFault({ where: 'tokens', kind: 'rate-limit', retryAfter })
    const { status, headers, text } = await ask('tokens')
    expect(status).toBe(429)
    expect(headers.get('retry-after')).toBe(retryAfter === null ? null : '30')
    expect(text).toContain('TF400733')
  })

  it('a connection that ends before anything is done', async () => {
    fault('reset')
    await expect(create()).rejects.toThrow()
    expect(simulator.tokens('contoso')).toEqual([])
  })

  it('an answer that is lost after the token was made', async () => {
    const before = simulator.tokens('contoso').length
    simulator.setFault({ where: 'tokens', kind: 'answer-lost', method: 'POST', times: 1 })
    expect((await ask('tokens')).status).toBe(200)
    await expect(create()).rejects.toThrow()
    expect(simulator.tokens('contoso')).toHaveLength(before + 1)
    expect(simulator.requests().at(-1)).toMatchObject({ method: 'POST', status: null })
    expect((await create()).status).toBe(200)
  })

  it('an answer that comes late, after all was done at once', async () => {
    const before = simulator.tokens('contoso').length
    simulator.setFault({ where: 'tokens', kind: 'slow', milliseconds: 300 })
    const begun = performance.now()
    const made = create()
    await expect.poll(() => simulator.tokens('contoso').length, { interval: 10 }).toBe(before + 1)
    expect((await made).status).toBe(200)
    expect(performance.now() - begun).toBeGreaterThan(290)
  })

  it('as often as was asked for; an interception goes first and may leave it to the service', async () => {
    fault('server-error', { times: 2 })
    simulator.interceptNext(
      ({ url }) => url.pathname.endsWith('pats'),
      () => answerEmpty(418)
    )
    simulator.interceptNext(
      ({ url }) => url.pathname.endsWith('pats'),
      (exchange, own) => own(exchange)
    )
    const answers = []
    for (let times = 0; times < 5; times += 1) answers.push((await ask('tokens')).status)
    expect(answers).toEqual([418, 200, 500, 500, 200])
  })
})

it('spares the pages that people see of Entra', async () => {
  simulator.setFault({ where: 'entra', kind: 'server-error' })
  const page = await client.send('https://login.microsoftonline.com/common/oauth2/deviceauth')
  expect(page.status).toBe(200)
})
