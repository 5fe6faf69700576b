import { describe, expect, it } from 'vitest'
import { createTokenCheck } from '../../../electron/adapters/azure-devops/token-check.js'
import { Secret } from '../../../electron/domain/secret.js'
import type { HttpRequest } from '../../../electron/services/ports/http.js'
import { createFakeHttp, empty, json, signInPage } from '../../fakes/http.js'
import { tokenText } from '../../fakes/pat-api.js'
import { createFakeTokenCheck } from '../../fakes/token-check.js'
import { tokenCheckKeepsItsPromises } from './token-check-suite.js'

const good = new Secret(tokenText(1))
const unknown = new Secret(tokenText(2))
const account = 'ada@contoso.example'
const repository = 'https://dev.azure.com/contoso/Road/_git/road'
const common = { organization: 'contoso', good, unknown, account, repository }

const user = (some: Record<string, unknown> = {}) => ({
  authenticatedUser: {
    id: 'd6245f20-2af8-44f4-9451-8107cb2767db',
    providerDisplayName: 'Ada',
    properties: { Account: { $type: 'System.String', $value: account } },
    ...some
  }
})
const repositories = (...remoteUrls: (string | undefined)[]) => ({
  count: remoteUrls.length,
  value: remoteUrls.map((remoteUrl) => ({ id: 'x', name: 'r', remoteUrl }))
})

tokenCheckKeepsItsPromises('the fake', async () => {
  const check = createFakeTokenCheck()
  check.accept(good.reveal(), account, repository)
  return { ...common, check }
})

tokenCheckKeepsItsPromises('the adapter over scripted answers', async () => {
  const check = createTokenCheck(
    createFakeHttp(({ url, authorization }) => {
      if (authorization?.scheme !== 'basic' || !authorization.secret.equals(good)) return empty(401)
      return url.includes('/_apis/connectionData?')
        ? json(user())
        : json(repositories('https://contoso@dev.azure.com/contoso/Road/_git/road'))
    })
  )
  return { ...common, check }
})

const checkOf = (body: unknown) => createTokenCheck(createFakeHttp(() => json(body)))

describe('the account behind a token', () => {
  it('is asked for by preview version, with the token as a password', async () => {
    const http = createFakeHttp(() => json(user()))
    await createTokenCheck(http).identify('contoso', good)
    expect(http.requests[0]).toMatchObject({
      method: 'GET',
      url: 'https://dev.azure.com/contoso/_apis/connectionData?api-version=7.1-preview',
      authorization: { scheme: 'basic' }
    } satisfies Partial<Record<keyof HttpRequest, unknown>>)
  })

  it.each([
    [user(), account],
    [user({ properties: {} }), 'Ada'],
    [user({ properties: null, providerDisplayName: null }), 'd6245f20-2af8-44f4-9451-8107cb2767db']
  ])('is named as well as the answer allows', async (body, expected) => {
    expect(await checkOf(body).identify('contoso', good)).toEqual({ account: expected })
  })

  it('is not the anonymous identity, with which public projects answer a bad token', async () => {
    const anonymous = user({ id: 'AAAAAAAA-aaaa-aaaa-aaaa-aaaaaaaaaaaa' })
    await expect(checkOf(anonymous).identify('contoso', good)).rejects.toMatchObject({
      code: 'token-not-accepted'
    })
  })

  it.each([
    [signInPage(), 'token-not-accepted'],
    [empty(404), 'organization-not-found'],
    [json({ surprise: true }), 'unexpected-answer']
  ])('is not guessed', async (answer, code) => {
    const check = createTokenCheck(createFakeHttp(() => answer))
    await expect(check.identify('contoso', good)).rejects.toMatchObject({ code })
  })
})

describe('a repository to prove with', () => {
  it.each([
    ['https://contoso@dev.azure.com/contoso/Road/_git/road', repository],
    [
      'https://contoso.visualstudio.com/DefaultCollection/Road/_git/road',
      'https://contoso.visualstudio.com/DefaultCollection/Road/_git/road'
    ],
    [
      'https://dev.azure.com/Contoso/Big%20Road/_git/road',
      'https://dev.azure.com/Contoso/Big%20Road/_git/road'
    ]
  ])('is taken from %s without its user', async (remoteUrl, expected) => {
    expect(await checkOf(repositories(remoteUrl)).findRepository('contoso', good)).toBe(expected)
  })

  it.each([
    'https://evil.example/contoso/Road/_git/road',
    'https://dev.azure.com.evil.example/contoso/Road/_git/road',
    'http://dev.azure.com/contoso/Road/_git/road',
    'https://dev.azure.com:8443/contoso/Road/_git/road',
    'https://dev.azure.com/fabrikam/Road/_git/road',
    'https://dev.azure.com/contoso',
    'https://fabrikam.visualstudio.com/Road/_git/road',
    'file:///etc/passwd',
    '--upload-pack=evil',
    ''
  ])('is never %j, whatever the answer says', async (remoteUrl) => {
    expect(await checkOf(repositories(remoteUrl)).findRepository('contoso', good)).toBeNull()
  })

  it('is the first that can be used, and null where there is none', async () => {
    const body = {
      value: [
        { remoteUrl: 'https://dev.azure.com/contoso/a/_git/off', isDisabled: true },
        {},
        { remoteUrl: 'https://dev.azure.com/contoso/a/_git/on', isDisabled: false }
      ]
    }
    expect(await checkOf(body).findRepository('contoso', good)).toBe(
      'https://dev.azure.com/contoso/a/_git/on'
    )
    expect(await checkOf({ value: [] }).findRepository('contoso', good)).toBeNull()
  })
})

describe('a Server', () => {
  const organization = 'https://tfs.contoso.example:8443/tfs/Default%20Collection'

  it('is asked below its collection, without a version that it may not know', async () => {
    const http = createFakeHttp(({ url }) =>
      url.includes('connectionData') ? json(user()) : json(repositories())
    )
    const check = createTokenCheck(http)
    expect(await check.identify(organization, good)).toEqual({ account })
    expect(await check.findRepository(organization, good)).toBeNull()
    expect(http.requests.map(({ url, server }) => [url, server])).toEqual([
      [`${organization}/_apis/connectionData`, organization],
      [`${organization}/_apis/git/repositories?api-version=1.0`, organization]
    ])
  })

  it.each([`${organization}/Road/_git/road`, `${organization.toLowerCase()}/Road/_git/road`])(
    'has a repository at %s',
    async (remoteUrl) => {
      expect(await checkOf(repositories(remoteUrl)).findRepository(organization, good)).toBe(remoteUrl)
    }
  )

  it.each([
    'https://tfs.contoso.example/tfs/Default%20Collection/Road/_git/road',
    'http://tfs.contoso.example:8443/tfs/Default%20Collection/Road/_git/road',
    'https://tfs.contoso.example:8443/tfs/Other/Road/_git/road',
    'https://dev.azure.com/contoso/Road/_git/road',
    'https://contoso.visualstudio.com/Road/_git/road',
    `${organization}/Road`
  ])('has none at %s, whatever the answer says', async (remoteUrl) => {
    expect(await checkOf(repositories(remoteUrl)).findRepository(organization, good)).toBeNull()
  })

  it('that asks for a sign-in of Windows does not take the token', async () => {
    const answer = empty(401, { 'www-authenticate': 'Basic realm="tfs", Negotiate, NTLM' })
    const check = createTokenCheck(createFakeHttp(() => answer))
    await expect(check.identify(organization, good)).rejects.toMatchObject({ code: 'token-not-accepted' })
  })
})
