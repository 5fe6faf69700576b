import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { createAccountApi } from '../../../electron/adapters/azure-devops/account-api.js'
import { Secret } from '../../../electron/domain/secret.js'
import type { HttpAnswer, HttpRequest } from '../../../electron/services/ports/http.js'
import { createFakeHttp, json, signInPage } from '../../fakes/http.js'
import { projectRoot } from '../../project-root.js'

const bearer = new Secret('bearer')
const id = 'd6245f20-2af8-44f4-9451-8107cb2767db'

const organizations = (...names: string[]) =>
  json({ count: names.length, value: names.map((accountName) => ({ accountId: id, accountName })) })

function make(answers: (request: HttpRequest) => HttpAnswer | null) {
  const http = createFakeHttp(
    (request) =>
      answers(request) ??
      (request.url.includes('/profile/') ? json({ id, displayName: 'Ada' }) : organizations('contoso'))
  )
  return { http, api: createAccountApi(http) }
}

const previewOnly = json({ message: 'preview', typeKey: 'VssInvalidPreviewVersionException' }, 400)

describe('the organizations of an identity', () => {
  it('are asked by its profile, with the bearer', async () => {
    const { http, api } = make(() => null)
    expect(await api.organizations(bearer)).toEqual(['contoso'])
    const base = 'https://app.vssps.visualstudio.com/_apis'
    expect(http.requests).toMatchObject([
      {
        url: `${base}/profile/profiles/me?api-version=7.1`,
        authorization: { scheme: 'bearer', secret: bearer }
      },
      { url: `${base}/accounts?memberId=${id}&api-version=7.1`, authorization: { scheme: 'bearer' } }
    ])
  })

  it('are asked by the preview version where the service wants that', async () => {
    const { http, api } = make((request) => (/=7\.1$/.test(request.url) ? previewOnly : null))
    expect(await api.organizations(bearer)).toEqual(['contoso'])
    expect(http.requests.map(({ url }) => url.split('=').at(-1))).toEqual([
      '7.1',
      '7.1-preview.3',
      '7.1',
      '7.1-preview.1'
    ])
  })

  it.each([
    [signInPage(), 'sign-in-again'],
    [json({ message: 'no' }, 400), 'request-refused'],
    [json({ id: 'not an id' }), 'unexpected-answer'],
    [json({}, 503), 'service-unavailable']
  ])('fail as what it is: %j', async (answer, code) => {
    const { http, api } = make(() => answer)
    await expect(api.organizations(bearer)).rejects.toMatchObject({ code })
    expect(http.requests).toHaveLength(1)
  })

  it('are names, never an address', async () => {
    const odd = ['fabrikam', 'https://evil.example/x', '', '-a', 'a/b', 'x'.repeat(51)]
    const { api } = make((request) => (request.url.includes('/accounts') ? organizations(...odd) : null))
    expect(await api.organizations(bearer)).toEqual(['fabrikam'])
  })

  const specs = path.resolve(projectRoot(), '../shared/specs')
  it.runIf(existsSync(specs))("are read from the published examples' forms", async () => {
    const body = (file: string): unknown =>
      (
        JSON.parse(readFileSync(path.join(specs, file), 'utf8')) as {
          responses: { 200: { body: unknown } }
        }
      ).responses[200].body
    const { api } = make((request) =>
      json(
        body(request.url.includes('/profile/') ? 'profile/ProfileMe.json' : 'accounts/AccountsByMember.json')
      )
    )
    expect(await api.organizations(bearer)).toEqual(['Fabrikam-Fiber-Inc', 'NormalPaulk'])
  })
})
