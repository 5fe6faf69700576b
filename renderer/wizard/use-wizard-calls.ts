import { useEffect, useEffectEvent, useState } from 'react'
import type { AppSnapshot, TokenMade } from '../../electron/shared/view.js'
import { call } from '../bridge.js'
import { useAnnounce } from '../ui/announcer.js'
import { useCall } from '../ui/use-call.js'
import type { Work } from '../ui/use-call.js'
import { useShortcut } from '../ui/use-shortcut.js'
import { organizationOf, wayOf } from './wizard-state.js'
import type { Plan, WizardEvent, WizardFacts, WizardState } from './wizard-state.js'

interface WizardCallsProps {
  readonly state: WizardState
  readonly send: (event: WizardEvent) => void
  readonly snapshot: AppSnapshot
  readonly facts: WizardFacts
}

interface WizardCalls {
  readonly work: Work
  /** Sends an event; what went on, or went wrong, before it is over. */
  readonly go: (event: WizardEvent) => void
  /** To the next step; signs in on the way where that is due. */
  readonly onward: () => void
  readonly back: () => void
  /** Makes the token, or takes it off the clipboard. */
  readonly finish: (plan: Plan) => void
  readonly signIn: (organization: string, then: () => void) => void
  /** Ends a sign-in; of a token that is being made, only the waiting can end. */
  readonly cancel: () => void
  /** The person stopped waiting for a token that may still be made. */
  readonly stoppedWaiting: boolean
  readonly openPage: (organization: string) => void
}

/** What the wizard asks of main, and its keys. */
export function useWizardCalls({ state, send, snapshot, facts }: WizardCallsProps): WizardCalls {
  const { work, run, stop } = useCall()
  const announce = useAnnounce()
  const [stoppedWaiting, setStoppedWaiting] = useState(false)
  const way = wayOf(state.draft, facts)
  const busy = work.kind === 'working'
  const signingIn = busy && work.call === 'signIn'
  const toNext = (): void => {
    send({ type: 'continue', facts: { ...facts, now: Date.now() } })
  }

  const go = (event: WizardEvent): void => {
    stop()
    setStoppedWaiting(false)
    send(event)
  }
  const cancel = (): void => {
    stop()
    if (signingIn) void call('cancelSignIn', null)
    else setStoppedWaiting(true)
  }
  const signIn = (organization: string, then: () => void): void => {
    run('signIn', { organization }, ({ account }) => {
      announce(`Signed in as ${account}.`)
      then()
    })
  }
  const onward = (): void => {
    if (busy) return
    if (state.step === 'how' && way === 'sign-in' && accountFor(state, snapshot) === null) {
      signIn(state.organization, toNext)
    } else {
      stop()
      toNext()
    }
  }
  const back = (): void => {
    if (busy && work.call !== 'openTokenPage') cancel()
    else go({ type: 'back', facts })
  }
  const finish = (plan: Plan): void => {
    if (busy) return
    setStoppedWaiting(false)
    const { organization, name } = plan
    const scopes = [...plan.scopes]
    const validTo = plan.validTo === null ? null : new Date(plan.validTo).toISOString()
    const done = (made: TokenMade): void => {
      send({ type: 'made', made })
      if (snapshot.settings.organization === '') void call('changeSettings', { organization })
    }
    if (plan.way === 'sign-in' && validTo !== null) {
      run('createToken', { organization, name, scopes, validTo }, done)
    } else {
      run('pasteToken', { organization, name, scopes, validTo }, done)
    }
  }
  const openPage = (organization: string): void => {
    run('openTokenPage', { organization })
  }

  useShortcut('Escape', back, state.step !== 'done')
  useShortcut(
    'mod+v',
    () => {
      if (state.step === 'review') finish(state.plan)
    },
    state.step === 'review' && way !== 'sign-in'
  )
  const leave = useEffectEvent(() => {
    // A sign-in that nobody waits for must not come back later.
    if (signingIn) void call('cancelSignIn', null)
  })
  useEffect(
    () => () => {
      leave()
    },
    []
  )

  return { work, go, onward, back, finish, signIn, cancel, stoppedWaiting, openPage }
}

/** Who is signed in for the wizard's organization, as far as the page can tell. */
export function accountFor(state: WizardState, { account, settings, tokens }: AppSnapshot): string | null {
  const organization = organizationOf(state)
  const known =
    organization === settings.organization ||
    tokens.some((token) => token.organization === organization && token.origin === 'api')
  // Whoever came to the last step this way signed in on it.
  return known || state.step === 'review' ? account : null
}
