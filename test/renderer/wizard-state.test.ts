import { describe, expect, it } from 'vitest'
import { nextState, startWizard, stepsOf } from '../../renderer/wizard/wizard-state.js'
import type { WizardEvent, WizardFacts, WizardState } from '../../renderer/wizard/wizard-state.js'
import type { TokenMade } from '../../electron/shared/view.js'

const now = Date.parse('2026-11-23T09:30:00Z')
const day = 86_400_000
const facts: WizardFacts = { now, computer: 'LAPTOP-7', canSignIn: true }
const byPage: WizardFacts = { ...facts, canSignIn: false }
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
const back: WizardEvent = { type: 'back', facts }
const typed = (text: string): WizardEvent => ({ type: 'where-typed', text })
const begun = walk(startWizard(''), typed('contoso'))

describe('the wizard', () => {
  it('comes to "push code" in five steps with nothing but an organization entered', () => {
    const end = walk(begun, onward, onward, onward, onward)
    expect(end).toMatchObject({
      step: 'review',
      plan: {
        organization: 'contoso',
        way: 'sign-in',
        scopes: ['vso.code_write'],
        name: 'Push code · LAPTOP-7',
        validTo: now + 30 * day
      }
    })
    expect(stepsOf(end.draft, facts)).toHaveLength(5)
  })

  it('skips "how" where only one way is possible', () => {
    const next = nextState(begun, { type: 'continue', facts: byPage })
    expect(next.step).toBe('what')
    expect(nextState(next, { type: 'back', facts: byPage }).step).toBe('where')
    expect(stepsOf(begun.draft, byPage)).toHaveLength(4)
  })

  it('goes back step by step and forth again without losing anything', () => {
    const edited = walk(
      begun,
      onward,
      onward,
      { type: 'edit', change: { task: 'clone' } },
      onward,
      { type: 'edit', change: { name: 'Mine', life: { kind: 'days', days: 7 } } },
      onward
    )
    const atStart = walk(edited, back, back, back, back, back, back)
    expect(atStart.step).toBe('where')
    expect(walk(atStart, onward, onward, onward, onward)).toEqual(edited)
  })

  it.each([
    ['where', startWizard('')],
    ['where', walk(startWizard(''), typed('https://github.com/contoso'))],
    ['what', walk(begun, onward, onward, { type: 'edit', change: { task: 'by-hand' } })],
    ['life', walk(begun, onward, onward, onward, { type: 'edit', change: { name: '  ' } })],
    ['life', walk(begun, onward, onward, onward, { type: 'edit', change: { name: 'x'.repeat(256) } })],
    [
      'life',
      walk(begun, onward, onward, onward, {
        type: 'edit',
        change: { life: { kind: 'date', date: '2020-01-01' } }
      })
    ]
  ] as const)('stays at "%s" while that is not complete: %#', (step, state) => {
    expect(nextState(state, onward)).toBe(state)
    expect(state.step).toBe(step)
  })

  it('proposes name and life of the task until the person has entered their own', () => {
    const atWhat = walk(begun, onward, onward)
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
      begun,
      onward,
      onward,
      { type: 'edit', change: { task: 'by-hand', chosen: ['vso.code', 'vso.code_write', 'vso.work'] } },
      onward,
      onward
    )
    expect(state).toMatchObject({ plan: { scopes: ['vso.code_write', 'vso.work'] } })
  })

  it('counts on a date, not an hour, where the page makes the token', () => {
    const on = { type: 'continue', facts: byPage } as const
    expect(walk(begun, on, on, on)).toMatchObject({
      step: 'review',
      plan: { way: 'by-hand', validTo: Date.parse('2026-12-23T12:00:00Z') }
    })
  })

  it('takes a token that is there already, also without its end', () => {
    const state = walk(
      startWizard('contoso', 'have-one'),
      onward,
      onward,
      { type: 'edit', change: { life: { kind: 'not-known' } } },
      onward
    )
    expect(state).toMatchObject({ step: 'review', plan: { way: 'have-one', validTo: null } })
  })

  it('turns to the token page with all that was entered, from where the sign-in failed', () => {
    const review = walk(begun, onward, onward, onward, onward)
    expect(nextState(review, { type: 'by-hand', facts })).toMatchObject({
      step: 'review',
      plan: { organization: 'contoso', way: 'by-hand', scopes: ['vso.code_write'] }
    })
    expect(nextState(walk(begun, onward), { type: 'by-hand', facts })).toMatchObject({
      step: 'what',
      draft: { way: 'by-hand' }
    })
  })

  it('keeps neither a password nor a token that came with an address', () => {
    const token = 'a'.repeat(76) + 'AZDO' + 'bbbb'
    const cut = walk(startWizard(''), typed(`https://pat:${token}@dev.azure.com/contoso`))
    expect(cut.draft).toMatchObject({ where: 'contoso', removed: 'credentials' })
    const taken = walk(startWizard(''), typed(token))
    expect(taken.draft).toMatchObject({ where: '', removed: 'token' })
    expect(JSON.stringify([cut, taken])).not.toContain('AZDO')
    expect(nextState(taken, typed('con')).draft.removed).toBeNull()
  })

  it('is done only from its last step', () => {
    expect(nextState(begun, { type: 'made', made })).toBe(begun)
    const done = walk(begun, onward, onward, onward, onward, { type: 'made', made })
    expect(done.step).toBe('done')
    expect(nextState(done, back)).toBe(done)
    expect(nextState(done, onward)).toBe(done)
    expect(nextState(done, { type: 'start', organization: 'fabrikam', way: null })).toEqual(
      startWizard('fabrikam')
    )
  })
})
