import { patErrors, readPatTokenError } from '../shared/pat-errors.js'
import { AppFailure } from './app-failure.js'

/**
 * A refusal of the token API. The enumeration is open: an unknown value is shown as it came, with the service's
 * own message.
 */
export function patFailure(raw: string, serviceMessage: string | null, organization: string): AppFailure {
  const known = readPatTokenError(raw)
  return new AppFailure(known === null ? 'request-refused' : patErrors[known], {
    organization,
    patTokenError: known ?? raw,
    ...(serviceMessage === null || serviceMessage === '' ? {} : { serviceMessage })
  })
}
