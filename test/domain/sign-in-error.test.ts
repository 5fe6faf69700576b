import { describe, expect, it } from 'vitest'
import { interactiveFailure } from '../../electron/domain/sign-in-error.js'

describe('a sign-in that did not work', () => {
  it.each([
    ['access_denied', 65004, 'sign-in-cancelled'],
    ['access_denied', null, 'sign-in-cancelled'],
    ['invalid_grant', 65001, 'consent-needed'],
    ['access_denied', 90094, 'consent-needed'],
    ['consent_required', null, 'consent-needed'],
    ['invalid_grant', 53003, 'conditional-access'],
    ['unauthorized_client', 700016, 'sign-in-refused'],
    ['access_denied', 50105, 'sign-in-refused'],
    ['server_error', null, 'sign-in-refused']
  ] as const)('%s AADSTS%s is %s', (error, number, code) => {
    expect(interactiveFailure({ error, number })).toMatchObject({
      code,
      facts: { entraCode: number === null ? error : `AADSTS${number}` }
    })
  })
})
