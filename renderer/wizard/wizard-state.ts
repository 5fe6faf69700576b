import { dateInUtc, endOf } from '../../electron/shared/expiry.js'
import type { Life, LifeEnd } from '../../electron/shared/expiry.js'
import { readOrganization } from '../../electron/shared/organization.js'
import type { OrganizationReading } from '../../electron/shared/organization.js'
import { reduceToHighest } from '../../electron/shared/scopes.js'
import { proposedName, taskOf } from '../../electron/shared/tasks.js'
import type { TaskId } from '../../electron/shared/tasks.js'
import type { TokenMade } from '../../electron/shared/view.js'

/** By one's own sign-in, by hand on the token page, or a token that is there already. */
export type Way = 'sign-in' | 'by-hand' | 'have-one'

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

export type WizardState =
  | { readonly step: 'where'; readonly draft: Draft }
  | { readonly step: 'how'; readonly draft: Draft; readonly organization: string }
  | { readonly step: 'what'; readonly draft: Draft; readonly organization: string }
  | {
      readonly step: 'life'
      readonly draft: Draft
      readonly organization: string
      readonly scopes: readonly string[]
    }
  | { readonly step: 'review'; readonly draft: Draft; readonly plan: Plan }
  | { readonly step: 'done'; readonly draft: Draft; readonly plan: Plan; readonly made: TokenMade }

export type WizardEvent =
  | { readonly type: 'start'; readonly organization: string; readonly way: Way | null }
  | { readonly type: 'where-typed'; readonly text: string }
  | { readonly type: 'edit'; readonly change: Partial<Omit<Draft, 'where' | 'removed'>> }
  | { readonly type: 'continue'; readonly facts: WizardFacts }
  | { readonly type: 'back'; readonly facts: WizardFacts }
  /** From the sign-in that does not work to the token page; everything entered stays. */
  | { readonly type: 'by-hand'; readonly facts: WizardFacts }
  | { readonly type: 'made'; readonly made: TokenMade }

/** What the wizard needs to know of the world. `now` in epoch milliseconds. */
export interface WizardFacts {
  readonly now: number
  readonly computer: string
  /** A client id is set, so that an own sign-in is possible. */
  readonly canSignIn: boolean
}

/** A wizard at its first step. */
export function startWizard(organization: string, way: Way | null = null): WizardState {
  const draft: Draft = {
    where: organization,
    removed: null,
    way,
    task: 'push',
    chosen: [],
    name: null,
    life: null
  }
  return { step: 'where', draft }
}

/** The way that is taken: what was chosen, as far as it is possible. */
export function wayOf(draft: Draft, { canSignIn }: Pick<WizardFacts, 'canSignIn'>): Way {
  if (draft.way === 'have-one' || !canSignIn) return draft.way === 'have-one' ? 'have-one' : 'by-hand'
  return draft.way ?? 'sign-in'
}

/** The steps that a person goes through; `how` only where there is a choice. */
export function stepsOf(
  draft: Draft,
  { canSignIn }: Pick<WizardFacts, 'canSignIn'>
): readonly WizardState['step'][] {
  return canSignIn && draft.way !== 'have-one'
    ? ['where', 'how', 'what', 'life', 'review']
    : ['where', 'what', 'life', 'review']
}

/** The organization that was understood; empty at the first step. */
export const organizationOf = (state: WizardState): string =>
  'plan' in state ? state.plan.organization : 'organization' in state ? state.organization : ''

export const scopesOf = (draft: Draft): readonly string[] =>
  draft.task === 'by-hand' ? reduceToHighest(draft.chosen) : taskOf(draft.task).scopes

export const nameOf = (draft: Draft, { computer }: Pick<WizardFacts, 'computer'>): string =>
  draft.name ?? proposedName(draft.task, computer)

export const lifeOf = (draft: Draft): Life | { readonly kind: 'not-known' } =>
  draft.life ?? { kind: 'days', days: taskOf(draft.task).lifeDays }

/** The end that the draft comes to, or why it has none. */
export function endOfDraft(
  draft: Draft,
  facts: Pick<WizardFacts, 'now' | 'canSignIn'>
): LifeEnd | { readonly kind: 'not-known' } {
  const life = lifeOf(draft)
  if (life.kind === 'not-known') return life
  const { now } = facts
  const end = endOf(life, now)
  // The token page takes a date, so a token that is made there ends on that date at an hour we do not know.
  return end.kind === 'end' && wayOf(draft, facts) !== 'sign-in'
    ? endOf({ kind: 'date', date: dateInUtc(end.validTo) }, now)
    : end
}

/** Why a name cannot be taken; null when it can. The service takes 255 characters at most. */
export function nameProblem(name: string): 'empty' | 'too-long' | null {
  if (name.trim() === '') return 'empty'
  return name.trim().length > 255 ? 'too-long' : null
}

/** The wizard after an event. A step that is not complete stays where it is. */
export function nextState(state: WizardState, event: WizardEvent): WizardState {
  switch (event.type) {
    case 'start':
      return startWizard(event.organization, event.way)
    case 'where-typed':
      return state.step === 'where' ? { ...state, draft: typed(state.draft, event.text) } : state
    case 'edit':
      return { ...state, draft: { ...state.draft, ...event.change } }
    case 'continue':
      return onward(state, event.facts)
    case 'back':
      return backward(state, event.facts)
    case 'by-hand':
      return onward(beforeWay(state, { ...state.draft, way: 'by-hand' }), event.facts)
    case 'made':
      return state.step === 'review'
        ? { step: 'done', draft: state.draft, plan: state.plan, made: event.made }
        : state
  }
  event satisfies never
}

/** SECURITY: a password or a token that is pasted with an address does not stay in the page. */
function typed(draft: Draft, text: string): Draft {
  const reading = readOrganization(text)
  if (reading.kind === 'organization' && reading.hadCredentials) {
    return { ...draft, where: reading.organization, removed: 'credentials' }
  }
  if (reading.kind === 'not-understood' && reading.reason === 'looks-like-token') {
    return { ...draft, where: '', removed: 'token' }
  }
  return { ...draft, where: text, removed: null }
}

/** The step that leads to where the way matters next, with a changed draft. */
function beforeWay(state: WizardState, draft: Draft): WizardState {
  if (state.step !== 'review') return { ...state, draft }
  const { organization, scopes } = state.plan
  return { step: 'life', draft, organization, scopes }
}

function onward(state: WizardState, facts: WizardFacts): WizardState {
  const { draft } = state
  switch (state.step) {
    case 'where': {
      const reading: OrganizationReading = readOrganization(draft.where)
      if (reading.kind === 'not-understood') return state
      const step = stepsOf(draft, facts).includes('how') ? 'how' : 'what'
      return { step, draft, organization: reading.organization }
    }
    case 'how':
      return { step: 'what', draft, organization: state.organization }
    case 'what': {
      const scopes = scopesOf(draft)
      return scopes.length === 0 ? state : { step: 'life', draft, organization: state.organization, scopes }
    }
    case 'life': {
      const name = nameOf(draft, facts).trim()
      const end = endOfDraft(draft, facts)
      if (nameProblem(name) !== null || end.kind === 'no-end') return state
      const { organization, scopes } = state
      const validTo = end.kind === 'end' ? end.validTo : null
      return {
        step: 'review',
        draft,
        plan: { organization, way: wayOf(draft, facts), scopes, name, validTo }
      }
    }
    case 'review':
    case 'done':
      return state
  }
  state satisfies never
}

function backward(state: WizardState, facts: WizardFacts): WizardState {
  const { draft } = state
  switch (state.step) {
    case 'where':
    case 'done':
      return state
    case 'how':
      return { step: 'where', draft }
    case 'what': {
      const hasHow = stepsOf(draft, facts).includes('how')
      return hasHow ? { step: 'how', draft, organization: state.organization } : { step: 'where', draft }
    }
    case 'life':
      return { step: 'what', draft, organization: state.organization }
    case 'review':
      return { step: 'life', draft, organization: state.plan.organization, scopes: state.plan.scopes }
  }
  state satisfies never
}
