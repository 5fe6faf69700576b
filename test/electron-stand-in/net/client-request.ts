import type Electron from 'electron'
import type { IncomingMessage as NodeAnswer } from 'node:http'
import { Writable } from 'node:stream'
import { throwBeforeReady } from '../app/life-cycle.js'
import { notBuilt, onlyBuilt } from '../not-built.js'
import { basicAuthorization, challengeOf } from './challenge.js'
import { askerOf, send } from './exchange.js'
import { IncomingMessage } from './incoming-message.js'
import { netError } from './net-error.js'

type Options = Electron.ClientRequestConstructorOptions
type Built = 'setHeader' | 'getHeader' | 'removeHeader' | 'abort' | 'followRedirect' | 'chunkedEncoding'

const builtOptions = ['method', 'url', 'headers', 'session', 'partition', 'credentials', 'redirect', 'cache']
/** Chromium's limit (net/url_request/url_request.cc). */
const mostRedirects = 20
/** Not settable (docs/api/client-request.md, setHeader). */
const forbidden = [
  'content-length',
  'host',
  'trailer',
  'te',
  'upgrade',
  'cookie2',
  'keep-alive',
  'transfer-encoding'
]

/** Log-ins at proxies that worked, by session, as Chromium remembers them. */
const proxyLogins = new Map<unknown, string>()

/**
 * A request of `net`. Nothing is cached and no cookie is kept or sent, so `cache` and the cookies of `credentials`
 * change nothing; `credentials: 'omit'` keeps a 401 from asking for a log-in.
 */
export class ClientRequest extends Writable implements Pick<Electron.ClientRequest, Built> {
  chunkedEncoding = false
  private readonly options: Options
  private url: URL
  private method: string
  private readonly headers = new Map<string, string>()
  private readonly chunks: Buffer[] = []
  private readonly aborting = new AbortController()
  private aborted = false
  private followed: (() => void) | undefined
  private response: IncomingMessage | undefined

  constructor(options: Options | string, callback?: (response: Electron.IncomingMessage) => void) {
    // `close` is the last event of the exchange, so finishing the body must not bring it.
    super({ autoDestroy: false })
    throwBeforeReady('net module can only be used')
    this.options = typeof options === 'string' ? { url: options } : options
    onlyBuilt('net.request option', this.options, builtOptions)
    const { url = '', method = 'GET', redirect = 'follow', credentials, headers = {} } = this.options
    if (!['follow', 'error', 'manual'].includes(redirect)) {
      throw new Error('redirect mode should be one of follow, error or manual')
    }
    if (credentials === 'same-origin') throw notBuilt("credentials: 'same-origin'")
    this.url = new URL(url)
    if (!/^https?:$/.test(this.url.protocol))
      throw new Error('ClientRequest only supports http: and https: protocols')
    this.method = method.toUpperCase()
    for (const [name, value] of Object.entries(headers)) this.setHeader(name, String(value))
    if (callback !== undefined) this.once('response', callback)
  }

  setHeader(name: string, value: string): void {
    if (this.writableEnded) throw new Error("Can't set headers after they are sent")
    if (forbidden.includes(name.toLowerCase())) throw netError('INVALID_ARGUMENT')
    this.headers.set(name.toLowerCase(), value)
  }

  getHeader(name: string): string {
    return this.headers.get(name.toLowerCase()) ?? ''
  }

  removeHeader(name: string): void {
    if (this.writableEnded) throw new Error("Can't remove headers after they are sent")
    this.headers.delete(name.toLowerCase())
  }

  /** Allowed only while the `redirect` event is told. */
  followRedirect(): void {
    if (this.followed === undefined)
      throw new Error('followRedirect() called, but was not waiting for a redirect')
    this.followed()
  }

  abort(): void {
    if (this.aborted || this.destroyed) return
    this.aborted = true
    process.nextTick(() => {
      this.emit('abort')
      this.die()
    })
  }

  override _write(chunk: Buffer | string, encoding: BufferEncoding, done: () => void): void {
    this.chunks.push(Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk, encoding))
    done()
  }

  override _final(done: () => void): void {
    done()
    this.run().catch((error: unknown) => {
      this.die(error instanceof Error ? error : netError('FAILED'))
    })
  }

  /** The last events: `error` where there is one, then `close`. */
  private die(error?: Error): void {
    this.aborting.abort()
    if (this.response?.readableEnded === false) {
      if (this.aborted) this.response.emit('aborted')
      this.response.destroy(error)
    }
    this.destroy(this.aborted ? undefined : error)
  }

  private async run(): Promise<void> {
    for (let redirects = 0; redirects <= mostRedirects; redirects += 1) {
      const { answer, tunnelRefused } = await this.ask()
      if (this.aborted) return
      const target = redirectOf(answer, this.url)
      if (target === null) {
        this.answer(answer, tunnelRefused)
        return
      }
      answer.resume()
      if (!this.mayFollow(answer, target)) return
    }
    throw netError('TOO_MANY_REDIRECTS')
  }

  /** Sends the request, again after each log-in that the app answers. */
  private async ask(): Promise<{ answer: NodeAnswer; tunnelRefused: boolean }> {
    const key = this.options.session ?? this.options.partition
    let authorization: string | undefined
    let proxyAuthorization = proxyLogins.get(key)
    for (;;) {
      const sent = await send({
        url: this.url,
        method: this.method,
        headers: {
          ...Object.fromEntries(this.headers),
          ...(authorization === undefined ? {} : { authorization })
        },
        body: Buffer.concat(this.chunks),
        proxyAuthorization,
        signal: this.aborting.signal
      })
      const status = sent.answer.statusCode ?? 0
      if (status !== 407 && proxyAuthorization !== undefined) proxyLogins.set(key, proxyAuthorization)
      const challenge = challengeOf(sent.answer, askerOf(status, this.url))
      // Without credentials a 401 is just an answer; a proxy asks all the same.
      if (challenge === null || (!challenge.isProxy && this.options.credentials === 'omit')) return sent
      const login = await this.login(challenge)
      if (login === null) return sent
      sent.answer.resume()
      if (challenge.isProxy) proxyAuthorization = login
      else authorization = login
    }
  }

  private login(challenge: Electron.AuthInfo): Promise<string | null> {
    return new Promise((resolve) => {
      const answer = (name?: string, password?: string): void => {
        resolve(name === undefined || password === undefined ? null : basicAuthorization(name, password))
      }
      if (!this.emit('login', challenge, answer)) answer()
      this.aborting.signal.addEventListener('abort', () => {
        answer()
      })
    })
  }

  /** Tells the redirect; false when the request ended with it. */
  private mayFollow(answer: NodeAnswer, target: URL): boolean {
    const status = answer.statusCode ?? 0
    const policy = this.options.redirect ?? 'follow'
    if (policy === 'error') throw new Error("Attempted to redirect, but redirect policy was 'error'")
    const becomesGet = (status === 303 && this.method !== 'HEAD') || (status < 303 && this.method === 'POST')
    const method = becomesGet ? 'GET' : this.method
    let isFollowed = policy === 'follow'
    this.followed = () => {
      isFollowed = true
    }
    this.emit('redirect', status, method, target.href, answer.headersDistinct)
    this.followed = undefined
    if (this.aborted) return false
    if (!isFollowed) throw new Error('Redirect was cancelled')
    if (becomesGet) this.chunks.length = 0
    this.method = method
    this.url = target
    return true
  }

  private answer(answer: NodeAnswer, tunnelRefused: boolean): void {
    const response = new IncomingMessage(answer)
    this.response = response
    response.once('error', (error) => {
      this.die(error)
    })
    response.once('end', () => {
      this.die()
    })
    this.emit('response', response)
    // The body of a proxy that did not tunnel is not shown (net/http/http_network_transaction.cc, Read).
    if (tunnelRefused) response.destroy(netError('TUNNEL_CONNECTION_FAILED'))
  }
}

function redirectOf(answer: NodeAnswer, from: URL): URL | null {
  const { location } = answer.headers
  const isRedirect = [301, 302, 303, 307, 308].includes(answer.statusCode ?? 0)
  if (!isRedirect || location === undefined) return null
  try {
    return new URL(location, from)
  } catch {
    throw netError('INVALID_REDIRECT')
  }
}
