import { describe, expect, it } from 'vitest'
import { redact } from '../../electron/domain/redaction.js'
import { looksLikeToken } from '../../electron/domain/token-form.js'
import { tokenText } from '../fakes/pat-api.js'

const today = tokenText(1)
/** The sample of the published specification. */
const older = 'dip55dwf4vpitomw63jzvomefmi2jluguprzwwqwuc6xq4fhocwq'
const jwt = 'eyJ0eXAiOiJKV1QifQ.eyJzdWIiOiJhZGEifQ.c2lnbmF0dXJl'

describe('redaction', () => {
  it.each([
    ['today’s form', today],
    ['the older form', older],
    ['a JSON web token', jwt],
    ['a Basic header', Buffer.from(`:${today}`).toString('base64')]
  ])('removes %s, wherever it stands', (_form, secret) => {
    const line = `Authorization: Basic ${secret} and again (Bearer ${secret})`
    expect(redact(line)).toBe('Authorization: Basic [redacted] and again (Bearer [redacted])')
  })

  it.each([today, older, jwt])(
    'removes a bare secret, at the end of an address or in quotes: %s',
    (secret) => {
      expect(redact(`https://x:${secret}@dev.azure.com/`)).not.toContain(secret.slice(0, 12))
      expect(redact(JSON.stringify({ token: secret }))).toBe('{"token":"[redacted]"}')
      expect(redact(`${secret},${secret}`)).toBe('[redacted],[redacted]')
    }
  )

  it.each([
    [
      'http://localhost:1234/?code=0.AXkA-x_y&state=abc',
      'http://localhost:1234/?code=[redacted]&state=[redacted]'
    ],
    ['grant_type=x&refresh_token=1.AQ.z~y&client_id=y', 'grant_type=x&refresh_token=[redacted]&client_id=y'],
    ['GET https://ada:hush@dev.azure.com/contoso', 'GET https://[redacted]@dev.azure.com/contoso'],
    ['proxy http://ada:hush@proxy:8080 refused', 'proxy http://[redacted]@proxy:8080 refused']
  ])('removes what an address or a form carries: %s', (text, redacted) => {
    expect(redact(text)).toBe(redacted)
  })

  it.each([
    ['authorization: basic c2hvcnQ6b25l', 'authorization: basic [redacted]'],
    ['Authorization: BEARER   opaque-value-1', 'Authorization: BEARER   [redacted]'],
    [
      '{"PASSWORD":"one"} {"Client_Secret":"two"}',
      '{"PASSWORD":"[redacted]"} {"Client_Secret":"[redacted]"}'
    ],
    ['%22eyJ0eXAiOiJKV1QifQ', '%22[redacted]']
  ])('removes what only its name or its beginning gives away: %s', (text, redacted) => {
    expect(redact(text)).toBe(redacted)
  })

  it('leaves a word that is longer than a token of the older form', () => {
    expect(redact(`${older}a`)).toBe(`${older}a`)
  })

  const base64 = (text: string): string => Buffer.from(text).toString('base64')
  const percent = (text: string): string =>
    Array.from(text, (one) => `%${one.charCodeAt(0).toString(16).padStart(2, '0')}`).join('')
  const refresh = `0.AXkA-x_y${'Zq9'.repeat(20)}.AgABAw`

  it.each([
    ['base64 behind a colon', base64(`:${today}`)],
    ['base64 behind a name', base64(`ada:${today}`)],
    ['base64 behind a longer name', base64(`adal:${today}`)],
    ['base64', base64(today)],
    ['base64 of the older form', base64(`:${older}`)],
    ['base64 for addresses', Buffer.from(`:${today}`).toString('base64url')],
    ['base64, its signs percent-encoded', base64(`??>:${today}`).replace(/[+/=]/g, encodeURIComponent)],
    ['percent-encoded', percent(today)],
    ['percent-encoded behind a colon', encodeURIComponent(`:${older}`)],
    ['a refresh token', refresh],
    ['a percent-encoded web token', `%22${jwt}`]
  ])('removes a token that stands bare, as %s', (_form, secret) => {
    for (const text of [secret, `got ${secret} back`, `path/${secret}`, `"${secret}"`]) {
      const left = redact(text)
      expect(left).toContain('[redacted]')
      expect(left).not.toContain(secret.slice(10, 40))
    }
  })

  it.each([
    ['_password=c2VjcmV0', '_password=[redacted]'],
    ['//host/:_password = "c2VjcmV0"', '//host/:_password = "[redacted]"'],
    ['_authToken=abc', '_authToken=[redacted]'],
    ['{"access_token":"0.AXkA","expires_in":3599}', '{"access_token":"[redacted]","expires_in":3599}'],
    ['{"refresh_token" : "short"}', '{"refresh_token" : "[redacted]"}'],
    [JSON.stringify('{"id_token":"x y"}'), JSON.stringify('{"id_token":"[redacted]"}')]
  ])('removes what stands under the name of a secret: %s', (text, redacted) => {
    expect(redact(text)).toBe(redacted)
  })

  it.each([
    'eyJ-',
    'eyJaaaaaaaa.',
    ' ',
    'basic ',
    '"',
    'password"',
    'password=',
    'password" : "',
    '%41',
    '%',
    'A',
    'a',
    '=',
    '://',
    '://a@',
    '0.A',
    '0.A-',
    'A/b-'
  ])('comes to an end on very many characters of %j, and of it with an end of its own', (part) => {
    const long = part.repeat(300_000 / part.length)
    // What takes a step for each pair of characters would not end before the test is given up.
    for (const end of ['', '!', '@', '"', '=', ' ']) expect(redact(long + end).length).toBeGreaterThan(0)
  })

  it('leaves what a log needs', () => {
    const line =
      'token.made token="4ab5764f-4193-4f1d-b995-64144880b7d7" sha=da39a3ee5e6b4b0d3255bfef95601890afd80709'
    expect(redact(line)).toBe(line)
    for (const other of [
      'sign-in.refused code="vault-locked" exitcode=1 state="ready"',
      '{"code":"vault-locked","state":"ready"}',
      `sha512=${'0123456789abcdef'.repeat(8)}`,
      `/home/ada/${'long-names/of_folders/'.repeat(6)}index.js:12:34`,
      'version 1.A and 0.A.1'
    ])
      expect(redact(other)).toBe(other)
    expect(redact('the basic idea, the bearer of news')).toBe('the basic idea, the bearer of news')
  })
})

describe('the form of a token', () => {
  it('is known for both kinds', () => {
    expect(looksLikeToken(today)).toBe(true)
    expect(looksLikeToken(older)).toBe(true)
  })

  it.each([jwt, 'da39a3ee5e6b4b0d3255bfef95601890afd80709', `${older}a`, today.slice(1), 'contoso', ''])(
    'is not that of %s',
    (text) => {
      expect(looksLikeToken(text)).toBe(false)
    }
  )
})
