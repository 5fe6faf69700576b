import { day, daysAway, isOver, shortDay, timeOfDay } from '../shared/expiry.js'
import { siteName } from '../shared/site.js'
import type { RotationView } from '../shared/rotation-view.js'
import type { Place, TokenView, VaultView } from '../shared/view.js'
import { quoted, renewalWords } from './notice-words.js'

/** All that the tray is made from. Times are epoch milliseconds, UTC. */
export interface TrayFacts {
  readonly tokens: readonly TokenView[]
  readonly rotations: readonly Pick<RotationView, 'tokenId' | 'needs'>[]
  readonly vault: VaultView
  /** A sign-in that was there has ended, and something waits for it. Not: nobody ever signed in. */
  readonly signedOut: boolean
  /** Azure DevOps could not be reached when it was last asked. */
  readonly offline: boolean
  /** Null, or past: reminders come. */
  readonly pausedUntil: number | null
}

export type TrayIcon = 'fine' | 'soon' | 'due' | 'expired' | 'attention' | 'offline'

/** For an hour, or until tomorrow. */
export type PauseLength = 'hour' | 'today'

export type TrayCommand =
  | { readonly do: 'open' }
  | { readonly do: 'go'; readonly place: Place }
  | { readonly do: 'copy'; readonly tokenId: string }
  /** Its place opens too: there it is seen how the renewal goes. */
  | { readonly do: 'renew'; readonly tokenId: string }
  | { readonly do: 'pause'; readonly for: PauseLength }
  | { readonly do: 'resume' }
  | { readonly do: 'quit' }

/** What the tray's menu does by itself, without a page. */
export interface TrayActions {
  /** Rejects as copying from the page does. */
  copyToken(tokenId: string): Promise<void>
  /** Begins the renewal; what stops it stands with the token. */
  renewToken(tokenId: string): void
  pauseReminders(length: PauseLength): void
  resumeReminders(): void
}

export type TrayMenuItem =
  | { readonly kind: 'command'; readonly label: string; readonly command: TrayCommand }
  | { readonly kind: 'text'; readonly label: string }
  | { readonly kind: 'submenu'; readonly label: string; readonly items: readonly TrayMenuItem[] }
  | { readonly kind: 'separator' }

/** All that the tray item shows, as data. `app/tray.ts` only draws it. */
export interface TrayModel {
  readonly icon: TrayIcon
  readonly toolTip: string
  readonly menu: readonly TrayMenuItem[]
}

/** A token that is still good, with the instant of its end. */
interface Ending {
  readonly token: TokenView
  readonly end: number
}

interface TrayState {
  readonly icon: TrayIcon
  /** A part of a sentence. */
  readonly words: string
  /** Says it in the menu too, where the menu does not say it anyway: many panels of Linux show no tool tips. */
  readonly line: 'none' | 'text' | Place
}

/** So many ends does the menu show. */
const nearest = 5

const separator: TrayMenuItem = { kind: 'separator' }

const command = (label: string, does: TrayCommand): TrayMenuItem => ({
  kind: 'command',
  label,
  command: does
})

const isGood = ({ state }: TokenView): boolean => !isOver(state)

/** By what stops it first; a guess, which the details tell, is no end. */
function withEnd(token: TokenView): Ending[] {
  const { at, reason, sure } = token.end
  const isGuess = reason === 'inactivity' && sure === 'likely'
  const end = isGuess ? token.validTo : at
  return end === null ? [] : [{ token, end: Date.parse(end) }]
}

const byEnd = (one: Ending, other: Ending): number => one.end - other.end

/**
 * The worst that there is, and only that. In this order, worst first:
 * 1. attention: a value that is somewhere where it should not be, or is lost at the end of the app. Nobody but the
 *    person can mend it, and it gets no better by waiting: a revoke that did not go through, a token in memory only,
 *    a token that nobody has.
 * 2. expired: something has stopped already.
 * 3. due: something stops within a day.
 * 4. attention: the app cannot do its work, but nothing is lost: a renewal waits for the person, the keychain that
 *    holds a token is locked or gone, or the sign-in has ended. After "due", because many keychains are locked after every log-in.
 * 5. soon: something stops within 7 days.
 * 6. offline: what is shown may be old.
 * 7. fine.
 */
function trayState(facts: TrayFacts, next: Ending | undefined, now: number, zone: () => string): TrayState {
  const { tokens, vault } = facts
  const good = tokens.filter(isGood)
  const mend = (token: TokenView, words: string): TrayState => ({
    icon: 'attention',
    words,
    line: { to: 'tokens', tokenId: token.id }
  })

  const unrevoked = tokens.find((token) => token.revokeFailed)
  if (unrevoked !== undefined) return mend(unrevoked, `${quoted(unrevoked)} is not revoked everywhere`)
  const inMemory = good.find((token) => token.kept === 'memory')
  if (inMemory !== undefined) return mend(inMemory, `${quoted(inMemory)} is kept only until you quit`)
  const stray = good.find((token) => token.stray)
  if (stray !== undefined) return mend(stray, `nobody has ${quoted(stray)}: revoke it`)

  const last = tokens
    .filter((token) => token.state === 'expired' && !token.stray)
    .flatMap(withEnd)
    .sort(byEnd)
    .at(-1)
  if (last !== undefined) {
    return {
      icon: 'expired',
      words: `${quoted(last.token)} ended ${daysAway(last.end, now, zone())}`,
      line: { to: 'tokens', tokenId: last.token.id }
    }
  }
  if (next !== undefined && next.end - now <= day) {
    return { icon: 'due', words: endWords(next, now, zone), line: 'none' }
  }

  for (const { tokenId, needs } of facts.rotations) {
    const renewed = tokens.find(({ id }) => id === tokenId)
    if (needs !== null && renewed !== undefined) return mend(renewed, renewalWords(renewed, needs))
  }
  const needsVault = good.some((token) => token.kept === 'keychain')
  if (needsVault && vault === 'locked') {
    return { icon: 'attention', words: 'your keychain is locked', line: { to: 'tokens' } }
  }
  if (needsVault && (vault === 'no-service' || vault === 'no-answer')) {
    return {
      icon: 'attention',
      words: `your keychain ${vault === 'no-service' ? 'is not running' : 'does not answer'}`,
      line: { to: 'tokens' }
    }
  }
  if (facts.signedOut) {
    return { icon: 'attention', words: 'your sign-in has ended', line: { to: 'settings' } }
  }
  if (next?.token.state === 'ending-soon') {
    return { icon: 'soon', words: endWords(next, now, zone), line: 'none' }
  }
  if (facts.offline) return { icon: 'offline', words: 'Azure DevOps cannot be reached', line: 'text' }
  return { icon: 'fine', words: tokens.length === 0 ? 'no tokens yet' : 'all tokens are fine', line: 'none' }
}

const endWords = ({ token, end }: Ending, now: number, zone: () => string): string =>
  `${quoted(token)} ends ${daysAway(end, now, zone())}`

function stateLine({ words, line }: TrayState): readonly TrayMenuItem[] {
  if (line === 'none') return []
  const label = words.charAt(0).toUpperCase() + words.slice(1)
  return [line === 'text' ? { kind: 'text', label } : command(label, { do: 'go', place: line })]
}

function endingItem(ending: Ending, now: number, zone: () => string): TrayMenuItem {
  const { id, kept, stray, origin, organization, allOrganizations } = ending.token
  const mark = stray ? ' · nobody has it' : origin === 'elsewhere' ? ' · made elsewhere' : ''
  return {
    kind: 'submenu',
    label: `${endWords(ending, now, zone)}${mark}`,
    items: [
      // Names are not unique: one does not copy the other organization's token by mistake.
      { kind: 'text', label: allOrganizations ? 'all organizations' : siteName(organization) },
      ...(kept === 'nowhere' ? [] : [command('Copy', { do: 'copy', tokenId: id })]),
      // A successor is for a token that somebody uses.
      ...(stray ? [] : [command('Renew', renewal(ending.token))]),
      command('Open', { do: 'go', place: { to: 'tokens', tokenId: id } })
    ]
  }
}

/** One whose value is not here may be in places that nobody knows of: its successor is made, and it lives on. */
function renewal({ id, kept, allOrganizations, successor }: TokenView): TrayCommand {
  return kept === 'nowhere' || allOrganizations || successor !== null
    ? { do: 'go', place: { to: 'new-token', like: id } }
    : { do: 'renew', tokenId: id }
}

function pauseItem(pausedUntil: number | null, now: number, zone: () => string): TrayMenuItem {
  if (pausedUntil === null || pausedUntil <= now) {
    return {
      kind: 'submenu',
      label: 'Pause reminders',
      items: [
        command('For 1 hour', { do: 'pause', for: 'hour' }),
        command('Until tomorrow', { do: 'pause', for: 'today' })
      ]
    }
  }
  const time = timeOfDay(pausedUntil, zone())
  const away = daysAway(pausedUntil, now, zone())
  const until =
    away === 'today' ? time : `${away === 'tomorrow' ? away : shortDay(pausedUntil, zone())} at ${time}`
  return command(`Reminders are paused until ${until} · Go on`, { do: 'resume' })
}

/**
 * The tray of these facts at `now` (epoch milliseconds), in days of the person's `zone` (an IANA name), which is asked
 * for only where a day is said: the first question takes a tenth of the app's start.
 */
export function trayModel(facts: TrayFacts, now: number, zone: () => string): TrayModel {
  const endings = facts.tokens.filter(isGood).flatMap(withEnd).sort(byEnd)
  const [next] = endings
  const state = trayState(facts, next, now, zone)
  const nextWords = next === undefined ? [] : [endWords(next, now, zone)]
  return {
    icon: state.icon,
    // The next end is the state where it is due or soon: said once.
    toolTip: `Token Tray: ${[...new Set([state.words, ...nextWords])].join(' · ')}`,
    menu: [
      command('Open Token Tray', { do: 'open' }),
      separator,
      ...stateLine(state),
      ...(endings.length === 0
        ? [{ kind: 'text', label: 'No token is going to end' } as const]
        : endings.slice(0, nearest).map((ending) => endingItem(ending, now, zone))),
      separator,
      command('New token…', { do: 'go', place: { to: 'new-token' } }),
      command('All tokens', { do: 'go', place: { to: 'tokens' } }),
      separator,
      pauseItem(facts.pausedUntil, now, zone),
      command('Settings', { do: 'go', place: { to: 'settings' } }),
      separator,
      command('Quit', { do: 'quit' })
    ]
  }
}
