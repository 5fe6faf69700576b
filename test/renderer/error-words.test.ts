import { describe, expect, it } from 'vitest'
import { errorCodes } from '../../electron/shared/error-codes.js'
import { wordsFor } from '../../renderer/ui/error-words.js'

describe('the words for failures', () => {
  it.each(errorCodes)('%s: says what happened, why, and what to do, plainly', (code) => {
    const { title, text } = wordsFor({ code, facts: {} })
    expect(title).toMatch(/^\S.*[^.!]$/)
    expect(text).toMatch(/\.$/)
    expect(`${title} ${text}`).not.toMatch(/!|\b(undefined|null|NaN|unknown error|oops|sorry|PAT)\b/i)
    expect(text.length).toBeLessThan(260)
  })

  it.each([
    ['fullScopePatPolicyViolation', 'contoso does not allow full-access tokens'],
    ['patLifespanPolicyViolation', 'contoso does not allow so long a life'],
    ['DisablePatCreationPolicyViolation', 'contoso does not let you create tokens'],
    ['globalPATCreationBlocked', 'A policy of contoso forbids this token']
  ])('a policy is named: %s', (patTokenError, title) => {
    expect(
      wordsFor({ code: 'policy-forbids', facts: { organization: 'contoso', patTokenError } }).title
    ).toBe(title)
  })

  it('show an answer that nobody foresaw as it is', () => {
    const { text } = wordsFor({
      code: 'request-refused',
      facts: { patTokenError: 'somethingNew', serviceMessage: 'Not on a Monday.' }
    })
    expect(text).toContain('Not on a Monday. · somethingNew.')
  })

  it('tell a paste that was sent nowhere from a token that was refused', () => {
    expect(wordsFor({ code: 'token-not-accepted', facts: { sent: false } }).title).toBe('That is not a token')
    expect(wordsFor({ code: 'token-not-accepted', facts: {} }).title).toBe('The token does not work')
  })

  it('say how long a pause is', () => {
    expect(wordsFor({ code: 'rate-limited', facts: { retryAfterSeconds: 30 } }).text).toContain('30 seconds')
  })
})
