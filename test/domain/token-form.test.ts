import { describe, expect, it } from 'vitest'
import { maySend, unlikelyForm } from '../../electron/domain/token-form.js'
import { tokenText } from '../fakes/pat-api.js'

describe('what speaks against a text being a token', () => {
  it.each([
    [tokenText(1), null],
    ['a2'.repeat(26), null],
    ['x'.repeat(100), 'unknown-form'],
    ['x'.repeat(512), 'unknown-form'],
    ['!~', 'unknown-form'],
    ['x'.repeat(513), 'too-long'],
    [`${'x'.repeat(512)}\n`, 'too-long'],
    ['two words', 'white-space'],
    ['no-break\u00a0space', 'white-space'],
    ['naïve', 'strange-characters'],
    ['line\nline', 'line-breaks'],
    ['line\rline', 'line-breaks'],
    ['a\ttab', 'line-breaks'],
    ['null\0', 'line-breaks'],
    ['\u007f', 'line-breaks'],
    ['\u0085', 'line-breaks'],
    ['\u009f', 'line-breaks'],
    ['line\u2028line', 'line-breaks'],
    ['line\u2029line', 'line-breaks']
  ])('%.20j: %s', (text, reason) => {
    expect(unlikelyForm(text)).toBe(reason)
  })

  it('keeps it from being sent only where it is a document or several lines', () => {
    expect(maySend(null)).toBe(true)
    expect(maySend('unknown-form')).toBe(true)
    expect(maySend('white-space')).toBe(true)
    expect(maySend('strange-characters')).toBe(true)
    expect(maySend('too-long')).toBe(false)
    expect(maySend('line-breaks')).toBe(false)
  })
})
