import type { AppSnapshot } from '../../electron/shared/view.js'
import { day } from '../../electron/shared/expiry.js'
import { agoWords } from '../ui/times.js'

/** How old what is known of the service's lists is, by the oldest of them. */
export function ageWords(listedAt: AppSnapshot['listedAt'], now: number): string {
  const read = Object.values(listedAt).map((at) => Date.parse(at))
  if (read.length === 0) return ''
  const oldest = agoWords(Math.min(...read), now)
  return read.length === 1 ? `List read ${oldest}.` : `Lists of ${read.length} organizations, read ${oldest}.`
}

/** Is there a login with which the service's list can be read? */
export const canLookAgain = ({
  accounts,
  organizations
}: Pick<AppSnapshot, 'accounts' | 'organizations'>): boolean =>
  accounts.length > 0 || organizations.some(({ engine }) => engine === 'azure-cli')

/**
 * Should the lists be read although nobody asked: none was read for a day, or one never since its sign-in? Not
 * where the keychain, which has the logins, would ask the person for its password.
 */
export function isListDue(
  snapshot: Pick<AppSnapshot, 'accounts' | 'organizations' | 'listedAt' | 'vault'>,
  now: number
): boolean {
  const { listedAt, organizations, vault } = snapshot
  if (vault !== 'ready' || !canLookAgain(snapshot)) return false
  const newest = Math.max(-Infinity, ...Object.values(listedAt).map((at) => Date.parse(at)))
  const isUnread = organizations.some(
    ({ organization, account }) => account !== null && listedAt[organization] === undefined
  )
  return isUnread || now - newest > day
}
