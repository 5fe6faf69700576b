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

  it('leaves what a log needs', () => {
    const line =
      'token.made token="4ab5764f-4193-4f1d-b995-64144880b7d7" sha=da39a3ee5e6b4b0d3255bfef95601890afd80709'
    expect(redact(line)).toBe(line)
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
