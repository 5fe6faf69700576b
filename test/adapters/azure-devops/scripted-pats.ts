import type { HttpAnswer, HttpRequest } from '../../../electron/services/ports/http.js'
import { tokenText } from '../../fakes/pat-api.js'
import { createFakeHttp, empty, json, signInPage, type FakeHttp } from '../../fakes/http.js'

/** tokens/pats as azure-devops.md 1 describes it, behind a fake HTTP door. */
export interface ScriptedPats {
  readonly http: FakeHttp
  refuseCreate(patTokenError: string): void
  cutTo(validTo: number): void
}

interface Pat {
  readonly state: string
  readonly body: Record<string, unknown>
}

/** The service's own spelling, with seven digits (azure-devops.md 1.2). */
const instant = (time: number): string => new Date(time).toISOString().replace('Z', '3333Z')

export function createScriptedPats(bearer: string, now: () => number): ScriptedPats {
  const pats = new Map<string, Pat>()
  let refusal: string | null = null
  let latest = Infinity

  function create(text: string): HttpAnswer {
    // What we send ourselves; the test looks at it.
    const wanted = JSON.parse(text) as {
      displayName: string
      scope: string
      validTo: string
      allOrgs: boolean
    }
    if (refusal !== null || wanted.allOrgs) {
      const patTokenError = refusal ?? 'globalPATCreationBlocked'
      refusal = null
      return json({ patToken: null, patTokenError, patTokenErrorMessage: 'Not here.' })
    }
    const authorizationId = `${String(pats.size + 1).padStart(8, '0')}-4193-4f1d-b995-64144880b7d7`
    const body = {
      displayName: wanted.displayName,
      validTo: instant(Math.min(Date.parse(wanted.validTo), latest)),
      scope: wanted.scope,
      targetAccounts: ['38aaa865-2c70-4bf7-a308-0c6539c38c1a'],
      validFrom: instant(now()),
      authorizationId,
      token: null
    }
    pats.set(authorizationId, { state: 'active', body })
    return json({ patToken: { ...body, token: tokenText(pats.size) }, patTokenError: 'none' })
  }

  function list(query: URLSearchParams): HttpAnswer {
    const from = Number(query.get('continuationToken') ?? 0)
    const top = Number(query.get('$top'))
    const found = [...pats.values()].filter(({ state }) => state === query.get('displayFilterOption'))
    const next = from + top < found.length ? String(from + top) : ''
    return json({ continuationToken: next, patTokens: found.slice(from, from + top).map(({ body }) => body) })
  }

  function revoke(id: string): HttpAnswer {
    const pat = pats.get(id)
    if (pat === undefined) return empty(404)
    pats.set(id, { ...pat, state: 'revoked' })
    return empty(204)
  }

  function answer(request: HttpRequest): HttpAnswer {
    const url = new URL(request.url)
    if (url.origin + url.pathname !== 'https://vssps.dev.azure.com/contoso/_apis/tokens/pats') {
      throw new Error(`not scripted: ${request.url}`)
    }
    if (url.searchParams.get('api-version') !== '7.1-preview.1')
      return json({ typeKey: 'VssInvalidPreviewVersionException' }, 400)
    if (request.authorization?.scheme !== 'bearer' || request.authorization.secret.reveal() !== bearer)
      return signInPage()
    if (request.method === 'POST') return create(request.body ?? '')
    if (request.method === 'DELETE') return revoke(url.searchParams.get('authorizationId') ?? '')
    return list(url.searchParams)
  }

  return {
    http: createFakeHttp(answer),
    refuseCreate: (error) => {
      refusal = error
    },
    cutTo: (validTo) => {
      latest = validTo
    }
  }
}
