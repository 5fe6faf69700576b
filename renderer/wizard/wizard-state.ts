import { readOrganization } from '../../electron/shared/organization.js'
import type { TokenMade } from '../../electron/shared/outcome-view.js'
import type { WaysView } from '../../electron/shared/way-view.js'
import {
  endOfDraft,
  nameOf,
  nameProblem,
  possibleWays,
  scopesOf,
  wayOf,
  type Draft,
  type MakingWay,
  type Plan,
  type WizardFacts
} from './draft.js'

/** The organization that was understood, and which ways lead to a token of it; null: they were not asked for. */
export interface Reach {
  readonly organization: string
  readonly ways: WaysView | null
}

export type WizardState =
  | { readonly step: 'where'; readonly draft: Draft }
  | { readonly step: 'how' | 'what'; readonly draft: Draft; readonly reach: Reach }
  | {
      readonly step: 'life'
      readonly draft: Draft
      readonly reach: Reach
      readonly scopes: readonly string[]
    }
  | { readonly step: 'review'; readonly draft: Draft; readonly reach: Reach; readonly plan: Plan }
  | { readonly step: 'done'; readonly draft: Draft; readonly plan: Plan; readonly made: TokenMade }

export type WizardEvent =
  | { readonly type: 'start'; readonly draft: Draft }
  | { readonly type: 'where-typed'; readonly text: string }
  | { readonly type: 'edit'; readonly change: Partial<Omit<Draft, 'where' | 'removed' | 'way'>> }
  /** The ways to the organization that stands in the field are known. */
  | { readonly type: 'found'; readonly reach: Reach }
  | { readonly type: 'continue'; readonly facts: WizardFacts }
  | { readonly type: 'back' }
  /** Another way to the same token, at any step; everything entered stays. */
  | { readonly type: 'switch'; readonly way: MakingWay; readonly facts: WizardFacts }
  /** Back to the choice of the way, also where it was skipped. */
  | { readonly type: 'all-ways' }
  | { readonly type: 'signed-in'; readonly account: string }
  | { readonly type: 'made'; readonly made: TokenMade }

/** A wizard at its first step. */
export const startWizard = (draft: Draft): WizardState => ({ step: 'where', draft })

/** The ways that are known at this step. */
export const waysIn = (state: WizardState): WaysView | null => ('reach' in state ? state.reach.ways : null)

/** The steps that a person goes through; `how` only where there is a choice, or where it was asked for. */
export function stepsOf(state: WizardState): readonly WizardState['step'][] {
  const { draft, step } = state
  const choice = step === 'where' || step === 'how' || possibleWays(waysIn(state)).length > 1
  return draft.way !== 'have-one' && choice
    ? ['where', 'how', 'what', 'life', 'review']
    : ['where', 'what', 'life', 'review']
}

/** The organization that was understood; empty at the first step. */
export const organizationOf = (state: WizardState): string =>
  'plan' in state ? state.plan.organization : 'reach' in state ? state.reach.organization : ''

/** The wizard after an event. A step that is not complete stays where it is. */
export function nextState(state: WizardState, event: WizardEvent): WizardState {
  switch (event.type) {
    case 'start':
      return startWizard(event.draft)
    case 'where-typed':
      return state.step === 'where' ? { ...state, draft: typed(state.draft, event.text) } : state
    case 'edit':
      return { ...state, draft: { ...state.draft, ...event.change } }
    case 'found':
      return found(state, event.reach)
    case 'continue':
      return onward(state, event.facts)
    case 'back':
      return backward(state)
    case 'switch': {
      const draft = { ...state.draft, way: event.way }
      return state.step === 'review'
        ? (reviewed(draft, state.reach, state.plan.scopes, event.facts) ?? state)
        : { ...state, draft }
    }
    case 'all-ways':
      return 'reach' in state ? { step: 'how', draft: state.draft, reach: state.reach } : state
    case 'signed-in':
      return 'reach' in state ? { ...state, reach: signedIn(state.reach, event.account) } : state
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

function found(state: WizardState, reach: Reach): WizardState {
  const { draft, step } = state
  const reading = readOrganization(draft.where)
  if (step === 'how' && state.reach.organization === reach.organization) return { ...state, reach }
  // The field may hold another organization by now.
  if (step !== 'where' || reading.kind !== 'organization' || reading.organization !== reach.organization) {
    return state
  }
  const choice = draft.way !== 'have-one' && possibleWays(reach.ways).length > 1
  return { step: choice ? 'how' : 'what', draft, reach }
}

function signedIn(reach: Reach, account: string): Reach {
  if (reach.ways === null) return reach
  const ways = reach.ways.ways.map((way) =>
    way.engine === 'sign-in' ? { ...way, state: 'ready' as const, account, obstacle: null } : way
  )
  return { ...reach, ways: { ...reach.ways, ways } }
}

function onward(state: WizardState, facts: WizardFacts): WizardState {
  const { draft } = state
  switch (state.step) {
    case 'how':
      return { step: 'what', draft, reach: state.reach }
    case 'what': {
      const scopes = scopesOf(draft)
      return scopes.length === 0 ? state : { step: 'life', draft, reach: state.reach, scopes }
    }
    case 'life':
      return reviewed(draft, state.reach, state.scopes, facts) ?? state
    case 'where':
    case 'review':
    case 'done':
      return state
  }
  state satisfies never
}

/** The last step with its plan, or null while name or end are not complete. */
function reviewed(
  draft: Draft,
  reach: Reach,
  scopes: readonly string[],
  facts: WizardFacts
): WizardState | null {
  const way = wayOf(draft, reach.ways)
  const name = nameOf(draft, facts).trim()
  const end = endOfDraft(draft, way, facts)
  if (nameProblem(name) !== null || end.kind === 'no-end') return null
  const validTo = end.kind === 'end' ? end.validTo : null
  return {
    step: 'review',
    draft,
    reach,
    plan: { organization: reach.organization, way, scopes, name, validTo }
  }
}

function backward(state: WizardState): WizardState {
  const { draft } = state
  switch (state.step) {
    case 'where':
    case 'done':
      return state
    case 'how':
      return { step: 'where', draft }
    case 'what':
      return stepsOf(state).includes('how')
        ? { step: 'how', draft, reach: state.reach }
        : { step: 'where', draft }
    case 'life':
      return { step: 'what', draft, reach: state.reach }
    case 'review':
      return { step: 'life', draft, reach: state.reach, scopes: state.plan.scopes }
  }
  state satisfies never
}
