import { describe, expect, it } from 'vitest'
import { draftLike, newDraft, type WizardFacts } from '../../renderer/wizard/draft.js'
import {
  nextState,
  startWizard,
  stepsOf,
  type WizardEvent,
  type WizardState
} from '../../renderer/wizard/wizard-state.js'
import { tokenView, waysView } from '../fakes/fake-bridge.js'
import type { TokenMade } from '../../electron/shared/outcome-view.js'

const now = Date.parse('2026-11-23T09:30:00Z')
const day = 86_400_000
const facts: WizardFacts = { now, computer: 'LAPTOP-7' }
const made: TokenMade = {
  tokenId: 'a1',
  kept: 'keychain',
  keepError: null,
  requestedValidTo: null,
  validTo: null,
  account: null,
  looksLikeToken: true
}

const walk = (state: WizardState, ...events: readonly WizardEvent[]): WizardState =>
  events.reduce(nextState, state)
const onward: WizardEvent = { type: 'continue', facts }
const back: WizardEvent = { type: 'back' }
const typed = (text: string): WizardEvent => ({ type: 'where-typed', text })
const found = (organization: string, ...possible: Parameters<typeof waysView>[0]): WizardEvent => ({
  type: 'found',
  reach: { organization, ways: waysView(possible) }
})
const start = (organization = ''): WizardState => startWizard(newDraft(organization))
const begun = walk(start(), typed('contoso'))
const atHow = walk(begun, found('contoso', 'sign-in', 'azure-cli', 'assisted'))
const review = walk(atHow, onward, onward, onward)

describe('the wizard', () => {
  it('comes to "push code" in five steps with nothing but an organization entered', () => {
    expect(review).toMatchObject({
      step: 'review',
      plan: {
        organization: 'contoso',
        way: 'sign-in',
        scopes: ['vso.code_write'],
        name: 'Push code · LAPTOP-7',
        validTo: now + 30 * day
      }
    })
    expect(stepsOf(review)).toHaveLength(5)
  })

  it('skips "how" where only one way is possible, and shows it when it is asked for', () => {
    const next = walk(begun, found('contoso', 'assisted'))
    expect(next.step).toBe('what')
    expect(stepsOf(next)).toHaveLength(4)
    expect(nextState(next, back).step).toBe('where')
    const asked = nextState(next, { type: 'all-ways' })
    expect(asked.step).toBe('how')
    expect(stepsOf(asked)).toContain('how')
    expect(walk(asked, onward).step).toBe('what')
  })

  it('does not take the ways of an organization that is not in the field any more', () => {
    const changed = walk(begun, typed('fabrikam'))
    expect(nextState(changed, found('contoso', 'assisted'))).toBe(changed)
    expect(nextState(changed, onward)).toBe(changed)
  })

  it('goes back step by step and forth again without losing anything', () => {
    const edited = walk(
      atHow,
      onward,
      { type: 'edit', change: { task: 'clone' } },
      onward,
      { type: 'edit', change: { name: 'Mine', life: { kind: 'days', days: 7 } } },
      onward
    )
    const atStart = walk(edited, back, back, back, back, back, back)
    expect(atStart.step).toBe('where')
    expect(
      walk(atStart, found('contoso', 'sign-in', 'azure-cli', 'assisted'), onward, onward, onward)
    ).toEqual(edited)
  })

  it('switches the way at every step and keeps what was entered', () => {
    const to = (way: 'sign-in' | 'azure-cli' | 'by-hand'): WizardEvent => ({ type: 'switch', way, facts })
    expect(review).toMatchObject({ plan: { way: 'sign-in', validTo: now + 30 * day } })
    const byHand = nextState(review, to('by-hand'))
    expect(byHand).toMatchObject({
      step: 'review',
      plan: { way: 'by-hand', name: 'Push code · LAPTOP-7', validTo: Date.parse('2026-12-23T12:00:00Z') }
    })
    expect(nextState(byHand, to('azure-cli'))).toMatchObject({
      step: 'review',
      plan: { way: 'azure-cli', validTo: now + 30 * day }
    })
    for (const at of [atHow, walk(atHow, onward), walk(atHow, onward, onward)]) {
      expect(nextState(at, to('by-hand'))).toEqual({ ...at, draft: { ...at.draft, way: 'by-hand' } })
    }
  })

  it('takes the proposed way where the chosen one is not possible', () => {
    const chosen = walk(begun, { type: 'switch', way: 'sign-in', facts })
    expect(walk(chosen, found('contoso', 'azure-cli', 'assisted'), onward, onward, onward)).toMatchObject({
      plan: { way: 'azure-cli' }
    })
  })

  it('remembers who signed in', () => {
    const state = nextState(atHow, { type: 'signed-in', account: 'ada@contoso.com' })
    expect(state).toMatchObject({
      reach: { ways: { ways: [{ engine: 'sign-in', state: 'ready', account: 'ada@contoso.com' }, {}, {}] } }
    })
  })

  it.each([
    ['where', start()],
    ['where', walk(start(), typed('https://github.com/contoso'))],
    ['what', walk(atHow, onward, { type: 'edit', change: { task: 'by-hand' } })],
    ['life', walk(atHow, onward, onward, { type: 'edit', change: { name: '  ' } })],
    ['life', walk(atHow, onward, onward, { type: 'edit', change: { name: 'x'.repeat(256) } })],
    [
      'life',
      walk(atHow, onward, onward, {
        type: 'edit',
        change: { life: { kind: 'date', date: '2020-01-01' } }
      })
    ]
  ] as const)('stays at "%s" while that is not complete: %#', (step, state) => {
    expect(nextState(state, onward)).toBe(state)
    expect(state.step).toBe(step)
  })

  it('proposes name and life of the task until the person has entered their own', () => {
    const atWhat = walk(atHow, onward)
    const everything = walk(atWhat, { type: 'edit', change: { task: 'everything' } }, onward, onward)
    expect(everything).toMatchObject({ plan: { name: 'Everything · LAPTOP-7', validTo: now + 7 * day } })
    const own = walk(
      atWhat,
      onward,
      { type: 'edit', change: { name: 'Mine' } },
      back,
      { type: 'edit', change: { task: 'everything' } },
      onward,
      onward
    )
    expect(own).toMatchObject({ plan: { name: 'Mine' } })
  })

  it('sends the highest of each chain only', () => {
    const state = walk(
      atHow,
      onward,
      { type: 'edit', change: { task: 'by-hand', chosen: ['vso.code', 'vso.code_write', 'vso.work'] } },
      onward,
      onward
    )
    expect(state).toMatchObject({ plan: { scopes: ['vso.code_write', 'vso.work'] } })
  })

  it('counts on a date, not an hour, where the page makes the token', () => {
    expect(walk(begun, found('contoso', 'assisted'), onward, onward)).toMatchObject({
      step: 'review',
      plan: { way: 'by-hand', validTo: Date.parse('2026-12-23T12:00:00Z') }
    })
  })

  it('takes a token that is there already, also without its end', () => {
    const state = walk(
      startWizard(newDraft('contoso', 'have-one')),
      { type: 'found', reach: { organization: 'contoso', ways: null } },
      onward,
      { type: 'edit', change: { life: { kind: 'not-known' } } },
      onward
    )
    expect(state).toMatchObject({ step: 'review', plan: { way: 'have-one', validTo: null } })
  })

  it('makes another like a token: its scopes, its name and its life', () => {
    const end = (days: number): string => new Date(Date.parse(asked.createdAt) + days * day).toISOString()
    const asked = tokenView({ scopes: ['vso.code'], createdAt: '2026-01-01T00:00:00.000Z', name: 'CI' })
    expect(draftLike({ ...asked, requestedValidTo: end(90), validTo: end(7) }, now)).toMatchObject({
      where: 'contoso',
      task: 'clone',
      name: 'CI',
      life: { kind: 'days', days: 90 }
    })
    const odd = { ...asked, scopes: ['vso.wiki', 'vso.code'], validTo: end(45) }
    expect(draftLike(odd, now)).toMatchObject({
      task: 'by-hand',
      chosen: ['vso.code', 'vso.wiki'],
      life: { kind: 'date', date: '2027-01-07' }
    })
    expect(draftLike({ ...asked, validTo: null }, now).life).toBeNull()
    expect(walk(start(), { type: 'start', draft: draftLike(odd, now) }).step).toBe('where')
  })

  it('keeps neither a password nor a token that came with an address', () => {
    const token = 'a'.repeat(76) + 'AZDO' + 'bbbb'
    const cut = walk(start(), typed(`https://pat:${token}@dev.azure.com/contoso`))
    expect(cut.draft).toMatchObject({ where: 'contoso', removed: 'credentials' })
    const taken = walk(start(), typed(token))
    expect(taken.draft).toMatchObject({ where: '', removed: 'token' })
    expect(JSON.stringify([cut, taken])).not.toContain('AZDO')
    expect(nextState(taken, typed('con')).draft.removed).toBeNull()
  })

  it('is done only from its last step', () => {
    expect(nextState(begun, { type: 'made', made })).toBe(begun)
    const done = walk(atHow, onward, onward, onward, { type: 'made', made })
    expect(done.step).toBe('done')
    expect(nextState(done, back)).toBe(done)
    expect(nextState(done, onward)).toBe(done)
    expect(nextState(done, { type: 'start', draft: newDraft('fabrikam') })).toEqual(start('fabrikam'))
  })
})
