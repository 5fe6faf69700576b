import { EventEmitter } from 'node:events'
import type * as Electron from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createHttp, type HttpDeps } from '../../../electron/adapters/network/http.js'
import { AppFailure } from '../../../electron/domain/app-failure.js'
import { Secret } from '../../../electron/domain/secret.js'

/** Electron's request, as far as the door uses it; the test plays the network. */
class FakeRequest extends EventEmitter {
  ended: string | undefined
  aborted = false
  readonly options: Electron.ClientRequestConstructorOptions
  constructor(options: Electron.ClientRequestConstructorOptions) {
    super()
    this.options = options
  }
  end(body?: string): void {
    this.ended = body
    // As Electron's does: it is a stream that closes once its body is sent, before any answer.
    this.emit('close')
  }
  abort(): void {
    this.aborted = true
    this.emit('close')
  }
  /** Answers whole. */
  answer(status: number, headers: Record<string, string | string[]>, ...chunks: Buffer[]): void {
    const response = Object.assign(new EventEmitter(), { statusCode: status, headers })
    this.emit('response', response)
    for (const chunk of chunks) response.emit('data', chunk)
    response.emit('end')
  }
}

/** A session as far as the door uses it, which says when its connections are closed. */
class FakeSession {
  readonly name: string
  private closing: (() => void)[] = []
  constructor(name: string) {
    this.name = name
  }
  closeAllConnections(): Promise<void> {
    return new Promise((resolve) => this.closing.push(resolve))
  }
  /** How many closings were asked for; they are done now. */
  finishClosing(): number {
    const asked = this.closing.splice(0)
    for (const done of asked) done()
    return asked.length
  }
}

const requests: FakeRequest[] = []
const sessions = new Map<string, FakeSession>()
const sessionOf = (request: FakeRequest | undefined) => request?.options.session as unknown as FakeSession
vi.mock('electron', () => ({
  net: {
    request: (options: Electron.ClientRequestConstructorOptions) => {
      const request = new FakeRequest(options)
      requests.push(request)
      return request
    }
  },
  session: {
    fromPartition: (partition: string, options: unknown) => {
      if (JSON.stringify(options) !== '{"cache":false}') return null
      const found = sessions.get(partition) ?? new FakeSession(partition)
      sessions.set(partition, found)
      return found
    }
  }
}))

beforeEach(() => {
  requests.length = 0
  sessions.clear()
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

const url = 'https://dev.azure.com/contoso/_apis/connectionData'
const declined: HttpDeps['proxyLogin'] = () => Promise.resolve(null)

/** The door with one request on its way. */
async function sending(
  request: Partial<Parameters<ReturnType<typeof createHttp>['send']>[0]> = {},
  proxyLogin = declined
) {
  const answer = createHttp({ proxyLogin }).send({ method: 'GET', url, ...request })
  answer.catch(() => undefined)
  await Promise.resolve()
  const sent = requests[0]
  if (sent === undefined) throw new Error('nothing was sent')
  return { answer, sent }
}

describe('the HTTP door', () => {
  it('sends no cookie, keeps nothing, follows nothing, and uses a session of its own', async () => {
    const { sent } = await sending({ method: 'POST', headers: { accept: 'application/json' }, body: '{}' })
    expect(sent.options).toEqual({
      method: 'POST',
      url,
      session: sessions.get('token-tray-network'),
      credentials: 'omit',
      cache: 'no-store',
      redirect: 'manual',
      headers: { accept: 'application/json' }
    })
    expect(sent.ended).toBe('{}')
  })

  it('sends what must not be sent twice over a session whose connections were closed, and reuses that', async () => {
    const http = createHttp({ proxyLogin: declined })
    const send = () => http.send({ method: 'POST', url, body: '{}', once: true })
    const first = send()
    const atTheSameTime = send()
    requests[0]?.answer(200, {})
    await first
    const [one, two] = [sessionOf(requests[0]), sessionOf(requests[1])]
    // In memory: with `persist:` they would be on disk.
    expect([one.name, two.name]).toEqual(['token-tray-once-1', 'token-tray-once-2'])

    const whileClosing = send()
    expect(sessionOf(requests[2]).name).toBe('token-tray-once-3')
    expect(one.finishClosing()).toBe(1)
    await vi.advanceTimersByTimeAsync(0)
    const afterwards = send()
    expect(sessionOf(requests[3])).toBe(one)

    // A request that failed used its connection, too.
    requests[1]?.emit('error', new Error('net::ERR_CONNECTION_RESET'))
    await expect(atTheSameTime).rejects.toMatchObject({ code: 'offline' })
    expect(two.finishClosing()).toBe(1)
    for (const request of requests.slice(2)) request.answer(200, {})
    await Promise.all([whileClosing, afterwards])
  })

  it('leaves the connections of all else open', async () => {
    const { answer, sent } = await sending()
    sent.answer(200, {})
    await answer
    expect(sessionOf(sent).finishClosing()).toBe(0)
  })

  it('puts a bearer and a token into the header in their own ways', async () => {
    await sending({ authorization: { scheme: 'bearer', secret: new Secret('abc') } })
    await sending({ authorization: { scheme: 'basic', secret: new Secret('abc') } })
    expect(requests.map(({ options }) => options.headers)).toEqual([
      { authorization: 'Bearer abc' },
      { authorization: `Basic ${Buffer.from(':abc').toString('base64')}` }
    ])
  })

  it('sends nothing to a host that may not have the credential', async () => {
    const send = createHttp({ proxyLogin: declined }).send({
      method: 'GET',
      url: 'https://evil.example/',
      authorization: { scheme: 'bearer', secret: new Secret('abc') }
    })
    await expect(send).rejects.toThrow(RangeError)
    expect(requests).toEqual([])
  })

  it('reaches a Server that was named, and no other', async () => {
    const server = 'https://tfs.contoso.example/DefaultCollection'
    const { sent } = await sending({ url: `${server}/_apis/connectionData`, server })
    expect(sent.options.url).toBe(`${server}/_apis/connectionData`)
    const other = createHttp({ proxyLogin: declined }).send({
      method: 'GET',
      url: `${server}2/_apis`,
      server
    })
    await expect(other).rejects.toThrow(RangeError)
    expect(requests).toHaveLength(1)
  })

  it('gives the answer with lower-case names and the whole body, cut inside a character or not', async () => {
    const { answer, sent } = await sending()
    const body = Buffer.from('{"name":"Zoë"}')
    sent.answer(
      200,
      { 'Content-Type': 'application/json', 'X-Many': ['a', 'b'] },
      body.subarray(0, 11),
      body.subarray(11)
    )
    expect(await answer).toEqual({
      status: 200,
      headers: { 'content-type': 'application/json', 'x-many': 'a, b' },
      body: '{"name":"Zoë"}'
    })
  })

  it('turns a redirect into its answer and ends the request there', async () => {
    const { answer, sent } = await sending()
    sent.emit('redirect', 302, 'GET', 'https://evil.example/_signin', { 'Set-Cookie': ['a=b'] })
    sent.emit('error', new Error('Redirect was cancelled'))
    expect(await answer).toEqual({
      status: 302,
      headers: { 'set-cookie': 'a=b', location: 'https://evil.example/_signin' },
      body: ''
    })
    expect(sent.aborted).toBe(true)
  })

  it('gives up after its time limit', async () => {
    const { answer, sent } = await sending({ timeout: 5000 })
    vi.advanceTimersByTime(4999)
    expect(sent.aborted).toBe(false)
    vi.advanceTimersByTime(1)
    await expect(answer).rejects.toMatchObject({ code: 'timed-out', facts: { host: 'dev.azure.com' } })
    expect(sent.aborted).toBe(true)
  })

  it('has patience for an answer that the service slows down as long as it ever does', async () => {
    const { answer, sent } = await sending()
    vi.advanceTimersByTime(31_000)
    sent.answer(200, {}, Buffer.from('{}'))
    expect(await answer).toMatchObject({ status: 200 })
  })

  it('stops with its signal, and does not begin after it', async () => {
    const stop = new AbortController()
    const { answer, sent } = await sending({ signal: stop.signal })
    const reason = new AppFailure('sign-in-cancelled')
    stop.abort(reason)
    await expect(answer).rejects.toBe(reason)
    expect(sent.aborted).toBe(true)
    const late = createHttp({ proxyLogin: declined }).send({ method: 'GET', url, signal: stop.signal })
    await expect(late).rejects.toBe(reason)
    expect(requests).toHaveLength(1)
  })

  it('says what stood in the way, and passes bugs on', async () => {
    const first = await sending()
    first.sent.emit('error', new Error('net::ERR_CERT_AUTHORITY_INVALID'))
    await expect(first.answer).rejects.toMatchObject({ code: 'certificate-refused' })
    requests.length = 0
    const second = await sending()
    second.sent.emit('error', new TypeError('a bug'))
    await expect(second.answer).rejects.toThrow('a bug')
  })

  it('does not take half an answer, nor one without end', async () => {
    const cut = await sending()
    const response = Object.assign(new EventEmitter(), { statusCode: 200, headers: {} })
    cut.sent.emit('response', response)
    response.emit('data', Buffer.from('{"half":'))
    // Electron's order: the request first, then the response, which needs a listener of its own.
    cut.sent.emit('error', new Error('net::ERR_CONTENT_LENGTH_MISMATCH'))
    response.emit('error', new Error('net::ERR_CONTENT_LENGTH_MISMATCH'))
    await expect(cut.answer).rejects.toMatchObject({ code: 'offline', facts: { obstacle: 'interrupted' } })
    requests.length = 0
    const endless = await sending()
    endless.sent.answer(200, {}, Buffer.alloc(16_777_216), Buffer.alloc(1))
    await expect(endless.answer).rejects.toMatchObject({ code: 'unexpected-answer' })
    expect(endless.sent.aborted).toBe(true)
  })
})

describe("the proxy's log-in", () => {
  const proxy = { isProxy: true, host: 'proxy.example', port: 8080, realm: 'Office', scheme: 'basic' }

  it('is asked of the person, and again when it was wrong', async () => {
    const asked: unknown[] = []
    const { sent } = await sending({}, (question, wasRefused) => {
      asked.push([question, wasRefused])
      return Promise.resolve({ username: 'ada', password: new Secret('hush') })
    })
    const given: unknown[] = []
    const answer = (...login: unknown[]) => void given.push(login)
    sent.emit('login', proxy, answer)
    await vi.advanceTimersByTimeAsync(0)
    sent.emit('login', proxy, answer)
    await vi.advanceTimersByTimeAsync(0)
    const question = { host: 'proxy.example:8080', realm: 'Office' }
    expect(asked).toEqual([
      [question, false],
      [question, true]
    ])
    expect(given).toEqual([
      ['ada', 'hush'],
      ['ada', 'hush']
    ])
  })

  it.each(['as an answer', 'as an error'])(
    'that was declined is told as what it is, whether it comes %s',
    async (way) => {
      const { answer, sent } = await sending()
      const given: unknown[] = []
      sent.emit('login', proxy, (...login: unknown[]) => void given.push(login))
      await vi.advanceTimersByTimeAsync(0)
      expect(given).toEqual([[]])
      if (way === 'as an answer') sent.answer(407, {})
      else sent.emit('error', new Error('net::ERR_TUNNEL_CONNECTION_FAILED'))
      await expect(answer).rejects.toMatchObject({ code: 'proxy-login-needed' })
    }
  )

  it('has two minutes, whatever the limit of the request', async () => {
    const { answer, sent } = await sending({ timeout: 5000 }, () => new Promise(() => undefined))
    sent.emit('login', proxy, () => undefined)
    vi.advanceTimersByTime(119_999)
    expect(sent.aborted).toBe(false)
    vi.advanceTimersByTime(1)
    await expect(answer).rejects.toMatchObject({ code: 'proxy-login-needed' })
  })

  it('that was taken has nothing to do with what breaks later, or takes too long', async () => {
    const login = () => Promise.resolve({ username: 'ada', password: new Secret('hush') })
    const broken = await sending({}, login)
    broken.sent.emit('login', proxy, () => undefined)
    await vi.advanceTimersByTimeAsync(0)
    broken.sent.emit('error', new Error('net::ERR_CONNECTION_RESET'))
    await expect(broken.answer).rejects.toMatchObject({ code: 'offline', facts: { obstacle: 'interrupted' } })
    requests.length = 0
    const slow = await sending({ timeout: 5000 }, login)
    slow.sent.emit('login', proxy, () => undefined)
    await vi.advanceTimersByTimeAsync(4999)
    expect(slow.sent.aborted).toBe(false)
    await vi.advanceTimersByTimeAsync(1)
    await expect(slow.answer).rejects.toMatchObject({ code: 'timed-out' })
  })

  it('is never given to a server that asks', async () => {
    let asked = false
    const { sent } = await sending({}, () => {
      asked = true
      return Promise.resolve(null)
    })
    const given: unknown[] = []
    sent.emit('login', { ...proxy, isProxy: false }, (...login: unknown[]) => void given.push(login))
    expect([asked, given]).toEqual([false, [[]]])
  })
})
