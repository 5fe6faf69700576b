import { describe, expect, it } from 'vitest'
import { createPatApi } from '../../../electron/adapters/azure-devops/pat-api.js'
import { Secret } from '../../../electron/domain/secret.js'
import type { HttpAnswer } from '../../../electron/services/ports/http.js'
import { createFakeHttp, empty, json, signInPage } from '../../fakes/http.js'
import { createFakePatApi } from '../../fakes/pat-api.js'
import { patApiKeepsItsPromises } from './pat-api-suite.js'
import { createScriptedPats } from './scripted-pats.js'

const now = () => Date.parse('2026-11-23T12:00:00.000Z')
const wrongBearer = new Secret('a-wrong-bearer')
const bearer = new Secret('the-right-bearer')

patApiKeepsItsPromises('the fake', async () => {
  const api = createFakePatApi(now)
  return { ...api, api, wrongBearer, organization: 'contoso', now }
})

patApiKeepsItsPromises('the adapter over scripted answers', async () => {
  const scripted = createScriptedPats(bearer.reveal(), now)
  return { ...scripted, api: createPatApi(scripted.http), bearer, wrongBearer, organization: 'contoso', now }
})

const draft = {
  organization: 'contoso',
  name: 'Push code',
  scopes: ['vso.code_write', 'vso.work'],
  validTo: now()
}
const answering = (answer: HttpAnswer) => {
  const http = createFakeHttp(() => answer)
  return { http, api: createPatApi(http) }
}
/** The published example of Create (the one of azure-devops.md 1.2). */
const created = {
  patToken: {
    displayName: 'new_token',
    validTo: '2020-12-01T23:46:23.32Z',
    scope: 'app_token',
    targetAccounts: ['38aaa865-2c70-4bf7-a308-0c6539c38c1a'],
    validFrom: '2020-11-02T22:56:52.1033333Z',
    authorizationId: '4ab5764f-4193-4f1d-b995-64144880b7d7',
    token: 'dip55dwf4vpitomw63jzvomefmi2jluguprzwwqwuc6xq4fhocwq'
  },
  patTokenError: 'none'
}

describe('what is sent', () => {
  it('is what the service asks for: preview version, JSON, one organization', async () => {
    const { http, api } = answering(json(created))
    await api.create(bearer, draft)
    const [request] = http.requests
    expect(request).toMatchObject({
      method: 'POST',
      once: true,
      url: 'https://vssps.dev.azure.com/contoso/_apis/tokens/pats?api-version=7.1-preview.1',
      headers: {
        accept: 'application/json',
        'x-tfs-fedauthredirect': 'Suppress',
        'content-type': 'application/json'
      }
    })
    expect(JSON.parse(request?.body ?? '')).toEqual({
      displayName: 'Push code',
      scope: 'vso.code_write vso.work',
      validTo: '2026-11-23T12:00:00.000Z',
      allOrgs: false
    })
    expect(JSON.stringify(request)).not.toContain(bearer.reveal())
  })

  it('repeats the filter on each page', async () => {
    const pages = ['next', '']
    const http = createFakeHttp(() => json({ continuationToken: pages.shift(), patTokens: [] }))
    await createPatApi(http).list(bearer, 'contoso', 'revoked')
    expect(http.requests.some(({ once }) => once === true)).toBe(false)
    expect(http.requests.map(({ url }) => new URL(url).search)).toEqual([
      '?displayFilterOption=revoked&%24top=100&api-version=7.1-preview.1',
      '?displayFilterOption=revoked&%24top=100&continuationToken=next&api-version=7.1-preview.1'
    ])
  })

  it('cannot leave its path by a strange organization', async () => {
    const { http, api } = answering(empty(404))
    await expect(api.list(bearer, '../evil?', 'active')).rejects.toMatchObject({
      code: 'organization-not-found'
    })
    expect(http.requests[0]?.url).toMatch(
      /^https:\/\/vssps\.dev\.azure\.com\/\.\.%2Fevil%3F\/_apis\/tokens\/pats\?/
    )
  })
})

describe('what is read', () => {
  it('takes the published example, whatever the number of digits', async () => {
    const { api } = answering(json(created))
    const { secret, ...made } = await api.create(bearer, draft)
    expect(secret.reveal()).toBe(created.patToken.token)
    expect(made).toEqual({
      authorizationId: '4ab5764f-4193-4f1d-b995-64144880b7d7',
      name: 'new_token',
      scopes: ['app_token'],
      validFrom: Date.parse('2020-11-02T22:56:52.103Z'),
      validTo: Date.parse('2020-12-01T23:46:23.320Z'),
      allOrganizations: false
    })
  })

  it('takes an instant without a zone for UTC, and a list without a next page', async () => {
    const pat = { ...created.patToken, validTo: '2020-12-01T23:46:23.32', token: null, targetAccounts: null }
    const { api } = answering(json({ continuationToken: null, patTokens: [pat] }))
    expect(await api.list(bearer, 'contoso', 'active')).toEqual([
      expect.objectContaining({ validTo: Date.parse('2020-12-01T23:46:23.320Z'), allOrganizations: true })
    ])
  })

  it.each([
    ['no value', json({ ...created, patToken: { ...created.patToken, token: '' } })],
    ['a null value', json({ ...created, patToken: { ...created.patToken, token: null } })],
    ['no token at all', json({ patToken: null, patTokenError: 'none' })],
    ['no word about errors', json({ patToken: created.patToken })],
    ['a null for the error', json({ ...created, patTokenError: null })],
    ['a date that is none', json({ ...created, patToken: { ...created.patToken, validTo: 'soon' } })],
    ['nothing', json({})]
  ])('does not take a create with %s for a success', async (_name, answer) => {
    await expect(answering(answer).api.create(bearer, draft)).rejects.toMatchObject({
      code: 'unexpected-answer'
    })
  })

  it.each([200, 400, 403])('reads a refusal that comes as %d', async (status) => {
    const answer = json(
      { patToken: null, patTokenError: 'disablePatCreationPolicyViolation', patTokenErrorMessage: 'Ask.' },
      status
    )
    await expect(answering(answer).api.create(bearer, draft)).rejects.toMatchObject({
      code: 'policy-forbids',
      facts: { patTokenError: 'disablePatCreationPolicyViolation', serviceMessage: 'Ask.' }
    })
  })

  it('gives up a list that never ends', async () => {
    const { api, http } = answering(json({ continuationToken: 'again', patTokens: [] }))
    await expect(api.list(bearer, 'contoso', 'active')).rejects.toMatchObject({ code: 'unexpected-answer' })
    expect(http.requests).toHaveLength(50)
  })
})

describe('revoking', () => {
  it.each([empty(200), empty(204), json({ patToken: null, patTokenError: 'none' })])(
    'is done with %j',
    async (answer) => {
      await answering(answer).api.revoke(bearer, 'contoso', 'x')
    }
  )

  it.each([signInPage(200), signInPage(203), empty(302)])('is not done by a sign-in page', async (answer) => {
    await expect(answering(answer).api.revoke(bearer, 'contoso', 'x')).rejects.toMatchObject({
      code: 'sign-in-again'
    })
  })

  it.each([empty(404), json({ patToken: null, patTokenError: 'authorizationNotFound' })])(
    'is not called done while the token is still active',
    async (answer) => {
      const api = createPatApi(
        createFakeHttp(({ method }) =>
          method === 'DELETE' ? answer : json({ patTokens: [{ ...created.patToken, token: null }] })
        )
      )
      await expect(api.revoke(bearer, 'contoso', created.patToken.authorizationId)).rejects.toMatchObject({
        name: 'AppFailure'
      })
      await api.revoke(bearer, 'contoso', 'another-id')
    }
  )
})
