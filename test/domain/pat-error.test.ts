import { describe, expect, it } from 'vitest'
import { patFailure } from '../../electron/domain/pat-error.js'

describe('a refusal of the token API', () => {
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
    expect(patFailure('globalpatcreationblocked', null, 'contoso').code).toBe('policy-forbids')
  })

  it('that is unknown is passed on as it came, with the message of the service', () => {
    expect(patFailure('moonPhaseViolation', 'Not at full moon.', 'contoso')).toMatchObject({
      code: 'request-refused',
      facts: { patTokenError: 'moonPhaseViolation', serviceMessage: 'Not at full moon.' }
    })
  })

  it.each([null, ''])('has no message where the service gave none: %j', (message) => {
    expect(patFailure('moonPhaseViolation', message, 'contoso').facts).not.toHaveProperty('serviceMessage')
  })
})
