import { net, session, type ClientRequest, type IncomingMessage, type Session } from 'electron'
import { AppFailure } from '../../domain/app-failure.js'
import type { Secret } from '../../domain/secret.js'
import type { Http, HttpAnswer, HttpRequest } from '../../services/ports/http.js'
import { allowedAddress } from './host-allow-list.js'
import { networkFailure } from './network-errors.js'

/** Milliseconds: well over the slow-down of up to 30 s that the service gives who asks much (azure-devops.md 4.7). */
const usualLimit = 60_000
/** Milliseconds that a person has to log in to the proxy. */
const proxyLoginLimit = 120_000
/** Characters. The largest real answer is the list of repositories of a large organization. */
const largestBody = 16_777_216

export interface HttpDeps {
  /** Asks the person for the proxy's log-in. `wasRefused`: the one given for this request before was wrong. */
  readonly proxyLogin: (
    proxy: { readonly host: string; readonly realm: string },
    wasRefused: boolean
  ) => Promise<{ readonly username: string; readonly password: Secret } | null>
}

const authorization = (scheme: 'bearer' | 'basic', secret: Secret): string =>
  scheme === 'bearer'
    ? `Bearer ${secret.reveal()}`
    : `Basic ${Buffer.from(`:${secret.reveal()}`).toString('base64')}`

const lowerCased = (headers: Record<string, string | string[]>): Record<string, string> =>
  Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [
      name.toLowerCase(),
      Array.isArray(value) ? value.join(', ') : value
    ])
  )

/** SECURITY: no cookies, no cache, nothing on disk: sessions of our own in memory, used by nothing else. */
const ownSession = (name: string): Session => session.fromPartition(`token-tray-${name}`, { cache: false })

function open(request: HttpRequest, url: URL, over: Session): ClientRequest {
  return net.request({
    method: request.method,
    url: url.href,
    session: over,
    credentials: 'omit',
    cache: 'no-store',
    redirect: 'manual',
    headers: {
      ...request.headers,
      ...(request.authorization === undefined
        ? {}
        : { authorization: authorization(request.authorization.scheme, request.authorization.secret) })
    }
  })
}

/** One exchange. Settles exactly once; whatever is still open then is aborted. */
function exchange(request: HttpRequest, url: URL, over: Session, deps: HttpDeps): Promise<HttpAnswer> {
  return new Promise((resolve, reject) => {
    const client = open(request, url, over)
    let settled = false
    let logins = 0
    const late = (code: 'timed-out' | 'proxy-login-needed') => () =>
      fail(new AppFailure(code, { host: url.hostname }))
    let timer = setTimeout(late('timed-out'), request.timeout ?? usualLimit)
    const onAbort = (): void => fail(request.signal?.reason)
    request.signal?.addEventListener('abort', onAbort)

    function settle(outcome: () => void): void {
      if (settled) return
      settled = true
      clearTimeout(timer)
      request.signal?.removeEventListener('abort', onAbort)
      outcome()
    }
    function fail(reason: unknown): void {
      settle(() => {
        client.abort()
        // An aborted signal's reason is passed on as it is, as the platform does.
        // eslint-disable-next-line @typescript-eslint/prefer-promise-reject-errors
        reject(reason)
      })
    }
    function onError(error: Error): void {
      const failure = networkFailure(error, url.hostname) ?? error
      // A tunnel that is refused after a log-in was wanted has only one cause that a person can mend.
      const isRefused = logins > 0 && failure instanceof AppFailure && failure.facts['obstacle'] === 'proxy'
      fail(
        isRefused ? new AppFailure('proxy-login-needed', { host: url.hostname }, { cause: error }) : failure
      )
    }

    client.on('redirect', (status, _method, location, headers) => {
      // SECURITY: `followRedirect` is not called, so Electron ends the request here; the credential goes nowhere.
      settle(() => {
        client.abort()
        resolve({ status, headers: { ...lowerCased(headers), location }, body: '' })
      })
    })
    client.on('login', (proxy, answer) => {
      if (!proxy.isProxy) {
        answer()
        return
      }
      clearTimeout(timer)
      timer = setTimeout(late('proxy-login-needed'), proxyLoginLimit)
      logins += 1
      deps.proxyLogin({ host: `${proxy.host}:${proxy.port}`, realm: proxy.realm }, logins > 1).then(
        (login) => {
          if (settled) return
          clearTimeout(timer)
          timer = setTimeout(late('timed-out'), request.timeout ?? usualLimit)
          if (login === null) answer()
          else answer(login.username, login.password.reveal())
        },
        (error: unknown) => fail(error)
      )
    })
    client.on('response', (response: IncomingMessage) => {
      const chunks: Buffer[] = []
      let size = 0
      response.on('data', (chunk) => {
        size += chunk.length
        if (size > largestBody) fail(new AppFailure('unexpected-answer', { reason: 'too-large' }))
        else chunks.push(chunk)
      })
      response.on('error', onError)
      response.on('end', () => {
        if (response.statusCode === 407) fail(new AppFailure('proxy-login-needed', { host: url.hostname }))
        settle(() =>
          resolve({
            status: response.statusCode,
            headers: lowerCased(response.headers),
            body: Buffer.concat(chunks).toString('utf8')
          })
        )
      })
    })
    // Not `close`: Electron's request is a stream that closes once its body is sent, before any answer
    // (electron/electron lib/common/api/net-client-request.ts). What never ends is left to the time limit.
    client.on('error', onError)
    client.end(request.body)
  })
}

/**
 * Runs one exchange over a session without a used connection. Chromium sends a request of any method again when a
 * connection that was used before breaks under it (chromium/chromium net/http/http_network_transaction.cc,
 * ShouldResendRequest). A session cannot be thrown away, so one is kept for later once its connections are closed:
 * there are as many as exchanges were ever under way at the same time.
 */
function createFreshConnections(): (exchange: (over: Session) => Promise<HttpAnswer>) => Promise<HttpAnswer> {
  const spare: Session[] = []
  let count = 0
  return async (run) => {
    const over = spare.pop() ?? ownSession(`once-${(count += 1)}`)
    try {
      return await run(over)
    } finally {
      // Not awaited: the answer must not wait for it.
      void over.closeAllConnections().then(() => spare.push(over))
    }
  }
}

/**
 * The one HTTP door, over Chromium's network stack: the system's proxy and trust settings hold. Use after
 * `ready`. Electron refuses credentials, cookies and redirects by the options above (electron/electron
 * docs/api/client-request.md).
 */
export function createHttp(deps: HttpDeps): Http {
  const overFreshConnection = createFreshConnections()
  return {
    send: async (request) => {
      const url = allowedAddress(request.url, request.authorization?.scheme ?? 'none', request.server)
      request.signal?.throwIfAborted()
      if (request.once === true) return overFreshConnection((over) => exchange(request, url, over, deps))
      return exchange(request, url, ownSession('network'), deps)
    }
  }
}
