import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { patTokenErrors, readPatTokenError } from '../../electron/shared/pat-errors.js'

describe('an error of the token API', () => {
  it('is known in all 37 values', () => {
    expect(patTokenErrors).toHaveLength(37)
  })

  const specification = resolve(import.meta.dirname, '../../../shared/specs/pats/tokens.json')
  it('is known in exactly the values of the published specification', (context) => {
    let text: string
    try {
      text = readFileSync(specification, 'utf8')
    } catch {
      console.info('not run: specifications not beside the project')
      context.skip('not run: specifications not beside the project')
      return
    }
    // The file's form is not ours to check; only the list inside is compared.
    const { definitions } = JSON.parse(text.replace(/^\uFEFF/, '')) as {
      definitions: { PatTokenResult: { properties: { patTokenError: { enum: string[] } } } }
    }
    const published = definitions.PatTokenResult.properties.patTokenError.enum
    expect([...patTokenErrors].sort()).toEqual([...published].sort())
  })

  it('is read without regard to capitals, and is null where it is not known', () => {
    for (const value of patTokenErrors) expect(readPatTokenError(value.toUpperCase())).toBe(value)
    expect(readPatTokenError('GlobalPatCreationBlocked')).toBe('globalPATCreationBlocked')
    expect(readPatTokenError('moonPhaseViolation')).toBeNull()
  })
})
