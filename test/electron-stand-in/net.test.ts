import { execFileSync } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import net, { type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startSample, type SampleApp } from './sample-app.js'

/*
 * What lib/common/api/net-client-request.ts of electron/electron does, and the switches as in
 * docs/api/command-line-switches.md.
 */
let folder: string
let server: Server
let secure: Server
let proxy: http.Server
let app: SampleApp | undefined
let asked: string[] = []
let listed: string
/** What the proxy wants in Proxy-Authorization, or '' for an open one. */
let proxyLogin = ''

const portOf = (of: Server): number => (of.address() as AddressInfo).port
const listen = (of: Server): Promise<void> => new Promise((resolve) => of.listen(0, '127.0.0.1', resolve))

const answer: http.RequestListener = (request, response) => {
  const { url = '', method = '', headers } = request
  asked.push(`${method} ${url}${headers.authorization === undefined ? '' : ` ${headers.authorization}`}`)
  const chunks: Buffer[] = []
  request.on('data', (chunk: Buffer) => chunks.push(chunk))
  request.on('end', () => {
    if (url === '/moved') response.writeHead(302, { location: '/there' }).end()
    else if (url === '/login')
      response.writeHead(401, { 'www-authenticate': 'Basic realm="door"' }).end('who?')
    else if (url === '/cut')
      response.writeHead(200, { 'content-length': '10' }).write('abc', () => request.socket.destroy())
    else if (url === '/silent') return
    else
      response
        .writeHead(200, { 'x-twice': ['a', 'b'], 'set-cookie': ['c=1', 'd=2'] })
        .end(`${method} ${Buffer.concat(chunks).toString()}`)
  })
}

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'stand-in-net-'))
  const [key, certificate] = [path.join(folder, 'key.pem'), path.join(folder, 'certificate.pem')]
  execFileSync(
    'openssl',
    [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2'
      ],
      ...[
        '-subj',
        '/CN=secure.test',
        '-addext',
        'subjectAltName=DNS:secure.test',
        '-keyout',
        key,
        '-out',
        certificate
      ]
    ],
    { stdio: 'ignore' }
  )
  const spki = new X509Certificate(readFileSync(certificate)).publicKey.export({
    type: 'spki',
    format: 'der'
  })
  listed = createHash('sha256').update(spki).digest('base64')
  server = http.createServer(answer)
  secure = https.createServer({ key: readFileSync(key), cert: readFileSync(certificate) }, answer)
  // Tunnels every name to the server with TLS.
  proxy = http.createServer()
  proxy.on('connect', (request: http.IncomingMessage, socket: net.Socket) => {
    asked.push(`CONNECT ${request.url ?? ''}`)
    if (proxyLogin !== '' && request.headers['proxy-authorization'] !== proxyLogin) {
      socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic realm="office"\r\nContent-Length: 0\r\n\r\n'
      )
      return
    }
    if (request.url?.startsWith('refused.test') === true) {
      socket.end('HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n')
      return
    }
    if (request.url?.startsWith('silent.test') === true) return
    if (request.url?.startsWith('halfway.test') === true) {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      return
    }
    const onward = net.connect(portOf(secure), '127.0.0.1')
    socket.write('HTTP/1.1 200 OK\r\n\r\n')
    socket.pipe(onward).pipe(socket)
    for (const end of [socket, onward]) end.on('error', () => undefined)
  })
  await Promise.all([listen(server), listen(secure), listen(proxy)])
})
afterAll(() => {
  for (const one of [server, secure, proxy]) one.close()
  rmSync(folder, { recursive: true, force: true })
})
afterEach(async () => {
  app?.process.kill('SIGKILL')
  await app?.ended
  asked = []
  proxyLogin = ''
})

const start = async (...args: string[]): Promise<SampleApp> => {
  app = await startSample({ PATH: process.env['PATH'] ?? '', HOME: folder }, { args })
  await app.run((electron) => electron.app.whenReady())
  return app
}
const address = (pathname: string): string => `http://127.0.0.1:${portOf(server)}${pathname}`
const throughProxy = (...args: string[]): Promise<SampleApp> =>
  start(`--proxy-server=http://127.0.0.1:${portOf(proxy)}`, ...args)

interface Wish {
  readonly url: string
  readonly method?: string
  readonly headers?: Record<string, string>
  readonly body?: string
  /** What the `login` listener answers: a name and a password, or nothing. */
  readonly login?: readonly [string, string] | 'cancel'
  readonly abortAt?: 'start' | 'sent' | 'redirect' | 'response'
  /** How the last event begins: `close` is not the last. */
  readonly until: string
}
/** All events of one request, in their order, asked as the app asks (electron/adapters/network/http.ts). */
const exchange = (on: SampleApp, wish: Wish): Promise<string[]> =>
  on.run(({ net: electronNet }, _state, { body, login, abortAt, until, ...options }) => {
    const events: string[] = []
    return new Promise<string[]>((resolve) => {
      const note = (event: string): void => {
        events.push(event)
        // A turn later, to see what comes after the last.
        if (event.startsWith(until)) setImmediate(resolve, events)
      }
      const request = electronNet.request({
        ...options,
        redirect: 'manual',
        credentials: 'omit',
        cache: 'no-store'
      })
      request.on('redirect', (status, _method, url) => {
        note(`redirect ${status} ${new URL(url).pathname}`)
        if (abortAt === 'redirect') request.abort()
      })
      if (login !== undefined) {
        request.on('login', ({ isProxy, scheme, realm }, callback) => {
          note(`login ${isProxy ? 'proxy' : 'server'} ${scheme} ${realm}`)
          if (login === 'cancel') callback()
          else callback(...login)
        })
      }
      request.on('response', (response) => {
        note(`response ${response.statusCode}`)
        let text = ''
        response.on('data', (chunk) => (text += chunk.toString('utf8')))
        response.on('end', () => note(`end ${text}`))
        response.on('error', (error: Error) => note(`response error ${error.message}`))
        response.on('aborted', () => note('aborted'))
        if (abortAt === 'response') request.abort()
      })
      request.on('error', (error) => note(`error ${error.message}`))
      request.on('abort', () => note('abort'))
      request.on('close', () => {
        note('close')
        if (abortAt === 'sent') request.abort()
      })
      if (abortAt === 'start') request.abort()
      else request.end(body)
    })
  }, wish)

describe('net.request', () => {
  it('closes once its body is sent, before the answer comes', async () => {
    const on = await start()
    expect(
      await exchange(on, {
        url: address('/a'),
        method: 'POST',
        body: 'hällo',
        headers: { authorization: 'Bearer x' },
        until: 'end'
      })
    ).toEqual(['close', 'response 200', 'end POST hällo'])
    expect(asked).toEqual(['POST /a Bearer x'])
  })

  it('joins repeated headers, but for set-cookie', async () => {
    const on = await start()
    const headers = await on.run(
      ({ net: electronNet }, _state, url) =>
        new Promise<unknown>((resolve) => {
          const request = electronNet.request({ url, redirect: 'manual', credentials: 'omit' })
          request.on('response', (response) => {
            response.on('data', () => undefined)
            resolve([response.headers['x-twice'], response.headers['set-cookie']])
          })
          request.end()
        }),
      address('/')
    )
    expect(headers).toEqual(['a, b', ['c=1', 'd=2']])
  })

  it('is cancelled by a redirect that nobody follows, in an error unless it was aborted', async () => {
    const on = await start()
    const url = address('/moved')
    expect(await exchange(on, { url, method: 'POST', until: 'error' })).toEqual([
      'close',
      'redirect 302 /there',
      'error Redirect was cancelled'
    ])
    expect(await exchange(on, { url, abortAt: 'redirect', until: 'abort' })).toEqual([
      'close',
      'redirect 302 /there',
      'abort'
    ])
    expect(asked).toEqual(['POST /moved', 'GET /moved'])
  })

  it('takes a 401 for an answer: without credentials nobody is asked for a log-in', async () => {
    const on = await start()
    const wish: Wish = { url: address('/login'), login: ['me', 'pw'], until: 'end' }
    expect(await exchange(on, wish)).toEqual(['close', 'response 401', 'end who?'])
  })

  it.each<[NonNullable<Wish['abortAt']>, string, string[]]>([
    ['start', 'close', ['abort', 'close']],
    ['sent', 'abort', ['close', 'abort']],
    ['response', 'abort', ['close', 'response 200', 'abort']]
  ])('aborted at %s tells no error, and no end of the response', async (abortAt, until, events) => {
    const on = await start()
    const got = await exchange(on, { url: address(abortAt === 'sent' ? '/silent' : '/'), abortAt, until })
    expect(got.sort()).toEqual([...events].sort())
  })

  it.each([
    ['http://127.0.0.1:1/', 'net::ERR_CONNECTION_REFUSED'],
    ['http://nobody.invalid/', 'net::ERR_NAME_NOT_RESOLVED']
  ])('%s fails as %s, a plain Error', async (url, message) => {
    const on = await start()
    expect(await exchange(on, { url, until: 'error' })).toEqual(['close', `error ${message}`])
  })

  it('tells an answer that is cut off, on the request first', async () => {
    const on = await start()
    const [closed, response, first, second] = await exchange(on, {
      url: address('/cut'),
      until: 'response error'
    })
    expect([closed, response]).toEqual(['close', 'response 200'])
    expect(first).toMatch(/^error net::ERR_/)
    expect(second).toBe(`response ${first ?? ''}`)
  })

  it.each(['redirect', 'credentials'])('with another %s than the app uses is not built', async (name) => {
    const on = await start()
    const ask = on.run(
      ({ net: electronNet }, _state, change) =>
        electronNet.request({ url: 'http://127.0.0.1/', redirect: 'manual', credentials: 'omit', ...change }),
      { [name]: undefined }
    )
    await expect(ask).rejects.toThrow(`stand-in: ${name}: undefined is not built`)
  })

  it('cannot be used before ready', async () => {
    app = await startSample(
      { PATH: process.env['PATH'] ?? '', HOME: folder },
      {
        early: ({ net: electronNet }) => {
          try {
            electronNet.request({ url: 'http://127.0.0.1/' })
          } catch (error) {
            process.stderr.write((error as Error).message)
          }
        }
      }
    )
    expect(app.errors()).toContain('before app is ready')
  })
})

describe('certificates and the proxy', () => {
  const url = 'https://secure.test/'
  const answered = ['close', 'response 200', 'end GET ']

  it('that nobody vouches for is refused, unless its key is listed', async () => {
    expect(
      await exchange(await throughProxy('--ignore-certificate-errors-spki-list=AAAA'), {
        url,
        until: 'error'
      })
    ).toEqual(['close', 'error net::ERR_CERT_AUTHORITY_INVALID'])
    app?.process.kill('SIGKILL')
    const on = await throughProxy(`--ignore-certificate-errors-spki-list=AAAA,${listed}`)
    expect(await exchange(on, { url, until: 'end' })).toEqual(answered)
    expect(asked).toEqual(['CONNECT secure.test:443', 'CONNECT secure.test:443', 'GET /'])
  })

  it('tells a tunnel that is refused, and a proxy that is not there', async () => {
    expect(await exchange(await throughProxy(), { url: 'https://refused.test/', until: 'error' })).toEqual([
      'close',
      'error net::ERR_TUNNEL_CONNECTION_FAILED'
    ])
    app?.process.kill('SIGKILL')
    expect(await exchange(await start('--proxy-server=http://127.0.0.1:1'), { url, until: 'error' })).toEqual(
      ['close', 'error net::ERR_PROXY_CONNECTION_FAILED']
    )
  })

  it.each(['silent', 'halfway'])('are left by an abort while the connection is %s', async (name) => {
    const on = await throughProxy()
    const connecting = once(proxy, 'connect')
    await on.run((electron, state, host) => {
      const request = electron.net.request({ url: host, redirect: 'manual', credentials: 'omit' })
      request.end()
      state['request'] = request
    }, `https://${name}.test/`)
    const [, socket] = (await connecting) as [unknown, net.Socket]
    const left = once(socket.resume(), 'end')
    await on.run((_, state) => (state['request'] as Electron.ClientRequest).abort())
    await left
    expect(await on.run(() => 'still here')).toBe('still here')
    expect(on.errors()).toBe('')
  })

  it('is not asked for the computer itself', async () => {
    expect(await exchange(await throughProxy(), { url: address('/direct'), until: 'end' })).toEqual(answered)
    expect(asked).toEqual(['GET /direct'])
  })

  it('asks for the log-in of the proxy, with credentials omitted too, and remembers it', async () => {
    proxyLogin = `Basic ${Buffer.from('me:pw').toString('base64')}`
    const on = await throughProxy(`--ignore-certificate-errors-spki-list=${listed}`)
    expect(await exchange(on, { url, login: 'cancel', until: 'response error' })).toEqual([
      'close',
      'login proxy basic office',
      'response 407',
      'error net::ERR_TUNNEL_CONNECTION_FAILED',
      'response error net::ERR_TUNNEL_CONNECTION_FAILED'
    ])
    const wish: Wish = { url, login: ['me', 'pw'], until: 'end' }
    expect(await exchange(on, wish)).toEqual([
      'close',
      'login proxy basic office',
      'response 200',
      'end GET '
    ])
    expect(await exchange(on, wish)).toEqual(answered)
  })
})
