import type { TokenView } from './view.js'

/** What is looked at to tell whether two tokens can be one. */
type Seen = Pick<TokenView, 'origin' | 'kept' | 'state' | 'stray' | 'organization' | 'account'>

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

const works = ({ state }: Seen): boolean => state === 'active' || state === 'ending-soon'

/** Can a token whose value was given to us be this one of the service's list? Only the person can know. */
export const canBeListed = (given: Seen, listed: Seen): boolean =>
  given.origin === 'assisted' &&
  given.kept === 'keychain' &&
  works(given) &&
  listed.origin !== 'assisted' &&
  listed.kept === 'nowhere' &&
  works(listed) &&
  !listed.stray &&
  same(given.organization, listed.organization) &&
  (given.account === null || listed.account === null || same(given.account, listed.account))
