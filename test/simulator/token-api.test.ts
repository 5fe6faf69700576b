import { beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { practiceBearer } from './practice-bearer.js'
import { startForTests } from './started.js'

const start = Date.UTC(2026, 10, 23, 9)
const day = 24 * 60 * 60 * 1000
const developer = 'developer@contoso.example'

const { simulator, client } = await startForTests({ now: () => start })
let bearer: string

beforeEach(async () => {
  simulator.clock.set(start)
  bearer = await practiceBearer(client, developer)
})

interface Question {
  readonly method?: string
  readonly organization?: string
  readonly query?: string
  readonly version?: string
  readonly body?: unknown
  readonly authorization?: string | null
  readonly suppress?: boolean
}

async function ask(question: Question = {}) {
  const { method = 'GET', organization = 'contoso', query = '', version = '7.1-preview.1', body } = question
  const authorization = question.authorization === undefined ? `Bearer ${bearer}` : question.authorization
  const response = await client.send(
    `https://vssps.dev.azure.com/${organization}/_apis/tokens/pats?api-version=${version}${query}`,
    {
      method,
      headers: {
        ...(authorization === null ? {} : { authorization }),
        ...(question.suppress ? { 'x-tfs-fedauthredirect': 'Suppress' } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' })
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) })
    }
  )
  // fetch's own text() would swallow a byte-order mark.
  const text = Buffer.from(await response.arrayBuffer()).toString('utf8')
  const json = response.headers.get('content-type')?.includes('json') ?? false
  // The simulator's own answers, in the shape of azure-devops.md 1.
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: json ? (JSON.parse(text.replace(/^\uFEFF/, '')) as Answer) : null
  }
}

interface Pat {
  readonly authorizationId: string
  readonly displayName: string
  readonly validTo: string
  readonly validFrom: string
  readonly scope: string
  readonly targetAccounts: readonly string[] | null
  readonly token: string | null
}
interface Answer {
  readonly patToken?: Pat | null
  readonly patTokenError?: string
  readonly patTokenErrorMessage?: string | null
  readonly patTokens?: readonly Pat[]
  readonly continuationToken?: string
  readonly typeKey?: string
  readonly message?: string
  readonly eventId?: number
}

const draft = (change: object = {}) => ({
  displayName: 'a token',
  scope: 'vso.code',
  validTo: new Date(start + 30 * day).toISOString(),
  allOrgs: false,
  ...change
})

const create = (change: object = {}, organization = 'contoso') =>
  ask({ method: 'POST', body: draft(change), organization })

describe('create', () => {
  it('makes a token in the new form and gives its value only now', async () => {
    const made = await create({ displayName: 'push' })
    expect(made).toMatchObject({ status: 200, body: { patTokenError: 'none', patTokenErrorMessage: null } })
    expect(made.body?.patToken?.token).toMatch(/^[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}$/)
    expect(made.body?.patToken?.targetAccounts).toEqual([simulator.organizations[0]?.id])
    const id = made.body?.patToken?.authorizationId ?? ''
    const read = await ask({ query: `&authorizationId=${id}` })
    expect(read.body?.patToken).toEqual({ ...made.body?.patToken, token: null })
    expect(JSON.stringify(simulator.tokens('contoso'))).not.toContain(made.body?.patToken?.token)
  })

  it('cuts a longer life to the maximum in silence, and an update to the maximum from its creation', async () => {
    simulator.setMaximumLife('contoso', 7)
    const made = await create({ validTo: new Date(start + 200 * day).toISOString() })
    expect(made.body?.patTokenError).toBe('none')
    expect(Date.parse(made.body?.patToken?.validTo ?? '')).toBe(start + 7 * day)
    simulator.clock.advance(3 * day)
    bearer = await practiceBearer(client, developer)
    const authorizationId = made.body?.patToken?.authorizationId
    const changed = await ask({
      method: 'PUT',
      body: draft({ authorizationId, validTo: new Date(start + 100 * day).toISOString() })
    })
    expect(Date.parse(changed.body?.patToken?.validTo ?? '')).toBe(start + 7 * day)
    simulator.setMaximumLife('contoso', null)
    const elsewhere = await create({ validTo: new Date(start + 200 * day).toISOString() })
    expect(Date.parse(elsewhere.body?.patToken?.validTo ?? '')).toBe(start + 200 * day)
  })

  it('gives a year at most', async () => {
    const made = await create({ validTo: '2030-01-01T00:00:00Z' })
    expect(Date.parse(made.body?.patToken?.validTo ?? '')).toBe(Date.UTC(2027, 10, 23, 9))
  })

  it.each([
    ['displayNameRequired', { displayName: ' ' }],
    ['invalidScope', { scope: '' }],
    ['invalidScope', { scope: 'vso.code  vso.work' }],
    ['invalidScope', { scope: 'vso.code,vso.work' }],
    ['invalidValidTo', { validTo: 'tomorrow' }],
    ['invalidValidTo', { validTo: '2026-11-22T00:00:00Z' }],
    ['globalPATCreationBlocked', { allOrgs: true }]
  ])('refuses with %s as a success on the wire', async (error, change) => {
    const before = simulator.tokens('contoso').length
    const answer = await create(change)
    expect(answer).toMatchObject({ status: 200, body: { patToken: null, patTokenError: error } })
    expect(simulator.tokens('contoso')).toHaveLength(before)
  })

  it('refuses on demand, once', async () => {
    simulator.refuseNextCreate('fullScopePatPolicyViolation', 'Not allowed here.')
    const refused = await create()
    expect(refused.body).toEqual({
      patToken: null,
      patTokenError: 'fullScopePatPolicyViolation',
      patTokenErrorMessage: 'Not allowed here.'
    })
    expect((await create()).body?.patTokenError).toBe('none')
  })

  it('refuses a body that is none', async () =>
    expect((await ask({ method: 'POST', body: { displayName: 5 } })).status).toBe(400))
})

describe('update', () => {
  it('changes name, scope and end, keeps the value, and does not show it', async () => {
    const made = await create()
    const authorizationId = made.body?.patToken?.authorizationId
    const changed = await ask({
      method: 'PUT',
      body: draft({ authorizationId, displayName: 'another', scope: 'vso.work' })
    })
    expect(changed.body?.patToken).toMatchObject({
      displayName: 'another',
      scope: 'vso.work',
      token: null,
      authorizationId,
      validFrom: made.body?.patToken?.validFrom
    })
    const password = Buffer.from(`:${made.body?.patToken?.token ?? ''}`).toString('base64')
    const check = await client.send('https://dev.azure.com/contoso/_apis/connectionData', {
      headers: { authorization: `Basic ${password}` }
    })
    expect(check.status).toBe(200)
  })

  it.each([
    ['displayNameRequired', { displayName: ' ' }],
    ['invalidScope', { scope: '' }],
    ['invalidValidTo', { validTo: '2026-11-22T00:00:00Z' }],
    ['globalPATCreationBlocked', { allOrgs: true }]
  ])('refuses with %s, and changes nothing', async (error, change) => {
    const authorizationId = (await create()).body?.patToken?.authorizationId
    const answer = await ask({ method: 'PUT', body: draft({ authorizationId, ...change }) })
    expect(answer).toMatchObject({ status: 200, body: { patToken: null, patTokenError: error } })
    const kept = await ask({ query: `&authorizationId=${authorizationId ?? ''}` })
    expect(kept.body?.patToken).toMatchObject({ displayName: 'a token', scope: 'vso.code' })
  })

  it('holds for scopes at once', async () => {
    const { token, value } = simulator.issueToken('contoso', { scope: 'vso.work' })
    const status = async () =>
      (
        await client.send('https://dev.azure.com/contoso/_apis/git/repositories', {
          headers: { authorization: `Basic ${Buffer.from(`:${value}`).toString('base64')}` }
        })
      ).status
    expect(await status()).toBe(401)
    const body = draft({ authorizationId: token.authorizationId, scope: 'vso.code' })
    expect((await ask({ method: 'PUT', body })).body?.patToken?.scope).toBe('vso.code')
    expect(await status()).toBe(200)
  })

  it('refuses tokens that are over, revoked or not there', async () => {
    const put = async (authorizationId: string) =>
      (await ask({ method: 'PUT', body: draft({ authorizationId }) })).body?.patTokenError
    const expired = simulator.issueToken('contoso', { scope: 'vso.code' }).token.authorizationId
    const revoked = simulator.issueToken('contoso', { scope: 'vso.code' }).token.authorizationId
    simulator.expireToken(expired)
    simulator.revokeToken(revoked)
    expect(await put(expired)).toBe('expiredPatCannotBeExtended')
    expect(await put(revoked)).toBe('authorizationNotFound')
    expect(await put('00000000-0000-4000-8000-000000000000')).toBe('authorizationNotFound')
  })
})

describe('revoke', () => {
  it('answers 204 without a body, and again when it is gone already', async () => {
    const { token } = simulator.issueToken('contoso', { scope: 'vso.code' })
    const revoke = () => ask({ method: 'DELETE', query: `&authorizationId=${token.authorizationId}` })
    expect(await revoke()).toMatchObject({ status: 204, text: '' })
    expect((await revoke()).status).toBe(204)
    expect(
      simulator.tokens('contoso').find((one) => one.authorizationId === token.authorizationId)?.revoked
    ).toBe(true)
  })

  it('does not reach tokens of others, or of another organization', async () => {
    const [, administrator] = simulator.people
    const other = simulator.issueToken('contoso', { scope: 'vso.code', owner: administrator! })
    const elsewhere = simulator.issueToken('fabrikam', { scope: 'vso.code' })
    for (const { token } of [other, elsewhere]) {
      const answer = await ask({ method: 'DELETE', query: `&authorizationId=${token.authorizationId}` })
      expect(answer.status).toBe(404)
    }
    expect(simulator.tokens('fabrikam').some((one) => one.revoked)).toBe(false)
  })
})

describe('list', () => {
  beforeAll(() => {
    for (let number = 0; number < 7; number += 1) {
      const validTo = start + (40 - number) * day
      simulator.issueToken('fabrikam', { scope: 'vso.code', displayName: `list ${number}`, validTo })
    }
    const [, expired, revoked] = simulator
      .tokens('fabrikam')
      .filter((one) => one.displayName.startsWith('list'))
    simulator.expireToken(expired!.authorizationId)
    simulator.revokeToken(revoked!.authorizationId)
  })

  const names = (answer: Awaited<ReturnType<typeof ask>>) =>
    (answer.body?.patTokens ?? []).map((one) => one.displayName).filter((name) => name.startsWith('list'))
  const list = (query: string) => ask({ organization: 'fabrikam', query })

  it('filters by state', async () => {
    expect(names(await list('&displayFilterOption=expired'))).toEqual(['list 1'])
    expect(names(await list('&displayFilterOption=revoked'))).toEqual(['list 2'])
    expect(names(await list('&displayFilterOption=active'))).toHaveLength(5)
    expect(names(await list('&displayFilterOption=all'))).toHaveLength(7)
  })

  it('comes in the order of the ends, and refuses to be asked for another', async () => {
    expect(names(await list('&displayFilterOption=all')).slice(0, 2)).toEqual(['list 1', 'list 6'])
    for (const order of ['sortByOption=displayName', 'isSortAscending=false'])
      expect((await list(`&displayFilterOption=all&${order}`)).status).toBe(400)
  })

  it('gives every token once over its pages, and an empty continuation at the end', async () => {
    const seen: string[] = []
    let continuation = ''
    let pages = 0
    do {
      const query = `&displayFilterOption=all&%24top=2&continuationToken=${continuation}`
      const page = await list(query)
      expect(page.body?.patTokens?.length).toBeLessThanOrEqual(2)
      seen.push(...(page.body?.patTokens ?? []).map((one) => one.authorizationId))
      continuation = page.body?.continuationToken ?? ''
      pages += 1
    } while (continuation !== '')
    const all = simulator.tokens('fabrikam').filter((one) => one.owner === simulator.people[0]?.oid)
    expect(pages).toBe(Math.ceil(all.length / 2))
    expect([...seen].sort()).toEqual(all.map((one) => one.authorizationId).sort())
  })

  it('refuses a continuation that is sent with another filter', async () => {
    const page = await list('&displayFilterOption=all&%24top=2')
    const token = page.body?.continuationToken ?? ''
    expect((await list(`&displayFilterOption=active&%24top=2&continuationToken=${token}`)).status).toBe(400)
  })

  it('gives 100 at most', async () => {
    for (let number = 0; number < 101; number += 1) simulator.issueToken('fabrikam', { scope: 'vso.work' })
    const page = await list('&displayFilterOption=active&%24top=500')
    expect(page.body?.patTokens).toHaveLength(100)
    expect(page.body?.continuationToken).not.toBe('')
  })

  it('gives 1,000 tokens in ten pages, each once', async () => {
    simulator.seedTokens('wingtip', 1000)
    const seen = new Set<string>()
    let [pages, continuation] = [0, '']
    do {
      const query = `&displayFilterOption=active&%24top=100&continuationToken=${continuation}`
      const { body } = await ask({ organization: 'wingtip', query })
      for (const one of body?.patTokens ?? []) seen.add(one.authorizationId)
      continuation = body?.continuationToken ?? ''
      pages += 1
    } while (continuation !== '')
    expect([pages, seen.size]).toEqual([10, 1000])
  })

  it('never shows a value, nor the tokens of others', async () => {
    const [, administrator] = simulator.people
    simulator.issueToken('contoso', { scope: 'vso.code', displayName: 'not mine', owner: administrator! })
    const { body } = await ask({ query: '&displayFilterOption=all' })
    expect(body?.patTokens?.every((one) => one.token === null)).toBe(true)
    expect(body?.patTokens?.map((one) => one.displayName)).not.toContain('not mine')
  })
})

describe('who may call', () => {
  it('asks for a sign-in with a page and 203, or with 401 where redirects are suppressed', async () => {
    for (const authorization of [null, 'Bearer eyJ.not.known']) {
      const page = await ask({ authorization })
      expect(page.status).toBe(203)
      expect(page.text).toContain('<title>Azure DevOps Services | Sign In</title>')
      expect((await ask({ authorization, suppress: true })).status).toBe(401)
    }
  })

  it('asks for a sign-in once the bearer is over', async () => {
    simulator.clock.advance(2 * 60 * 60 * 1000)
    expect((await ask()).status).toBe(203)
  })

  it.each([
    ['vso.pats alone', ['vso.pats'], 200, 401],
    ['vso.pats_manage alone', ['vso.pats_manage'], 401, 401],
    ['vso.tokens alone', ['vso.tokens'], 401, 401],
    ['both', ['vso.pats', 'vso.pats_manage'], 200, 200]
  ])('with %s', async (_, scopes, reading, making) => {
    bearer = await practiceBearer(client, developer, scopes)
    expect((await ask()).status).toBe(reading)
    const made = await create()
    expect(made.status).toBe(making)
    if (making === 401) {
      expect(made.text.startsWith('\uFEFF')).toBe(true)
      expect(made.body?.typeKey).toBe('UnauthorizedRequestException')
      expect(made.headers.get('x-tfs-serviceerror')).toContain('TF400813')
    }
  })

  it('refuses tokens, good or bad, in its own words', async () => {
    const { value } = simulator.issueToken('contoso', { scope: 'app_token' })
    for (const password of [value, 'something']) {
      const authorization = `Basic ${Buffer.from(`:${password}`).toString('base64')}`
      const { status, body } = await ask({ authorization })
      expect(status).toBe(401)
      expect(body).toMatchObject({
        typeKey: 'InvalidAccessException',
        message: 'The requested operation is not allowed.',
        eventId: 3000
      })
    }
  })

  it.each(['7.1', '7.2', 'preview', ''])('refuses version "%s"', async (version) => {
    const answer = await ask({ version })
    expect(answer).toMatchObject({ status: 400, body: { typeKey: 'VssInvalidPreviewVersionException' } })
  })

  it('refuses a sign-in of another tenant', async () =>
    expect(await create({}, 'northwind')).toMatchObject({
      status: 401,
      body: { typeKey: 'UnauthorizedRequestException' }
    }))

  it('does not know other organizations', async () =>
    expect((await ask({ organization: 'nowhere' })).status).toBe(404))
})
