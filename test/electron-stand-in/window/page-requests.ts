import type { CdpSession } from '../chromium/cdp.js'
import { notBuilt } from '../not-built.js'
import { fromChromium, isOurs, schemeOf } from './scheme.js'
import type { StandInSession } from './session.js'

/** A frame is about to load another document. */
export interface Navigation {
  readonly url: string
  readonly isMainFrame: boolean
  readonly isRedirect: boolean
}

/** Answers every request of a page: our schemes by the session's handlers, others by the network, if at all. */
export function answerRequests(
  session: CdpSession,
  standIn: StandInSession,
  mainFrame: string,
  /** True stops the load of a document. */
  isStopped: (navigation: Navigation) => boolean
): void {
  const fail = (requestId: string, errorReason: 'Aborted' | 'Failed'): Promise<unknown> =>
    session.send('Fetch.failRequest', { requestId, errorReason })

  session.on('Fetch.requestPaused', (paused) => {
    const { request, requestId, resourceType, frameId, redirectedRequestId } = paused
    const url = fromChromium(request.url)
    const isMainFrame = frameId === mainFrame
    const isDocument = resourceType === 'Document'
    const answer = async (): Promise<unknown> => {
      if (isDocument && isStopped({ url, isMainFrame, isRedirect: redirectedRequestId !== undefined }))
        return fail(requestId, 'Aborted')
      if (!isOurs(url)) return session.send('Fetch.continueRequest', { requestId })
      // Electron prints it too and fails the request (lib/browser/api/protocol.ts).
      const response = await ask(standIn, url, request).catch(console.error)
      if (!response) return fail(requestId, 'Failed')
      return session.send('Fetch.fulfillRequest', {
        requestId,
        responseCode: response.status,
        responseHeaders: [...response.headers].map(([name, value]) => ({ name, value })),
        body: Buffer.from(await response.arrayBuffer()).toString('base64')
      })
    }
    // The page is gone meanwhile.
    answer().catch(() => undefined)
  })
}

/** What the session's handler answers; null where it has none (net::ERR_UNKNOWN_URL_SCHEME in Electron) or an error. */
async function ask(
  standIn: StandInSession,
  url: string,
  { method, headers, postData }: { method: string; headers: Record<string, string>; postData?: string }
): Promise<Response | null> {
  const handler = standIn.handlerOf(schemeOf(url))
  const body = postData === undefined ? {} : { body: postData }
  const response = await handler?.(new Request(url, { method, headers, ...body }))
  if (response === undefined || response.type === 'error') return null
  const answer = new Response(response.body, response)
  const policy = answer.headers.get('content-security-policy') ?? ''
  if (policy.split(/[\s;]+/).some(isOurs)) throw notBuilt('a Content-Security-Policy with a scheme of ours')
  // Without a type Electron says text/html (shell/browser/net/electron_url_loader_factory.cc).
  if (!answer.headers.has('content-type')) answer.headers.set('content-type', 'text/html;charset=utf-8')
  return answer
}
