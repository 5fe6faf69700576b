/** Chromium's names (net/base/net_error_list.h) for what Node calls the same. */
const names: Readonly<Record<string, string>> = {
  ENOTFOUND: 'NAME_NOT_RESOLVED',
  EAI_AGAIN: 'NAME_NOT_RESOLVED',
  ECONNREFUSED: 'CONNECTION_REFUSED',
  ECONNRESET: 'CONNECTION_RESET',
  EPIPE: 'CONNECTION_RESET',
  ETIMEDOUT: 'CONNECTION_TIMED_OUT',
  ENETUNREACH: 'INTERNET_DISCONNECTED',
  ENETDOWN: 'INTERNET_DISCONNECTED',
  EHOSTUNREACH: 'ADDRESS_UNREACHABLE',
  CERT_HAS_EXPIRED: 'CERT_DATE_INVALID',
  CERT_NOT_YET_VALID: 'CERT_DATE_INVALID',
  ERR_TLS_CERT_ALTNAME_INVALID: 'CERT_COMMON_NAME_INVALID',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'CERT_AUTHORITY_INVALID',
  SELF_SIGNED_CERT_IN_CHAIN: 'CERT_AUTHORITY_INVALID',
  UNABLE_TO_GET_ISSUER_CERT: 'CERT_AUTHORITY_INVALID',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'CERT_AUTHORITY_INVALID',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'CERT_AUTHORITY_INVALID',
  EPROTO: 'SSL_PROTOCOL_ERROR'
}

/** A plain Error whose message is Chromium's name, as Electron's network stack gives it. */
export const netError = (name: string): Error => new Error(`net::ERR_${name}`)

/** What Node reported, under Chromium's name. */
export function asNetError(error: unknown): Error {
  if (!(error instanceof Error)) return netError('FAILED')
  if (error.message.startsWith('net::ERR_')) return error
  const { code = '' } = error as NodeJS.ErrnoException
  if (error.message === 'socket hang up') return netError('EMPTY_RESPONSE')
  if (code.startsWith('HPE_')) return netError('INVALID_HTTP_RESPONSE')
  return netError(names[code] ?? 'FAILED')
}
