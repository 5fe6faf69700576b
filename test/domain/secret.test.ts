import { inspect } from 'node:util'
import { describe, expect, it } from 'vitest'
import { AppFailure, asAppError } from '../../electron/domain/app-failure.js'
import { Secret } from '../../electron/domain/secret.js'

describe('a secret', () => {
  const secret = new Secret('open sesame')

  it.each<[string, (one: Secret) => string]>([
    ['as text', (one) => String(one)],
    ['in a sentence', (one) => ''.concat(one as unknown as string)],
    ['as JSON', (one) => JSON.parse(JSON.stringify(one)) as string],
    ['inspected', (one) => inspect(one)]
  ])('shows nothing %s', (_how, show) => {
    expect(show(secret)).toBe('[secret]')
  })

  it('shows nothing from inside something else, and does not survive a structured clone', () => {
    expect(inspect({ kept: [secret] })).not.toContain('sesame')
    expect(structuredClone(secret)).toEqual({})
    expect(Object.keys(secret)).toEqual([])
  })

  it('gives its value to whom it is for', () => {
    expect(secret.reveal()).toBe('open sesame')
  })

  it('equals another one of the same value only', () => {
    expect(secret.equals(new Secret('open sesame'))).toBe(true)
    expect(secret.equals(new Secret('open Sesame'))).toBe(false)
  })

  it('is never empty: an empty one would be a missing one', () => {
    expect(() => new Secret('')).toThrow(RangeError)
  })
})

describe('a failure as data', () => {
  it('has its code and facts', () => {
    const cause = new Error('below')
    const failure = new AppFailure('offline', { host: 'dev.azure.com' }, { cause })
    expect(asAppError(failure)).toEqual({ code: 'offline', facts: { host: 'dev.azure.com' } })
    expect(failure).toMatchObject({ name: 'AppFailure', message: 'offline', cause })
    expect(asAppError(new AppFailure('offline'))).toEqual({ code: 'offline', facts: {} })
  })

  it('tells nothing of what is a bug', () => {
    expect(asAppError(new Error('a token was here'))).toEqual({ code: 'internal', facts: {} })
  })
})
