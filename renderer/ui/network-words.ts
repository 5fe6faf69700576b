import type { ErrorCode } from '../../electron/shared/error-codes.js'
import type { Words } from './error-sentence.js'

/**
 * Words for all that stands between this computer and the service, and for a service that does not answer.
 * `netError` is Chromium's name for what happened, which whoever runs the network can look up.
 */
export const networkWords = {
  /** By `obstacle` of `adapters/network/network-errors.ts`. */
  offline: {
    by: 'obstacle',
    'no-network':
      'This computer is not connected | There is no network. Connect to one, then try again. | retry',
    'name-not-found':
      '{host:Azure DevOps} was not found | This network knows no address for that name[ ({netError})]. Check its spelling. On a company network, connect to the VPN first, then try again. | retry',
    'no-connection':
      '{host:Azure DevOps} refuses connections | The name is known, but nothing answers there[ ({netError})]. A firewall may be in the way, or the server is down. Try again, or ask who runs the network. | retry',
    proxy:
      'The proxy is in the way | The proxy of this network did not let {host:Azure DevOps} through[ ({netError})]. Check the proxy in the settings of this computer, or ask who runs the network. | retry',
    interrupted:
      'The connection was interrupted | {host:Azure DevOps} was reached, but the connection ended too early[ ({netError})]. Try again. | retry',
    otherwise:
      'No connection | {host:Azure DevOps} cannot be reached from this computer. Check the network, then try again. | retry'
  },
  'proxy-login-needed':
    'The network asks for a log-in | The proxy of this network wants a user name and a password. Log in, then try again. | retry',
  'certificate-refused': {
    by: 'certificate',
    CERT_DATE_INVALID:
      'The connection is not trusted | The certificate of {host:Azure DevOps} is not valid today[ ({netError})]. Check the clock of this computer first, then ask who runs the server. | retry',
    CERT_COMMON_NAME_INVALID:
      'Somebody else answered | What answered for {host:Azure DevOps} has a certificate for another name[ ({netError})]. If this network has a sign-in page, open it in the browser first. Otherwise ask who runs the network. | retry',
    'no-encryption':
      'No secure connection came about | {host:Azure DevOps} and this computer found no common way to encrypt[ ({netError})]. A device between them may be breaking it open: ask who runs the network. | retry',
    otherwise:
      'The connection is not trusted | This computer does not trust the certificate of {host:Azure DevOps}[ ({netError})]. On a company network its certificate authority may be missing here: ask who runs the network to install it. | retry'
  },
  'timed-out': {
    by: 'program',
    az: 'Azure CLI took too long | It gave no answer within a minute. Run “az account show” in a terminal to see whether it works, then try again. | retry, switch-way',
    otherwise: {
      by: 'netError',
      DNS_TIMED_OUT:
        'No answer about where {host:Azure DevOps} is | The name service of this network took too long. Check the network, then try again. | retry',
      CONNECTION_TIMED_OUT:
        '{host:Azure DevOps} does not answer | No connection came about in time. A firewall may be swallowing it: on a company network, connect to the VPN first, then try again. | retry',
      otherwise: 'No answer in time | {host:Azure DevOps} took too long. Try again in a moment. | retry'
    }
  },
  'rate-limited':
    'Azure DevOps asks for a pause | Too many requests came from your account. Try again in {retryAfterSeconds:60} seconds. | retry',
  'service-unavailable':
    'Azure DevOps has a problem | The service could not answer.[ {answered}] Try again later. | retry',
  'unexpected-answer':
    'An answer that was not expected | Azure DevOps answered in a form that this app does not know.[ {answered}] Look under Tokens before you try again. | retry'
} as const satisfies Partial<Readonly<Record<ErrorCode, Words>>>
