import { daysAway, partsOf, timeOfDay } from '../shared/expiry.js'
import type { RotationNeed } from '../shared/rotation-view.js'
import { siteName } from '../shared/site.js'
import type { TokenView } from '../shared/view.js'

/** The words of a desktop notice. */
export interface Notice {
  readonly title: string
  readonly body: string
}

/** A token that a notice is about. `end` is in epoch milliseconds, UTC. */
export interface NoticedToken {
  readonly name: string
  readonly organization: string
  readonly end: number
  readonly allOrganizations: boolean
  readonly usedByGit: boolean
  /** Its end is that of the 90 days without a sign-in, as sure as this; null: it is another. */
  readonly idle: TokenView['end']['sure'] | null
}

/** Room for a token's name, in characters. Two of them fit into the 127 that Windows leaves a tool tip. */
const nameLength = 30
/** So many tokens does one notice name: more lines are cut off by most systems. */
const named = 3

/** Made when first needed: it is a twentieth of the app's start. */
let graphemes: Intl.Segmenter | undefined

/** A token's name in quotes, short enough for a tool tip or a notice. */
export function quoted({ name }: { readonly name: string }): string {
  graphemes ??= new Intl.Segmenter('en')
  // As people count them, so that no emoji is cut in two.
  const characters = Array.from(graphemes.segment(name), ({ segment }) => segment)
  return `“${characters.length > nameLength ? `${characters.slice(0, nameLength - 1).join('')}…` : name}”`
}

/**
 * The notice for these tokens, at least one: which they are, where, when in the person's `zone` (an IANA name)
 * and what breaks. `now` is in epoch milliseconds, UTC.
 */
export function reminderNotice(tokens: readonly NoticedToken[], now: number, zone: string): Notice {
  const sorted = [...tokens].sort((one, other) => one.end - other.end)
  const [first] = sorted
  if (first !== undefined && sorted.length === 1) {
    return { title: endSentence(first, now, zone), body: `${whatItIs(first)} ${whatBreaks(first, now)}` }
  }
  const lines = sorted.slice(0, named).map((token) => {
    const uses = token.usedByGit ? ', used by Git' : ''
    return `${endSentence(token, now, zone)} (${place(token)}${uses})`
  })
  const more = sorted.length - lines.length
  return {
    title: `${sorted.length} tokens ${groupVerb(sorted, now)}`,
    body: [...lines, ...(more > 0 ? [`and ${more} more`] : [])].join('\n')
  }
}

function groupVerb(tokens: readonly NoticedToken[], now: number): string {
  if (tokens.every(({ end }) => end > now)) return 'end soon'
  return tokens.every(({ end }) => end <= now) ? 'have ended' : 'have ended or end soon'
}

const endSentence = (token: NoticedToken, now: number, zone: string): string =>
  `${quoted(token)} ${endVerb(token, now)} ${endMoment(token.end, now, zone)}`

function endVerb({ idle, end }: NoticedToken, now: number): string {
  if (idle === null) return end > now ? 'ends' : 'ended'
  if (end <= now) return 'stopped'
  return idle === 'known' ? 'stops' : 'may stop'
}

const place = ({ organization, allOrganizations }: NoticedToken): string =>
  allOrganizations ? 'all organizations' : siteName(organization)

const whatItIs = (token: NoticedToken): string =>
  token.allOrganizations ? 'A token for all organizations.' : `A token of ${place(token)}.`

function whatBreaks(token: NoticedToken, now: number): string {
  const { usedByGit, allOrganizations, end, idle } = token
  const hasEnded = end <= now
  if (idle !== null) {
    return `Sign in to ${place(token)} ${hasEnded ? 'and it works again' : 'before then'}: 90 days without a sign-in stop a token.`
  }
  const stops = usedByGit
    ? `Git on this computer uses it and ${hasEnded ? 'cannot sign in any more' : 'cannot sign in after that'}.`
    : `What uses it ${hasEnded ? 'has stopped working' : 'stops working then'}.`
  const helps = allOrganizations
    ? 'Make one for each organization that needs it.'
    : hasEnded
      ? 'Make a new one.'
      : 'Renew it before then.'
  return `${stops} ${helps}`
}

const renewalHelp: Readonly<Record<RotationNeed, string>> = {
  paste: 'Make the new token on its page, then paste it.',
  places: 'A place that only you can change still waits to be changed and ticked.',
  revoke: 'The new token is in place. Revoke the old one on its page.',
  elsewhere: 'It seems to have been renewed on another computer. Open it to see what you can do.',
  look: 'Open it to see why, and what you can do.'
}

/** What its renewal needs, as a part of a sentence. */
export const renewalWords = (token: { readonly name: string }, needs: RotationNeed): string =>
  `the renewal of ${quoted(token)} ${needs === 'elsewhere' || needs === 'look' ? 'has stopped' : 'waits for you'}`

/** The notice for a renewal that needs the person. */
export function renewalNotice(
  token: { readonly name: string; readonly organization: string },
  needs: RotationNeed
): Notice {
  const words = renewalWords(token, needs)
  return {
    title: words.charAt(0).toUpperCase() + words.slice(1),
    body: `A token of ${siteName(token.organization)}. ${renewalHelp[needs]}`
  }
}

/** `in 3 days, Thursday 14:00`, `tomorrow at 09:05`, `2 days ago, Tuesday 14:00`. */
function endMoment(end: number, now: number, zone: string): string {
  const away = daysAway(end, now, zone)
  const time = timeOfDay(end, zone)
  if (['today', 'earlier today', 'tomorrow', 'yesterday'].includes(away)) return `${away} at ${time}`
  const weekday = partsOf(end, zone, { weekday: 'long' })('weekday')
  return `${away}, ${weekday} ${time}`
}
