import { execFileSync } from 'node:child_process'
import { createHash, X509Certificate } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import http from 'node:http'
import https from 'node:https'
import type { AddressInfo, Server } from 'node:net'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import { startSample } from './sample-app.js'
import type { SampleApp } from './sample-app.js'

/* What docs/api/net.md and client-request.md of electron/electron say, and the switches as in docs/api/command-line-switches.md. */
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
    else if (url === '/login' && headers.authorization === undefined) {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="door"' }).end('who?')
    } else if (url === '/zipped')
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync('unzipped'))
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
  proxy = http.createServer((request, response) => {
    asked.push(`proxied ${request.url ?? ''}`)
    response.end('through the proxy')
  })
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

interface Wish extends Electron.ClientRequestConstructorOptions {
  readonly body?: string
  /** What the `redirect` listener does. */
  readonly onRedirect?: 'follow' | 'abort'
  /** What the `login` listener answers: a name and a password, or nothing. */
  readonly login?: readonly [string, string] | 'cancel'
  readonly abortAfter?: 'response' | 'end'
}
/** All events of one request, in their order. */
const exchange = (on: SampleApp, wish: Wish): Promise<string[]> =>
  on.run(({ net: electronNet }, _state, { body, onRedirect, login, abortAfter, ...options }) => {
    const events: string[] = []
    return new Promise<string[]>((resolve) => {
      const request = electronNet.request(options)
      request.on('redirect', (status, method, url) => {
        events.push(`redirect ${status} ${method} ${new URL(url).pathname}`)
        if (onRedirect === 'follow') request.followRedirect()
        if (onRedirect === 'abort') request.abort()
      })
      if (login !== undefined) {
        request.on('login', ({ isProxy, scheme, realm }, callback) => {
          events.push(`login ${isProxy ? 'proxy' : 'server'} ${scheme} ${realm}`)
          if (login === 'cancel') callback()
          else callback(...login)
        })
      }
      request.on('response', (response) => {
        events.push(`response ${response.statusCode}`)
        if (abortAfter === 'response') request.abort()
        let text = ''
        response.on('data', (chunk) => (text += chunk.toString('utf8')))
        response.on('end', () => events.push(`end ${text}`))
        response.on('error', (error: Error) => events.push(`response error ${error.message}`))
        response.on('aborted', () => events.push('aborted'))
      })
      request.on('error', (error) => events.push(`error ${error.message}`))
      request.on('abort', () => events.push('abort'))
      request.on('close', () => {
        events.push('close')
        resolve(events)
      })
      request.end(body)
      if (abortAfter === 'end') request.abort()
    })
  }, wish)

describe('net.request', () => {
  it('sends method, headers and body, and gives the decoded answer', async () => {
    const on = await start()
    expect(
      await exchange(on, {
        url: address('/a'),
        method: 'POST',
        body: 'hällo',
        headers: { authorization: 'Bearer x' }
      })
    ).toEqual(['response 200', 'end POST hällo', 'close'])
    expect(asked).toEqual(['POST /a Bearer x'])
    expect(await exchange(on, { url: address('/zipped') })).toEqual(['response 200', 'end unzipped', 'close'])
  })

  it('joins repeated headers, but for set-cookie', async () => {
    const on = await start()
    const headers = await on.run(
      ({ net: electronNet }, _state, url) =>
        new Promise<unknown>((resolve) => {
          const request = electronNet.request(url)
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

  it('follows a redirect by itself', async () => {
    const on = await start()
    expect(await exchange(on, { url: address('/moved') })).toEqual([
      'redirect 302 GET /there',
      'response 200',
      'end GET ',
      'close'
    ])
  })

  it("with redirect 'manual' is cancelled unless followRedirect is called at once", async () => {
    const on = await start()
    const wish = { url: address('/moved'), redirect: 'manual' } as const
    expect(await exchange(on, wish)).toEqual([
      'redirect 302 GET /there',
      'error Redirect was cancelled',
      'close'
    ])
    expect(await exchange(on, { ...wish, onRedirect: 'follow' })).toEqual([
      'redirect 302 GET /there',
      'response 200',
      'end GET ',
      'close'
    ])
    expect(await exchange(on, { ...wish, onRedirect: 'abort' })).toEqual([
      'redirect 302 GET /there',
      'abort',
      'close'
    ])
    expect(asked).toEqual(['GET /moved', 'GET /moved', 'GET /there', 'GET /moved'])
  })

  it("with redirect 'error' ends in an error", async () => {
    const on = await start()
    expect(await exchange(on, { url: address('/moved'), redirect: 'error' })).toEqual([
      "error Attempted to redirect, but redirect policy was 'error'",
      'close'
    ])
  })

  it('asks for a log-in at a 401, but not with credentials omitted', async () => {
    const on = await start()
    const url = address('/login')
    expect(await exchange(on, { url, login: ['me', 'pw'] })).toEqual([
      'login server basic door',
      'response 200',
      'end GET ',
      'close'
    ])
    expect(await exchange(on, { url })).toEqual(['response 401', 'end who?', 'close'])
    expect(await exchange(on, { url, login: ['me', 'pw'], credentials: 'omit' })).toEqual([
      'response 401',
      'end who?',
      'close'
    ])
  })

  it('can be aborted', async () => {
    const on = await start()
    expect(await exchange(on, { url: address('/silent'), abortAfter: 'end' })).toEqual(['abort', 'close'])
    expect((await exchange(on, { url: address('/'), abortAfter: 'response' })).slice(0, 2)).toEqual([
      'response 200',
      'abort'
    ])
  })

  it.each([
    ['http://127.0.0.1:1/', 'net::ERR_CONNECTION_REFUSED'],
    ['http://nobody.invalid/', 'net::ERR_NAME_NOT_RESOLVED']
  ])('%s fails as %s, a plain Error', async (url, message) => {
    const on = await start()
    expect(await exchange(on, { url })).toEqual([`error ${message}`, 'close'])
  })

  it('tells an answer that is cut off', async () => {
    const on = await start()
    const events = await exchange(on, { url: address('/cut') })
    expect(events[0]).toBe('response 200')
    expect(events.some((event) => event.startsWith('error net::ERR_'))).toBe(true)
  })

  it('cannot be used before ready', async () => {
    app = await startSample(
      { PATH: process.env['PATH'] ?? '', HOME: folder },
      {
        early: ({ net: electronNet }) => {
          try {
            electronNet.request('http://127.0.0.1/')
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

  it('that nobody vouches for is refused, unless its key is listed', async () => {
    expect(await exchange(await throughProxy('--ignore-certificate-errors-spki-list=AAAA'), { url })).toEqual(
      ['error net::ERR_CERT_AUTHORITY_INVALID', 'close']
    )
    app?.process.kill('SIGKILL')
    const on = await throughProxy(`--ignore-certificate-errors-spki-list=AAAA,${listed}`)
    expect(await exchange(on, { url })).toEqual(['response 200', 'end GET ', 'close'])
    expect(asked).toEqual(['CONNECT secure.test:443', 'CONNECT secure.test:443', 'GET /'])
  })

  it('tells a tunnel that is refused, and a proxy that is not there', async () => {
    expect(await exchange(await throughProxy(), { url: 'https://refused.test/' })).toEqual([
      'error net::ERR_TUNNEL_CONNECTION_FAILED',
      'close'
    ])
    app?.process.kill('SIGKILL')
    expect(await exchange(await start('--proxy-server=http://127.0.0.1:1'), { url })).toEqual([
      'error net::ERR_PROXY_CONNECTION_FAILED',
      'close'
    ])
  })

  it('is asked for http too, but not for the computer itself', async () => {
    const on = await throughProxy()
    expect(await exchange(on, { url: 'http://plain.test/x' })).toEqual([
      'response 200',
      'end through the proxy',
      'close'
    ])
    expect(await exchange(on, { url: address('/direct') })).toEqual(['response 200', 'end GET ', 'close'])
    expect(asked).toEqual(['proxied http://plain.test/x', 'GET /direct'])
  })

  it('asks for the log-in of the proxy, with credentials omitted too, and remembers it', async () => {
    proxyLogin = `Basic ${Buffer.from('me:pw').toString('base64')}`
    const on = await throughProxy(`--ignore-certificate-errors-spki-list=${listed}`)
    const wish = { url, credentials: 'omit', login: ['me', 'pw'] } as const
    expect(await exchange(on, { ...wish, login: 'cancel' })).toEqual([
      'login proxy basic office',
      'response 407',
      'response error net::ERR_TUNNEL_CONNECTION_FAILED',
      'error net::ERR_TUNNEL_CONNECTION_FAILED',
      'close'
    ])
    expect(await exchange(on, wish)).toEqual([
      'login proxy basic office',
      'response 200',
      'end GET ',
      'close'
    ])
    expect(await exchange(on, wish)).toEqual(['response 200', 'end GET ', 'close'])
  })
})

describe('net.fetch', () => {
  const fetch = (on: SampleApp, url: string, init: RequestInit = {}): Promise<unknown> =>
    on.run(
      async ({ net: electronNet }, _state, [to, options]) => {
        const response = await electronNet.fetch(to, options)
        return [response.status, await response.text()]
      },
      [url, init] as const
    )

  it('answers, and follows redirects', async () => {
    const on = await start()
    expect(await fetch(on, address('/b'), { method: 'PUT', body: 'x' })).toEqual([200, 'PUT x'])
    expect(await fetch(on, address('/moved'))).toEqual([200, 'GET '])
  })

  it("rejects for redirect 'manual', for 'error' and for what cannot be reached", async () => {
    const on = await start()
    await expect(fetch(on, address('/moved'), { redirect: 'manual' })).rejects.toThrow(
      'Redirect was cancelled'
    )
    await expect(fetch(on, address('/moved'), { redirect: 'error' })).rejects.toThrow('Attempted to redirect')
    await expect(fetch(on, 'http://127.0.0.1:1/')).rejects.toThrow('net::ERR_CONNECTION_REFUSED')
  })

  it('can be aborted by its signal', async () => {
    const on = await start()
    const name = on.run(async ({ net: electronNet }, _state, url) => {
      const aborting = new AbortController()
      const fetching = electronNet.fetch(url, { signal: aborting.signal })
      aborting.abort()
      return fetching.then(
        () => 'answered',
        (error: unknown) => (error as Error).name
      )
    }, address('/silent'))
    expect(await name).toBe('AbortError')
  })
})
