import { useState } from 'react'
import { readOrganization } from '../../electron/shared/organization.js'
import type { TokenMade } from '../../electron/shared/outcome-view.js'
import { call } from '../bridge.js'
import { useAnnounce } from '../ui/announcer.js'
import { useSnapshot } from '../ui/house.js'
import { useCall } from '../ui/use-call.js'
import { useShortcut } from '../ui/use-shortcut.js'
import { asksToSignIn, isApiWay, wayOf, type Plan, type WizardFacts } from './draft.js'
import { organizationOf, waysIn, type WizardEvent, type WizardState } from './wizard-state.js'

interface WizardCallsProps {
  readonly state: WizardState
  readonly send: (event: WizardEvent) => void
  readonly facts: WizardFacts
}

/** What the wizard asks of main, and its keys. */
export function useWizardCalls({ state, send, facts }: WizardCallsProps) {
  const { settings } = useSnapshot()
  const { work, run, stop } = useCall()
  const announce = useAnnounce()
  const [stopped, setStopped] = useState<'create' | 'paste' | null>(null)
  const ways = waysIn(state)
  const way = wayOf(state.draft, ways)
  const organization = organizationOf(state)
  const doing = work.kind === 'working' ? work.call : null

  /** Sends an event; what went on, or went wrong, before it is over. */
  const go = (event: WizardEvent): void => {
    stop()
    setStopped(null)
    send(event)
  }
  /** Ends what goes on. What became of a token that was being made, main finds out and tells. */
  const cancel = (): void => {
    if (doing === 'createToken' && stopped === null) {
      setStopped('create')
      void call('cancelCreate', null)
      return
    }
    stop()
    if (doing === 'pasteToken') setStopped('paste')
  }
  /** In the browser, or by a code on another device. What this step was about to do comes after. */
  const signIn = (device: boolean): void =>
    run('signIn', { organization, device }, ({ account }) => {
      announce(`Signed in as ${account}.`)
      send({ type: 'signed-in', account })
      if (state.step === 'review') make(state.plan, false)
      else toNext()
    })
  const toNext = (): void => send({ type: 'continue', facts: asOfNow(facts) })
  /** To the next step; asks for the ways, or signs in, where that is due. */
  const onward = (): void => {
    if (doing !== null) return
    if (state.step === 'where') toWays()
    else if (state.step === 'how' && asksToSignIn(way, ways)) signIn(false)
    else {
      stop()
      toNext()
    }
  }
  const toWays = (): void => {
    const reading = readOrganization(state.draft.where)
    if (reading.kind === 'not-understood') return
    const { organization } = reading
    if (way === 'have-one') go({ type: 'found', reach: { organization, ways: null } })
    else findWays(organization)
  }
  const findWays = (organization: string): void =>
    run('findWays', { organization }, (ways) => send({ type: 'found', reach: { organization, ways } }))
  const back = (): void => {
    if (doing !== null && doing !== 'openTokenPage') cancel()
    else go({ type: 'back' })
  }
  const make = ({ name, validTo: end, ...plan }: Plan, anyway: boolean): void => {
    setStopped(null)
    const draft = { organization, name, scopes: plan.scopes }
    const validTo = end === null ? null : new Date(end).toISOString()
    const done = (made: TokenMade): void => {
      send({ type: 'made', made })
      if (settings.organization === '') void call('changeSettings', { organization })
    }
    if (isApiWay(plan.way) && validTo !== null) {
      run('createToken', { ...draft, validTo, engine: plan.way }, done)
    } else {
      run('pasteToken', { ...draft, validTo, anyway }, done)
    }
  }
  /** Makes the token, or takes it off the clipboard: `anyway`, also where it does not look like one. */
  const finish = (plan: Plan, anyway = false): void => {
    if (doing !== null) return
    if (asksToSignIn(plan.way, ways)) signIn(false)
    else make(plan, anyway)
  }
  const openPage = (): void => run('openTokenPage', { organization })

  useShortcut('Escape', back, state.step !== 'done')
  useShortcut(
    'mod+v',
    () => {
      if (state.step === 'review') finish(state.plan)
    },
    state.step === 'review' && !isApiWay(way)
  )

  return {
    work,
    go,
    onward,
    back,
    finish,
    signIn,
    cancel,
    /** The end of a create was asked for and is on its way. */
    cancelling: stopped === 'create',
    /** The person stopped waiting for the check of a pasted token. */
    stoppedWaiting: stopped === 'paste',
    openPage,
    /** Asks for the ways once more. */
    lookAgain: (): void => findWays(organization)
  }
}

/** To the millisecond: the facts of the page are looked at once a minute. */
const asOfNow = (facts: WizardFacts): WizardFacts => ({ ...facts, now: Date.now() })
