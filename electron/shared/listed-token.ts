import { isOver } from './expiry.js'
import { sameName } from './site.js'
import type { TokenView } from './view.js'

/** What is looked at to tell whether two tokens can be one. */
type Seen = Pick<TokenView, 'origin' | 'kept' | 'state' | 'stray' | 'organization' | 'account'>

/** Can a token whose value was given to us be this one of the service's list? Only the person can know. */
export const canBeListed = (given: Seen, listed: Seen): boolean =>
  given.origin === 'assisted' &&
  given.kept === 'keychain' &&
  !isOver(given.state) &&
  listed.origin !== 'assisted' &&
  listed.kept === 'nowhere' &&
  !isOver(listed.state) &&
  !listed.stray &&
  sameName(given.organization, listed.organization) &&
  (given.account === null || listed.account === null || sameName(given.account, listed.account))
