import type { CdpSession } from '../chromium/cdp.js'
import { fromChromium, isOurScheme, policyForChromium, schemeOf } from './scheme.js'
import type { StandInSession } from './session.js'

/** A frame is about to load another document. */
export interface Navigation {
  readonly url: string
  readonly isMainFrame: boolean
  readonly isRedirect: boolean
}

export interface Navigations {
  /** True for a load of the main frame that the main process itself began. */
  isOwn(address: string): boolean
  /** True stops the navigation. */
  onNavigate(navigation: Navigation): boolean
}

/** The parts of Fetch.requestPaused that decide. */
interface PausedRequest {
  readonly request: {
    readonly url: string
    readonly method: string
    readonly headers: Record<string, string>
    readonly postData?: string
  }
  readonly resourceType: string
  readonly frameId: string
  readonly redirectedRequestId?: string
}

type Answer =
  | { readonly kind: 'go-on' }
  | { readonly kind: 'fail'; readonly reason: 'Aborted' | 'Failed' }
  | { readonly kind: 'answer'; readonly response: Response }

/** Answers every request of a page: our schemes by the session's handlers, navigations by the app's listeners. */
export function answerRequests(
  session: CdpSession,
  mainFrame: string,
  standIn: StandInSession,
  navigations: Navigations
): void {
  session.on('Fetch.requestPaused', (paused) => {
    const { requestId } = paused
    decide(paused, mainFrame, standIn, navigations)
      .then(async (answer) => {
        switch (answer.kind) {
          case 'go-on':
            return session.send('Fetch.continueRequest', { requestId })
          case 'fail':
            return session.send('Fetch.failRequest', { requestId, errorReason: answer.reason })
          case 'answer':
            return session.send('Fetch.fulfillRequest', {
              requestId,
              responseCode: answer.response.status,
              responseHeaders: headersForChromium(answer.response),
              body: Buffer.from(await answer.response.arrayBuffer()).toString('base64')
            })
        }
      })
      // The page is gone meanwhile.
      .catch(() => undefined)
  })
}

async function decide(
  { request, resourceType, frameId, redirectedRequestId }: PausedRequest,
  mainFrame: string,
  standIn: StandInSession,
  navigations: Navigations
): Promise<Answer> {
  const address = fromChromium(request.url)
  if (resourceType === 'Document') {
    const isMainFrame = frameId === mainFrame
    const isRedirect = redirectedRequestId !== undefined
    const isOwn = isMainFrame && !isRedirect && navigations.isOwn(address)
    if (!isOwn && navigations.onNavigate({ url: address, isMainFrame, isRedirect })) {
      return { kind: 'fail', reason: 'Aborted' }
    }
  }
  const scheme = schemeOf(address)
  if (!isOurScheme(scheme)) return { kind: 'go-on' }
  const handler = standIn.handlerOf(scheme)
  // A scheme that this session does not handle (net::ERR_UNKNOWN_URL_SCHEME in Electron).
  if (handler === undefined) return { kind: 'fail', reason: 'Failed' }
  const { method, headers, postData } = request
  const asked = new Request(address, {
    method,
    headers,
    ...(postData === undefined ? {} : { body: postData })
  })
  try {
    const response: unknown = await handler(asked)
    if (response instanceof Response && response.type !== 'error') return { kind: 'answer', response }
  } catch (error) {
    // Electron prints it too and fails the request (lib/browser/api/protocol.ts).
    console.error(error)
  }
  return { kind: 'fail', reason: 'Failed' }
}

function headersForChromium(response: Response): { name: string; value: string }[] {
  // Without a type Electron says text/html (shell/browser/net/electron_url_loader_factory.cc).
  const type = response.headers.has('content-type')
    ? []
    : [{ name: 'content-type', value: 'text/html;charset=utf-8' }]
  const given = [...response.headers].map(([name, value]) => ({
    name,
    value: name.startsWith('content-security-policy') ? policyForChromium(value) : value
  }))
  return [...type, ...given]
}
