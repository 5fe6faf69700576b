import type { ErrorCode } from '../../electron/shared/error-codes.js'
import type { Words } from './error-sentence.js'

/** Words for all that keeps a person from being signed in, and for ways that do not lead to a token. */
export const signInWords = {
  'client-id-missing':
    'Your own sign-in is not set up | It needs the client id of an app registration. Set it in Settings, or make the token another way. | by-hand, settings, help-app',
  'sign-in-again': 'Your sign-in has ended | Sign in again. Your draft is kept. | sign-in, switch-way',
  'sign-in-cancelled':
    'The sign-in was cancelled | Nothing was changed. Your draft is kept. | sign-in, switch-way',
  'sign-in-timed-out':
    'The sign-in was not finished | The browser did not come back within five minutes. Your draft is kept. | sign-in, switch-way',
  'sign-in-refused':
    'The sign-in was refused | Microsoft Entra did not let you in[ ({entraCode})]. Check the client id and the tenant in Settings, sign in with another account, or make the token another way. | sign-in, by-hand, switch-way, settings',
  'consent-needed':
    'An administrator has to allow this app first | Your company has not given this app registration its consent[ ({entraCode})]. Send an administrator the text, or make the token another way meanwhile. | by-hand, switch-way, help-app, sign-in',
  'conditional-access':
    'A sign-in rule of your company stands in the way | Conditional access was not met: this device, network or sign-in does not count as safe enough[ ({entraCode})].[ {answered}] Sign in again in full, on the company network or device if you have one, or ask an administrator. | sign-in, switch-way',
  'browser-not-opened':
    'The browser did not open | This computer refused to open an address.[ Open it yourself: {address}] | retry',
  'port-taken':
    'The browser could not come back to this app | The sign-in ends at a port of this computer, and none could be opened[ ({reason})]: a security program may forbid it. Try again, or sign in on another device. | sign-in, switch-way',
  'device-code-expired':
    'The code is too old | It was not entered on the other device in time. Sign in again to get a new one. | sign-in, switch-way',

  'azure-cli-missing':
    'Azure CLI was not found | Install it, or name its place in Settings if it is on this computer. | use-azure-cli-help, settings, retry, switch-way',
  'azure-cli-signed-out':
    'Nobody is signed in to Azure CLI | Run “az login” in a terminal, then try again. | retry, switch-way',
  'azure-cli-wrong-tenant':
    'Azure CLI is signed in somewhere else | Its account does not belong to the directory of {organization}[ ({entraCode})]. Run “az login[ --tenant {tenant}]” in a terminal, then try again. | retry, switch-way',
  'azure-cli-needs-sign-in':
    'Azure CLI wants you to sign in again | Its sign-in is no longer enough for {organization}[ ({entraCode})]. Run “az login[ --tenant {tenant}]” in a terminal, then try again. | retry, switch-way',
  'azure-cli-failed':
    'Azure CLI reported an error | It gave no sign-in[ and ended with code {exitCode}][ ({entraCode})]. Run “az account get-access-token” in a terminal to see why, or make the token another way. | retry, switch-way',

  /** azure-devops.md 1.1 and 1.9: a Server has no token API, and Entra apps do not sign Microsoft accounts in. */
  'way-not-possible': {
    by: 'backing',
    server:
      'Only you can make a token there | Azure DevOps Server lets no app make tokens. Make the token on the token page: this app shows what to enter. | by-hand, switch-way',
    'microsoft-account':
      '{Organization} uses Microsoft accounts | A sign-in of your own app registration works with company accounts only. Make the token on the token page: this app shows what to enter. | by-hand, switch-way',
    otherwise:
      'This way does not lead to a token here | Make the token on the token page: this app shows what to enter. | by-hand, switch-way'
  }
} as const satisfies Partial<Readonly<Record<ErrorCode, Words>>>
