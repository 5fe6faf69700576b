import type { CallOutput } from '../../electron/shared/ipc-contract.js'
import { kindNames } from './use-names.js'

type Event = CallOutput<'getHistory'>['events'][number]

/** Places by the names that people know. */
const places: Readonly<Record<string, string>> = kindNames

/** From which action; empty for what the person did in this window. */
function byWords(by: string): string {
  if (by === 'itself') return ', by itself'
  return by === 'tray' ? ', from the tray' : ''
}

/** One event of the history in a line; `subject` says of what, where the place of the line does not. */
export function eventWords({ at, what, to, by }: Event, subject = ''): string {
  // Acts are named by the words for them.
  const act = what.replace('-', ' ')
  const time = new Date(at).toLocaleString(undefined, { dateStyle: 'medium', timeStyle: 'medium' })
  return `${time}: ${subject}${act}${to === null ? '' : ` ${what === 'taken-out' ? 'of' : 'to'} ${places[to] ?? to}`}${byWords(by)}`
}
