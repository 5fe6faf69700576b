import { describe, expect, it } from 'vitest'
import { aadstsNumber, azureCliFailure, interactiveFailure } from '../../electron/domain/sign-in-error.js'

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
    ['invalid_client', 7000218, 'sign-in-refused'],
    ['expired_token', null, 'device-code-expired'],
    ['authorization_declined', null, 'sign-in-cancelled'],
    ['server_error', null, 'sign-in-refused']
  ] as const)('%s AADSTS%s is %s', (error, number, code) => {
    expect(interactiveFailure({ error, number })).toMatchObject({
      code,
      facts: { entraCode: number === null ? error : `AADSTS${number}` }
    })
  })
})

describe('the number of a refusal', () => {
  it.each([
    ['AADSTS65004: User declined', 65004],
    ['ERROR: (AADSTS50076) and more', 50076],
    ['AADSTS: none', null],
    ['XAADSTS65004', null],
    ['', null]
  ])('in %j is %s', (text, number) => {
    expect(aadstsNumber(text)).toBe(number)
  })
})

describe('a refusal of Azure CLI', () => {
  const tenant = '72f988bf-86f1-41af-91ab-2d7cd011db47'
  // As az writes them (Azure/azure-cli src/azure-cli-core); the words after a number are Entra's.
  it.each([
    ["ERROR: Please run 'az login' to setup account.", 'azure-cli-signed-out', undefined],
    ["Please run 'az login' to access your accounts.", 'azure-cli-signed-out', undefined],
    [
      "ERROR: User 'ada@contoso.example' does not exist in MSAL token cache. Run `az login`.",
      'azure-cli-signed-out',
      undefined
    ],
    [
      "ERROR: AADSTS50020: User account 'ada' from identity provider 'x' does not exist in tenant 'y'",
      'azure-cli-wrong-tenant',
      'AADSTS50020'
    ],
    ["ERROR: AADSTS90002: Tenant 'x' not found.", 'azure-cli-wrong-tenant', 'AADSTS90002'],
    [
      'ERROR: AADSTS50076: Due to a configuration change you must use multi-factor authentication.\nInteractive authentication is needed. Please run:\naz login --tenant "x" --scope "y/.default"',
      'azure-cli-needs-sign-in',
      'AADSTS50076'
    ],
    ['ERROR: AADSTS700082: The refresh token has expired', 'azure-cli-needs-sign-in', 'AADSTS700082'],
    ['ERROR: Interactive authentication is needed. Please run:', 'azure-cli-needs-sign-in', undefined],
    ['To re-authenticate, please run:\naz login --scope "x"', 'azure-cli-needs-sign-in', undefined],
    ['ERROR: AADSTS53003: Access has been blocked by policies', 'conditional-access', 'AADSTS53003'],
    ['ERROR: AADSTS700016: Application not found', 'azure-cli-failed', 'AADSTS700016'],
    ['Traceback (most recent call last): ...', 'azure-cli-failed', undefined],
    ['', 'azure-cli-failed', undefined]
  ])('%j is %s', (errors, code, entraCode) => {
    const failure = azureCliFailure(1, errors, tenant)
    expect(failure.code).toBe(code)
    expect(failure.facts).toEqual({ exitCode: 1, tenant, ...(entraCode === undefined ? {} : { entraCode }) })
  })

  it('names no tenant where none was asked for', () => {
    expect(azureCliFailure(2, '', null).facts).toEqual({ exitCode: 2 })
  })
})
