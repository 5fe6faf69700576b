import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { isOurPage } from '../../electron/app/page-address.js'
import { createPageProtocol, fileFor } from '../../electron/app/page-protocol.js'

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'page-'))
  await mkdir(path.join(folder, 'page', 'assets'), { recursive: true })
  await writeFile(path.join(folder, 'secret.html'), 'outside')
  await writeFile(path.join(folder, 'page', 'index.html'), '<script nonce="__CSP_NONCE__"></script>')
  await writeFile(path.join(folder, 'page', 'assets', 'a b.js'), 'x')
  await writeFile(path.join(folder, 'page', 'settings.json'), '{}')
})
afterAll(() => rm(folder, { recursive: true }))

const get = (url: string, method = 'GET') =>
  createPageProtocol(path.join(folder, 'page'))({ url: `app://token-tray${url}`, method })

describe('the page protocol', () => {
  it('serves the page under a strict policy whose nonce is in the document and new each time', async () => {
    const nonces = []
    for (const url of ['/', '/index.html']) {
      const answer = await get(url)
      const policy = answer.headers.get('content-security-policy') ?? ''
      const nonce = /script-src 'self' 'nonce-([^']+)'/.exec(policy)?.[1] ?? 'none'
      expect(policy).toContain("default-src 'none'")
      expect(policy).not.toMatch(/unsafe|data:|\*/)
      expect(await answer.text()).toBe(`<script nonce="${nonce}"></script>`)
      nonces.push(nonce)
    }
    expect(new Set(nonces).size).toBe(2)
  })

  it('lets the page connect, submit, be framed and change its base nowhere, and says so in full', async () => {
    const policy = (await get('/')).headers.get('content-security-policy') ?? ''
    expect(policy.replaceAll(/'nonce-[^']+'/g, "'nonce'").split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self' 'nonce'",
      "style-src 'self' 'nonce'",
      "img-src 'self'",
      "font-src 'self'",
      "connect-src 'none'",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'"
    ])
  })

  it('gives every file its own type', async () => {
    const answer = await get('/assets/a%20b.js')
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff')
  })

  it('fails to load a missing file: a 404 would be an empty page that nobody hears of', async () => {
    expect((await get('/nothing.html')).type).toBe('error')
  })

  it.each([
    ['a type that the page does not have', '/settings.json'],
    ['a folder', '/assets'],
    ['encoded traversal', '/%2e%2e%2fsecret.html'],
    ['encoded traversal inside', '/assets/..%2f..%2fsecret.html'],
    ['a back-slash', '/..%5csecret.html'],
    ['a NUL', '/index.html%00.js'],
    ['a broken escape', '/%zz']
  ])('answers 404 for %s', async (_what, url) => {
    expect((await get(url)).status).toBe(404)
  })

  it('answers 405 for anything but GET', async () => {
    expect((await get('/index.html', 'POST')).status).toBe(405)
  })

  it('knows no file for another host', () => {
    expect(fileFor(folder, 'app://elsewhere/index.html')).toBeNull()
    expect(fileFor(folder, 'not an address')).toBeNull()
  })
})

describe('an address of our page', () => {
  it('is told by scheme and host', () => {
    expect(isOurPage('app://token-tray/index.html#x')).toBe(true)
    for (const other of [
      'app://token-tray.example/',
      'app2://token-tray/',
      'https://token-tray/',
      'file:///index.html',
      ''
    ]) {
      expect(isOurPage(other)).toBe(false)
    }
  })
})
