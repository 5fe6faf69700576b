import type Electron from 'electron'
import type { IncomingMessage as NodeAnswer } from 'node:http'
import { PassThrough, Writable } from 'node:stream'
import { throwBeforeReady } from '../app/life-cycle.js'
import { absent, notBuilt, onlyBuilt } from '../not-built.js'
import { asNetError, netError } from './net-error.js'
import { proxyChallenge } from './proxy.js'

type Options = Electron.ClientRequestConstructorOptions

const builtOptions = ['method', 'url', 'headers', 'session', 'credentials', 'redirect', 'cache']

/** Log-ins at proxies that worked, by session, as Chromium remembers them. */
const proxyLogins = new Map<unknown, string>()

/**
 * A request of `net`, with the events of Electron's in their order (lib/common/api/net-client-request.ts): the
 * stream destroys itself when its body is sent, so `close` comes before any answer. Nothing is cached and no
 * cookie is kept or sent, so `cache` changes nothing.
 */
export class ClientRequest extends Writable implements Pick<Electron.ClientRequest, 'abort'> {
  private readonly options: Options
  private readonly url: URL
  private readonly chunks: Buffer[] = []
  private readonly loading = new AbortController()
  private aborted = false
  private response: PassThrough | undefined

  constructor(options: Options) {
    super({ autoDestroy: true })
    throwBeforeReady('net module can only be used')
    onlyBuilt('net.request option', options, ...builtOptions)
    if (options.redirect !== 'manual') throw notBuilt(`redirect: ${String(options.redirect)}`)
    if (options.credentials !== 'omit') throw notBuilt(`credentials: ${String(options.credentials)}`)
    this.options = options
    this.url = new URL(options.url ?? '')
    if (!/^https?:$/.test(this.url.protocol))
      throw new Error('ClientRequest only supports http: and https: protocols')
  }

  abort(): void {
    if (!this.aborted) process.nextTick(() => this.emit('abort'))
    this.aborted = true
    this.die()
  }

  override _write(chunk: Buffer | string, encoding: BufferEncoding, done: () => void): void {
    this.chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk, encoding))
    done()
  }

  override _final(done: () => void): void {
    this.load().catch((error: unknown) => {
      if (!this.aborted) this.die(error instanceof Error ? error : netError('FAILED'))
    })
    done()
  }

  private die(error?: Error): void {
    // A stream that is destroyed already tells no error by itself.
    if (this.destroyed && error !== undefined) this.emit('error', error)
    this.destroy(error)
    this.loading.abort()
    this.response?.destroy(error)
  }

  private async load(): Promise<void> {
    const answer = await this.ask()
    if (this.aborted) return
    const target = redirectOf(answer, this.url)
    if (target !== null) {
      const method = absent('the method after a redirect')
      // `followRedirect` is not built, so every redirect ends here.
      this.emit('redirect', answer.statusCode, method, target.href, answer.headersDistinct)
      throw new Error('Redirect was cancelled')
    }
    const fail = (error: Error): void => {
      if (!this.aborted) this.die(error)
    }
    // Node joins and drops repeated headers by the rules that Electron took from it.
    const { statusCode, headers } = answer
    this.response = Object.assign(answer.pipe(new PassThrough()), { statusCode, headers })
    answer.on('error', (error) => fail(asNetError(error)))
    this.emit('response', this.response)
    // The body of a proxy that did not tunnel is not shown (net/http/http_network_transaction.cc, Read).
    if (statusCode === 407) process.nextTick(fail, netError('TUNNEL_CONNECTION_FAILED'))
  }

  /** Sends the request, again after each log-in that the app answers: credentials omitted, only a proxy asks. */
  private async ask(): Promise<NodeAnswer> {
    const { session, method = 'GET', headers = {} } = this.options
    const options = { method: method.toUpperCase(), headers, signal: this.loading.signal }
    // Loaded with the first request: an app that starts in the tray must not wait for Node's network, which Electron's
    // does not need.
    const { send } = await import('./exchange.js')
    let proxyLogin = proxyLogins.get(session)
    for (;;) {
      const answer = await send(this.url, options, Buffer.concat(this.chunks), proxyLogin)
      const challenge = proxyChallenge(answer, this.url)
      if (challenge === null) {
        if (proxyLogin !== undefined) proxyLogins.set(session, proxyLogin)
        return answer
      }
      const login = await this.login(challenge)
      if (login === null) return answer
      proxyLogin = `Basic ${Buffer.from(login).toString('base64')}`
    }
  }

  /** The name and the password that the app answers, or null. */
  private login(challenge: Electron.AuthInfo): Promise<string | null> {
    return new Promise((resolve) => {
      const answer = (name?: string, password?: string): void =>
        resolve(name === undefined || password === undefined ? null : `${name}:${password}`)
      if (!this.emit('login', challenge, answer)) answer()
      this.loading.signal.addEventListener('abort', () => answer())
    })
  }
}

function redirectOf(answer: NodeAnswer, from: URL): URL | null {
  const { location } = answer.headers
  const isRedirect = [301, 302, 303, 307, 308].includes(answer.statusCode ?? 0)
  if (!isRedirect || location === undefined) return null
  if (!URL.canParse(location, from)) throw netError('INVALID_REDIRECT')
  return new URL(location, from)
}
