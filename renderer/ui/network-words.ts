import type { ErrorCode } from '../../electron/shared/error-codes.js'
import { answered, factText, say } from './error-sentence.js'
import type { ErrorWords, Facts, Words } from './error-sentence.js'

const hostOf = (facts: Facts): string => factText(facts, 'host') ?? 'Azure DevOps'
/** Chromium's name for what happened, which whoever runs the network can look up. */
const netError = (facts: Facts): string => {
  const name = factText(facts, 'netError')
  return name === null ? '' : ` (${name})`
}

/** Words for all that stands between this computer and the service, and for a service that does not answer. */
export const networkWords = {
  offline: offlineWords,
  'proxy-login-needed': say(
    'The network asks for a log-in',
    'The proxy of this network wants a user name and a password. Log in, then try again.',
    'retry'
  ),
  'certificate-refused': certificateWords,
  'timed-out': timedOutWords,
  'rate-limited': (facts) =>
    say(
      'Azure DevOps asks for a pause',
      `Too many requests came from your account. Try again in ${factText(facts, 'retryAfterSeconds') ?? '60'} seconds.`,
      'retry'
    ),
  'service-unavailable': (facts) =>
    say(
      'Azure DevOps has a problem',
      `The service could not answer.${answered(facts)} Try again later.`,
      'retry'
    ),
  'unexpected-answer': (facts) =>
    say(
      'An answer that was not expected',
      `Azure DevOps answered in a form that this app does not know.${answered(facts)} Look under Tokens before you try again.`,
      'retry'
    )
} as const satisfies Partial<Readonly<Record<ErrorCode, Words>>>

/** By `obstacle` of `adapters/network/network-errors.ts`. */
function offlineWords(facts: Facts): ErrorWords {
  const host = hostOf(facts)
  switch (factText(facts, 'obstacle')) {
    case 'no-network':
      return say(
        'This computer is not connected',
        'There is no network. Connect to one, then try again.',
        'retry'
      )
    case 'name-not-found':
      return say(
        `${host} was not found`,
        `This network knows no address for that name${netError(facts)}. Check its spelling. On a company network, connect to the VPN first, then try again.`,
        'retry'
      )
    case 'no-connection':
      return say(
        `${host} refuses connections`,
        `The name is known, but nothing answers there${netError(facts)}. A firewall may be in the way, or the server is down. Try again, or ask who runs the network.`,
        'retry'
      )
    case 'proxy':
      return say(
        'The proxy is in the way',
        `The proxy of this network did not let ${host} through${netError(facts)}. Check the proxy in the settings of this computer, or ask who runs the network.`,
        'retry'
      )
    case 'interrupted':
      return say(
        'The connection was interrupted',
        `${host} was reached, but the connection ended too early${netError(facts)}. Try again.`,
        'retry'
      )
    default:
      return say(
        'No connection',
        `${host} cannot be reached from this computer. Check the network, then try again.`,
        'retry'
      )
  }
}

function certificateWords(facts: Facts): ErrorWords {
  const host = hostOf(facts)
  const name = factText(facts, 'netError') ?? ''
  if (name === 'CERT_DATE_INVALID') {
    return say(
      'The connection is not trusted',
      `The certificate of ${host} is not valid today${netError(facts)}. Check the clock of this computer first, then ask who runs the server.`,
      'retry'
    )
  }
  if (name === 'CERT_COMMON_NAME_INVALID') {
    return say(
      'Somebody else answered',
      `What answered for ${host} has a certificate for another name${netError(facts)}. If this network has a sign-in page, open it in the browser first. Otherwise ask who runs the network.`,
      'retry'
    )
  }
  if (/SSL/.test(name)) {
    return say(
      'No secure connection came about',
      `${host} and this computer found no common way to encrypt${netError(facts)}. A device between them may be breaking it open: ask who runs the network.`,
      'retry'
    )
  }
  return say(
    'The connection is not trusted',
    `This computer does not trust the certificate of ${host}${netError(facts)}. On a company network its certificate authority may be missing here: ask who runs the network to install it.`,
    'retry'
  )
}

function timedOutWords(facts: Facts): ErrorWords {
  const host = hostOf(facts)
  if (factText(facts, 'program') === 'az') {
    return say(
      'Azure CLI took too long',
      'It gave no answer within a minute. Run “az account show” in a terminal to see whether it works, then try again.',
      'retry',
      'switch-way'
    )
  }
  switch (factText(facts, 'netError')) {
    case 'DNS_TIMED_OUT':
      return say(
        `No answer about where ${host} is`,
        'The name service of this network took too long. Check the network, then try again.',
        'retry'
      )
    case 'CONNECTION_TIMED_OUT':
      return say(
        `${host} does not answer`,
        'No connection came about in time. A firewall may be swallowing it: on a company network, connect to the VPN first, then try again.',
        'retry'
      )
    default:
      return say('No answer in time', `${host} took too long. Try again in a moment.`, 'retry')
  }
}
