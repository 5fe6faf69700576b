import { sameName } from '../shared/site.js'
import type { OpenCreate } from '../shared/stored-create.js'
import type { ServicePat } from './service-pat.js'
import type { TokenRecord } from './token.js'

/** Milliseconds. This computer's clock may differ from the service's by that much. */
const earlier = 5 * 60_000
/** Milliseconds. What is younger was made by something else: a request ends within seconds. */
const later = 10 * 60_000

/**
 * Tokens of a service's list that this create made and whose value nobody has: by name and time, and not ours.
 * A token that the person pasted meanwhile stands in the list under the same name and cannot be told by its
 * id, so as many of the youngest are left alone: a good token must not be offered for revoking.
 */
export function straysAmong(
  create: Omit<OpenCreate, 'id'>,
  active: readonly ServicePat[],
  records: readonly TokenRecord[],
  hasValue: (record: TokenRecord) => boolean
): readonly ServicePat[] {
  const started = Date.parse(create.startedAt)
  const valueless = (id: string): boolean => {
    const known = records.find((record) => record.id === id)
    return known === undefined || (known.origin === 'api' && !known.stray && !hasValue(known))
  }
  const found = active
    .filter(({ name, validFrom }) => name === create.name && validFrom >= started - earlier)
    .filter(({ authorizationId, validFrom }) => validFrom <= started + later && valueless(authorizationId))
    .sort((one, other) => one.validFrom - other.validFrom)
  const pasted = records.filter(
    (record) =>
      record.origin === 'assisted' &&
      record.name === create.name &&
      sameName(record.organization, create.organization) &&
      Date.parse(record.createdAt) >= started
  )
  return found.slice(0, Math.max(0, found.length - pasted.length))
}
