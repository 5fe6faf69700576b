import {
  dateInUtc,
  day,
  endOf,
  lifeChoices,
  maximumLifeDays,
  wholeDays,
  type Life,
  type LifeEnd
} from '../../electron/shared/expiry.js'
import { reduceToHighest } from '../../electron/shared/scopes.js'
import { proposedName, taskOf, tasks, type TaskId } from '../../electron/shared/tasks.js'
import type { TokenView } from '../../electron/shared/view.js'
import type { ApiEngine, Engine, WaysView } from '../../electron/shared/way-view.js'

/** Who makes the token: this app with one of two logins, or the person on the token page. */
export type MakingWay = ApiEngine | 'by-hand'
/** Also: it is made already and only needs to be taken in. */
export type Way = MakingWay | 'have-one'

/** All that the person has entered. It outlives every step back and forth. Null: what the app proposes. */
export interface Draft {
  readonly where: string
  /** What was taken out of the field, since it had no place there. */
  readonly removed: 'credentials' | 'token' | null
  readonly way: Way | null
  readonly task: TaskId
  readonly chosen: readonly string[]
  readonly name: string | null
  readonly life: Life | { readonly kind: 'not-known' } | null
}

/** What will be made, complete. `validTo` in epoch milliseconds; null where the person does not know it. */
export interface Plan {
  readonly organization: string
  readonly way: Way
  readonly scopes: readonly string[]
  readonly name: string
  readonly validTo: number | null
}

/** What the wizard needs to know of the world. `now` in epoch milliseconds. */
export interface WizardFacts {
  readonly now: number
  readonly computer: string
}

/** A draft in which only the organization is proposed. */
export function newDraft(organization: string, way: Way | null = null): Draft {
  return { where: organization, removed: null, way, task: 'push', chosen: [], name: null, life: null }
}

/** A draft with the scopes, the name and the life of a token that is there; `now` in epoch milliseconds. */
export function draftLike(token: TokenView, now: number): Draft {
  const scopes = reduceToHighest(token.scopes)
  const task = tasks.find((one) => one.scopes.length > 0 && same(reduceToHighest(one.scopes), scopes))
  const end = token.requestedValidTo ?? token.validTo
  return {
    ...newDraft(token.organization),
    task: task?.id ?? 'by-hand',
    chosen: task === undefined ? scopes : [],
    name: token.name,
    life: end === null ? null : lifeFrom(wholeDays(Date.parse(end), Date.parse(token.createdAt)), now)
  }
}

const same = (one: readonly string[], other: readonly string[]): boolean => one.join(' ') === other.join(' ')

function lifeFrom(days: number, now: number): Life {
  if (lifeChoices.some((choice) => choice === days)) return { kind: 'days', days }
  const allowed = Math.min(Math.max(days, 1), maximumLifeDays - 1)
  return { kind: 'date', date: dateInUtc(now + allowed * day) }
}

/** How the wizard calls what an engine does. */
export const wayOfEngine = (engine: Engine): MakingWay => (engine === 'assisted' ? 'by-hand' : engine)

/** The ways that lead to a token, the proposed one first. The token page is one where nothing else is known. */
export function possibleWays(ways: WaysView | null): readonly MakingWay[] {
  if (ways === null) return ['by-hand']
  return ways.ways.filter(({ state }) => state !== 'not-possible').map(({ engine }) => wayOfEngine(engine))
}

/** The way that is taken: what was chosen, as far as it is possible. */
export function wayOf({ way }: Pick<Draft, 'way'>, ways: WaysView | null): Way {
  if (way === 'have-one') return way
  const possible = possibleWays(ways)
  return possible.find((one) => one === way) ?? possible[0] ?? 'by-hand'
}

/** Does this app make the token, with a bearer of the person's? */
export const isApiWay = (way: Way): way is ApiEngine => way === 'sign-in' || way === 'azure-cli'

/** Will the person be asked to sign in before a token can be made this way? */
export const asksToSignIn = (way: Way, ways: WaysView | null): boolean =>
  way === 'sign-in' && ways?.ways.find(({ engine }) => engine === 'sign-in')?.state === 'asks'

export const scopesOf = (draft: Draft): readonly string[] =>
  reduceToHighest(draft.task === 'by-hand' ? draft.chosen : taskOf(draft.task).scopes)

export const nameOf = (draft: Draft, { computer }: Pick<WizardFacts, 'computer'>): string =>
  draft.name ?? proposedName(draft.task, computer)

export const lifeOf = (draft: Draft): Life | { readonly kind: 'not-known' } =>
  draft.life ?? { kind: 'days', days: taskOf(draft.task).lifeDays }

/** The end that the draft comes to when it is made this way, or why it has none. */
export function endOfDraft(
  draft: Draft,
  way: Way,
  { now }: Pick<WizardFacts, 'now'>
): LifeEnd | { readonly kind: 'not-known' } {
  const life = lifeOf(draft)
  if (life.kind === 'not-known') return life
  const end = endOf(life, now)
  // The token page takes a date, so a token that is made there ends on that date at an hour we do not know.
  return end.kind === 'end' && !isApiWay(way)
    ? endOf({ kind: 'date', date: dateInUtc(end.validTo) }, now)
    : end
}

/** Why a name cannot be taken; null when it can. The service takes 255 characters at most. */
export function nameProblem(name: string): 'empty' | 'too-long' | null {
  if (name.trim() === '') return 'empty'
  return name.trim().length > 255 ? 'too-long' : null
}
