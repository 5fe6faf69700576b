import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { patFailure, patTokenErrors, readPatTokenError } from '../../electron/domain/pat-error.js'

describe('a refusal of the token API', () => {
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

  it('says what a person can do', () => {
    expect(patFailure('fullScopePatPolicyViolation', null, 'contoso')).toMatchObject({
      code: 'policy-forbids',
      facts: { organization: 'contoso', patTokenError: 'fullScopePatPolicyViolation' }
    })
    expect(patFailure('accessDenied', null, 'contoso').code).toBe('access-denied')
    expect(patFailure('invalidScope', null, 'contoso').code).toBe('request-refused')
    expect(patFailure('failedToReadOrgPolicy', null, 'contoso').code).toBe('service-unavailable')
  })

  it('is compared without regard to capitals', () => {
    expect(readPatTokenError('GlobalPatCreationBlocked')).toBe('globalPATCreationBlocked')
    expect(patFailure('globalpatcreationblocked', null, 'contoso').code).toBe('policy-forbids')
  })

  it('that is unknown is passed on as it came, with the message of the service', () => {
    expect(patFailure('moonPhaseViolation', 'Not at full moon.', 'contoso')).toMatchObject({
      code: 'request-refused',
      facts: { patTokenError: 'moonPhaseViolation', serviceMessage: 'Not at full moon.' }
    })
  })
})
