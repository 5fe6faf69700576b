import { describe, expect, it } from 'vitest'
import { networkFailure } from '../../../electron/adapters/network/network-errors.js'

const facts = (name: string) => {
  const failure = networkFailure(new Error(`net::ERR_${name}`), 'dev.azure.com')
  return [failure?.code, failure?.facts['obstacle']].filter((part) => part !== undefined)
}

describe('an error of the network', () => {
  it.each([
    ['INTERNET_DISCONNECTED', ['offline', 'no-network']],
    ['NAME_NOT_RESOLVED', ['offline', 'name-not-found']],
    ['CONNECTION_REFUSED', ['offline', 'no-connection']],
    ['ADDRESS_UNREACHABLE', ['offline', 'no-connection']],
    ['PROXY_CONNECTION_FAILED', ['offline', 'proxy']],
    ['TUNNEL_CONNECTION_FAILED', ['offline', 'proxy']],
    ['CONNECTION_RESET', ['offline', 'interrupted']],
    ['EMPTY_RESPONSE', ['offline', 'interrupted']],
    // The computer went to sleep, perhaps after the request was sent.
    ['NETWORK_IO_SUSPENDED', ['offline', 'interrupted']],
    ['A_NAME_OF_TOMORROW', ['offline', 'interrupted']],
    ['TIMED_OUT', ['timed-out']],
    ['CONNECTION_TIMED_OUT', ['timed-out']],
    ['CERT_AUTHORITY_INVALID', ['certificate-refused']],
    ['CERT_DATE_INVALID', ['certificate-refused']],
    ['SSL_PROTOCOL_ERROR', ['certificate-refused']],
    ['PROXY_CERTIFICATE_INVALID', ['certificate-refused']],
    ['PROXY_AUTH_UNSUPPORTED', ['proxy-login-needed']]
  ])('%s is %j', (name, expected) => {
    expect(facts(name)).toEqual(expected)
  })

  it('names the host and itself', () => {
    const error = new Error('net::ERR_NAME_NOT_RESOLVED')
    expect(networkFailure(error, 'dev.azure.com')).toMatchObject({
      facts: { host: 'dev.azure.com', netError: 'NAME_NOT_RESOLVED' },
      cause: error
    })
  })

  it('that is none of the network is a bug', () => {
    expect(networkFailure(new TypeError('x is not a function'), 'dev.azure.com')).toBeNull()
  })
})
