import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'

const sources = readdirSync('electron', { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts'))
  .map((file) => ({
    name: file.replaceAll(path.sep, '/'),
    text: readFileSync(path.join('electron', file), 'utf8')
  }))
const usersOf = (pattern: RegExp): readonly string[] =>
  sources.filter(({ text }) => pattern.test(text)).map(({ name }) => name)

describe('the checklist of SECURITY.md', () => {
  const rows = readFileSync('SECURITY.md', 'utf8')
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()))
    .filter(([, number]) => /^\d+$/.test(number ?? ''))
  const named = (cell = ''): readonly string[] => [...cell.matchAll(/`([^`]+)`/g)].map(([, name]) => name!)

  it('has all twenty points, once each', () => {
    expect(rows.map(([, number]) => Number(number))).toEqual(
      Array.from({ length: 20 }, (_, index) => index + 1)
    )
  })

  it.each(rows.map((row) => [row[1], row[2], row] as const))(
    '%s, %s, names files that exist',
    (_n, _point, row) => {
      const [where, tested] = [named(row[4]), named(row[5])]
      expect(where.length).toBeGreaterThan(0)
      expect(tested.length).toBeGreaterThan(0)
      expect([...where, ...tested].filter((file) => !existsSync(file))).toEqual([])
      expect(tested.filter((file) => !/^test\/.*\.test\.tsx?$/.test(file))).toEqual([])
    }
  )
})

describe('the Electron that ships', () => {
  it('is the one that SECURITY.md and its decision name', () => {
    const { devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
      readonly devDependencies: { readonly electron: string }
    }
    const { electron } = devDependencies
    const row = readFileSync('SECURITY.md', 'utf8')
      .split('\n')
      .find((line) => line.startsWith('| 16 '))
    expect(row).toContain(`| ${electron};`)
    expect(existsSync(`docs/decisions/003-electron-${electron.replaceAll('.', '-')}.md`)).toBe(true)
  })
})

describe('what a page could be given beyond its need', () => {
  it.each([
    ['insecure content', /allowRunningInsecureContent/],
    ['experimental features', /experimentalFeatures/],
    ['features of Blink', /BlinkFeatures/],
    ['pop-ups of web views', /allowpopups/i],
    ['web views', /<webview|webviewTag: true/],
    ['a devtools switch that ships', /openDevTools|remote-debugging/],
    ['eval', /\beval\(|new Function\(|executeJavaScript/]
  ])('is used nowhere: %s', (_what, pattern) => {
    expect(usersOf(pattern)).toEqual([])
  })
})

describe('the way out', () => {
  it('is one: only the HTTP door sends requests, and only the sign-in listens, on the loopback', () => {
    expect(usersOf(/\bnet\.(request|fetch)\(/)).toEqual(['adapters/network/http.ts'])
    expect(usersOf(/from 'node:(http|https|http2|net|tls|dgram|dns)'/)).toEqual([
      'adapters/entra/loopback.ts'
    ])
    expect(usersOf(/\b(XMLHttpRequest|WebSocket|EventSource|sendBeacon)\b|[^.\w]fetch\(/)).toEqual([])
  })

  it('never weakens TLS, and sets no proxy of its own', () => {
    expect(
      usersOf(
        /ignore-certificate|certificate-error|setCertificateVerifyProc|rejectUnauthorized|NODE_TLS|setProxy\(/
      )
    ).toEqual([])
  })
})
