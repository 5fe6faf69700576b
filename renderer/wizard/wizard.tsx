import { Button } from '@fluentui/react-components'
import { readOrganization } from '../../electron/shared/organization.js'
import { useHouse } from '../ui/house.js'
import { useNow } from '../ui/times.js'
import { DeviceCode } from './device-code.js'
import { DoneStep } from './done-step.js'
import { endOfDraft, isApiWay, nameOf, nameProblem, scopesOf, wayOf, type WizardFacts } from './draft.js'
import { HowStep } from './how-step.js'
import { LifeStep } from './life-step.js'
import { MadeBy } from './made-by.js'
import { PageStep } from './page-step.js'
import { ReviewStep } from './review-step.js'
import { StepFrame } from './step-frame.js'
import { useWizardCalls } from './use-wizard-calls.js'
import { WhatStep } from './what-step.js'
import { WhereStep } from './where-step.js'
import { WizardNotice } from './wizard-notice.js'
import { WizardProgress } from './wizard-progress.js'
import { organizationOf, stepsOf, waysIn, type WizardEvent, type WizardState } from './wizard-state.js'

interface WizardProps {
  readonly state: WizardState
  readonly send: (event: WizardEvent) => void
  readonly onAnother: () => void
}

/** The way to a token, one question at a time. Its state lives outside, so that leaving loses nothing. */
export function Wizard({ state, send, onAnother }: WizardProps) {
  const { snapshot, seeToken } = useHouse()
  const { draft } = state
  const facts: WizardFacts = { now: useNow(60_000), computer: snapshot.computer }
  const ways = waysIn(state)
  const way = wayOf(draft, ways)
  const calls = useWizardCalls({ state, send, facts })
  const { work, onward, back, finish, go } = calls
  const busy = work.kind === 'working'
  const reading = readOrganization(draft.where)
  const organization =
    state.step === 'where' && reading.kind === 'organization' ? reading.organization : organizationOf(state)
  const edit = (change: Extract<WizardEvent, { type: 'edit' }>['change']): void =>
    send({ type: 'edit', change })

  const steps = stepsOf(state)
  const frame = {
    title: draft.way === 'have-one' ? 'A token that you have' : 'New token',
    at: state.step === 'done' ? null : { step: steps.indexOf(state.step) + 1, of: steps.length },
    aside: ways !== null && way !== 'have-one' && state.step !== 'how' && (
      <MadeBy
        way={way}
        ways={ways}
        busy={busy}
        onSwitch={(to) => go({ type: 'switch', way: to, facts })}
        onAll={() => go({ type: 'all-ways' })}
      />
    ),
    onBack: state.step === 'where' || state.step === 'done' ? undefined : back,
    progress: <WizardProgress calls={calls} organization={organization} />,
    notice: <WizardNotice state={state} calls={calls} facts={facts} />
  }

  if (busy && work.call === 'signIn' && snapshot.deviceCode !== null) {
    return (
      <StepFrame {...frame} heading="Sign in on another device">
        <DeviceCode {...snapshot.deviceCode} />
      </StepFrame>
    )
  }
  switch (state.step) {
    case 'where':
      return (
        <StepFrame
          {...frame}
          heading="Where is it for?"
          onContinue={onward}
          canContinue={reading.kind === 'organization' && !busy}
        >
          <WhereStep draft={draft} onType={(text) => go({ type: 'where-typed', text })} />
        </StepFrame>
      )
    case 'how':
      return (
        <StepFrame {...frame} heading="How do you want to make it?" onContinue={onward} canContinue={!busy}>
          {ways !== null && (
            <HowStep
              ways={ways}
              way={way}
              onChoose={(chosen) => go({ type: 'switch', way: chosen, facts })}
              onOtherDevice={() => calls.signIn(true)}
              onLookAgain={calls.lookAgain}
            />
          )}
        </StepFrame>
      )
    case 'what':
      return (
        <StepFrame
          {...frame}
          heading={way === 'have-one' ? 'What can it do?' : 'What do you need it for?'}
          onContinue={onward}
          canContinue={scopesOf(draft).length > 0}
        >
          <WhatStep
            draft={draft}
            reach={state.reach}
            onTask={(task) => edit({ task })}
            onScopes={(chosen) => edit({ chosen })}
          />
        </StepFrame>
      )
    case 'life':
      return (
        <StepFrame
          {...frame}
          heading="What is it called, and when does it end?"
          onContinue={onward}
          canContinue={
            nameProblem(nameOf(draft, facts)) === null && endOfDraft(draft, way, facts).kind !== 'no-end'
          }
        >
          <LifeStep draft={draft} way={way} facts={facts} onEdit={edit} />
        </StepFrame>
      )
    case 'review':
      return isApiWay(state.plan.way) ? (
        <StepFrame
          {...frame}
          heading="Is this what you want?"
          onContinue={() => finish(state.plan)}
          continueLabel="Create token"
          canContinue={!busy}
        >
          <ReviewStep plan={state.plan} ways={ways} />
        </StepFrame>
      ) : (
        <StepFrame {...frame} heading={state.plan.way === 'by-hand' ? 'Make it on this page' : 'Paste it'}>
          <PageStep
            plan={state.plan}
            busy={busy}
            crowded={work.kind === 'failed'}
            onOpenPage={calls.openPage}
            onPaste={() => finish(state.plan)}
          />
        </StepFrame>
      )
    case 'done':
      return (
        <StepFrame
          {...frame}
          heading="Your token is ready"
          progress={<Button onClick={onAnother}>Make another</Button>}
          onContinue={() => seeToken(state.made.tokenId)}
          continueLabel="See it in the list"
        >
          <DoneStep plan={state.plan} made={state.made} />
        </StepFrame>
      )
  }
  state satisfies never
}
