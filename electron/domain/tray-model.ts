import { daysAway } from '../shared/expiry.js'
import type { Place, TokenView } from '../shared/view.js'

export type TrayIcon = 'fine' | 'soon' | 'expired' | 'attention'

export type TrayCommand =
  { readonly do: 'open' } | { readonly do: 'go'; readonly place: Place } | { readonly do: 'quit' }

export type TrayMenuItem =
  | { readonly kind: 'command'; readonly label: string; readonly command: TrayCommand }
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'separator' }

/** All that the tray item shows, as data. `app/tray.ts` only draws it. */
export interface TrayModel {
  readonly icon: TrayIcon
  readonly toolTip: string
  readonly menu: readonly TrayMenuItem[]
}

/** Room for a token's name in a menu, in characters. */
const nameLength = 40

const shortened = (name: string): string =>
  name.length > nameLength ? `${name.slice(0, nameLength - 1)}…` : name

/** Worst first: what the person can mend, then what is over, then what will be. */
function icon(tokens: readonly TokenView[]): TrayIcon {
  if (tokens.some((token) => token.revokeFailed || token.kept === 'memory')) return 'attention'
  if (tokens.some((token) => token.state === 'expired')) return 'expired'
  return tokens.some((token) => token.state === 'ending-soon') ? 'soon' : 'fine'
}

const words: Record<TrayIcon, string> = {
  attention: 'a token needs your attention',
  expired: 'a token has ended',
  soon: 'a token ends soon',
  fine: 'all tokens are fine'
}

function nextEnd(tokens: readonly TokenView[]): { token: TokenView; end: number } | null {
  return tokens
    .filter((token) => token.state === 'active' || token.state === 'ending-soon')
    .flatMap((token) => (token.validTo === null ? [] : [{ token, end: Date.parse(token.validTo) }]))
    .reduce<{ token: TokenView; end: number } | null>(
      (first, next) => (first === null || next.end < first.end ? next : first),
      null
    )
}

/** The tray of these tokens at `now` (epoch milliseconds), in days of the person's `zone` (an IANA name). */
export function trayModel(tokens: readonly TokenView[], now: number, zone: string): TrayModel {
  const state = icon(tokens)
  const next = nextEnd(tokens)
  const ends = next === null ? null : `“${shortened(next.token.name)}” ends ${daysAway(next.end, now, zone)}`
  return {
    icon: state,
    toolTip: `Token Tray: ${tokens.length === 0 ? 'no tokens yet' : state === 'soon' && ends !== null ? ends : words[state]}`,
    menu: [
      { kind: 'command', label: 'Open Token Tray', command: { do: 'open' } },
      { kind: 'separator' },
      next === null || ends === null
        ? { kind: 'text', label: 'No token is going to end' }
        : {
            kind: 'command',
            label: ends,
            command: { do: 'go', place: { to: 'tokens', tokenId: next.token.id } }
          },
      { kind: 'command', label: 'New token…', command: { do: 'go', place: { to: 'new-token' } } },
      { kind: 'command', label: 'All tokens', command: { do: 'go', place: { to: 'tokens' } } },
      { kind: 'separator' },
      { kind: 'command', label: 'Quit', command: { do: 'quit' } }
    ]
  }
}
