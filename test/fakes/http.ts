import type { Http, HttpAnswer, HttpRequest } from '../../electron/services/ports/http.js'

/** Answers by a script; a request that the script does not know fails the test. */
export interface FakeHttp extends Http {
  readonly requests: HttpRequest[]
}

export function createFakeHttp(script: (request: HttpRequest) => HttpAnswer | Promise<HttpAnswer>): FakeHttp {
  const requests: HttpRequest[] = []
  return {
    requests,
    send: async (request) => {
      request.signal?.throwIfAborted()
      requests.push(request)
      return script(request)
    }
  }
}

/** A JSON answer in the service's own content type. */
export const json = (body: unknown, status = 200, headers: Record<string, string> = {}): HttpAnswer => ({
  status,
  headers: { 'content-type': 'application/json; charset=utf-8; api-version=7.1-preview.1', ...headers },
  body: JSON.stringify(body)
})

/** The sign-in page that stands in for a 401 (azure-devops.md 1.8). */
export const signInPage = (status = 203): HttpAnswer => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8' },
  body: '<html><title>Azure DevOps Services | Sign In</title></html>'
})

export const empty = (status: number, headers: Record<string, string> = {}): HttpAnswer => ({
  status,
  headers,
  body: ''
})
