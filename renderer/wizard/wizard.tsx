import { Button, MessageBar, MessageBarBody } from '@fluentui/react-components'
import type { JSX, ReactNode } from 'react'
import { readOrganization } from '../../electron/shared/organization.js'
import type { AppSnapshot } from '../../electron/shared/view.js'
import { call } from '../bridge.js'
import { useAnnounce } from '../ui/announcer.js'
import { ErrorNotice } from '../ui/error-notice.js'
import { Progress } from '../ui/progress.js'
import { useNow, zone } from '../ui/use-now.js'
import { DoneStep } from './done-step.js'
import { HowStep } from './how-step.js'
import { LifeStep } from './life-step.js'
import { PageStep } from './page-step.js'
import { ReviewStep } from './review-step.js'
import { StepFrame } from './step-frame.js'
import { accountFor, useWizardCalls } from './use-wizard-calls.js'
import { WhatStep } from './what-step.js'
import { WhereStep } from './where-step.js'
import { endOfDraft, nameOf, nameProblem, organizationOf, scopesOf, stepsOf, wayOf } from './wizard-state.js'
import type { WizardEvent, WizardFacts, WizardState } from './wizard-state.js'

interface WizardProps {
  readonly state: WizardState
  readonly send: (event: WizardEvent) => void
  readonly snapshot: AppSnapshot
  readonly onSettings: () => void
  readonly onTokens: (selected: string | null) => void
  readonly onAnother: () => void
}

/** The way to a token, one question at a time. Its state lives outside, so that leaving loses nothing. */
export function Wizard(props: WizardProps): JSX.Element {
  const { state, send, snapshot, onSettings } = props
  const { settings, computer, platform } = snapshot
  const facts: WizardFacts = { now: useNow(60_000), computer, canSignIn: settings.clientId !== '' }
  const way = wayOf(state.draft, facts)
  const organization = organizationOf(state)
  const announce = useAnnounce()
  const { work, onward, back, finish, signIn, openPage, cancel, stoppedWaiting, go } = useWizardCalls({
    state,
    send,
    snapshot,
    facts
  })
  const busy = work.kind === 'working'

  const steps = stepsOf(state.draft, facts)
  const frame = {
    title: state.draft.way === 'have-one' ? 'A token that you have' : 'New token',
    at: state.step === 'done' ? null : { step: steps.indexOf(state.step) + 1, of: steps.length },
    onBack: state.step === 'where' || state.step === 'done' ? undefined : back,
    progress: progressOf(),
    notice: noticeOf()
  }

  function progressOf(): ReactNode {
    if (work.kind !== 'working') return null
    switch (work.call) {
      case 'signIn':
        return <Progress words="Waiting for you in the browser" wordsAtOnce onCancel={cancel} />
      case 'createToken':
        return (
          <Progress words="Azure DevOps is making the token" onCancel={cancel} cancelLabel="Stop waiting" />
        )
      case 'pasteToken':
        return <Progress words="Checking the token with Azure DevOps" wordsAtOnce onCancel={cancel} />
      default:
        return <Progress words="One moment" />
    }
  }

  function noticeOf(): ReactNode {
    if (stoppedWaiting) {
      return (
        <MessageBar layout="multiline">
          <MessageBarBody>
            This app waits no longer. If the token is still made, it appears under Tokens: look there first.
          </MessageBarBody>
        </MessageBar>
      )
    }
    if (work.kind !== 'failed') return null
    const organization =
      'plan' in state ? state.plan.organization : 'organization' in state ? state.organization : ''
    return (
      <ErrorNotice
        error={work.error}
        handlers={{
          retry: () => {
            if (work.call === 'openTokenPage') openPage(organization)
            else if (state.step === 'review') finish(state.plan)
            else onward()
          },
          'sign-in': () => {
            signIn(organization, () => {
              if (state.step === 'how') send({ type: 'continue', facts })
              else if (state.step === 'review') finish(state.plan)
            })
          },
          'by-hand': () => {
            go({ type: 'by-hand', facts })
          },
          settings: onSettings,
          'help-app': () => void call('openHelp', { topic: 'entra-app' })
        }}
      />
    )
  }

  switch (state.step) {
    case 'where':
      return (
        <StepFrame
          {...frame}
          heading="Where is it for?"
          onContinue={onward}
          canContinue={readOrganization(state.draft.where).kind === 'organization'}
        >
          <WhereStep
            draft={state.draft}
            canSignIn={facts.canSignIn}
            onType={(text) => {
              send({ type: 'where-typed', text })
            }}
            onSettings={onSettings}
          />
        </StepFrame>
      )
    case 'how':
      return (
        <StepFrame {...frame} heading="How do you want to make it?" onContinue={onward} canContinue={!busy}>
          <HowStep
            organization={state.organization}
            way={way}
            account={accountFor(state, snapshot)}
            onChoose={(chosen) => {
              go({ type: 'edit', change: { way: chosen } })
            }}
          />
        </StepFrame>
      )
    case 'what':
      return (
        <StepFrame
          {...frame}
          heading={way === 'have-one' ? 'What can it do?' : 'What do you need it for?'}
          onContinue={onward}
          canContinue={scopesOf(state.draft).length > 0}
        >
          <WhatStep
            draft={state.draft}
            organization={state.organization}
            onTask={(task) => {
              send({ type: 'edit', change: { task } })
            }}
            onScopes={(chosen) => {
              send({ type: 'edit', change: { chosen } })
            }}
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
            nameProblem(nameOf(state.draft, facts)) === null &&
            endOfDraft(state.draft, facts).kind !== 'no-end'
          }
        >
          <LifeStep
            draft={state.draft}
            facts={facts}
            zone={zone()}
            onEdit={(change) => {
              send({ type: 'edit', change })
            }}
          />
        </StepFrame>
      )
    case 'review':
      return state.plan.way === 'sign-in' ? (
        <StepFrame
          {...frame}
          heading="Is this what you want?"
          onContinue={() => {
            finish(state.plan)
          }}
          continueLabel="Create token"
          canContinue={!busy}
        >
          <ReviewStep
            plan={state.plan}
            account={accountFor(state, snapshot)}
            hasKeychain={snapshot.vault !== 'no-service'}
            zone={zone()}
          />
        </StepFrame>
      ) : (
        <StepFrame {...frame} heading={state.plan.way === 'by-hand' ? 'Make it on this page' : 'Paste it'}>
          <PageStep
            plan={state.plan}
            busy={busy}
            pasteKeys={platform === 'darwin' ? '⌘V' : 'Ctrl+V'}
            onCopy={(value) => {
              announce(`Copied ${value}`)
              void call('copyValue', { value })
            }}
            onOpenPage={() => {
              openPage(organization)
            }}
            onPaste={() => {
              finish(state.plan)
            }}
          />
        </StepFrame>
      )
    case 'done':
      return (
        <StepFrame
          {...frame}
          heading="Your token is ready"
          progress={<Button onClick={props.onAnother}>Make another</Button>}
          onContinue={() => {
            props.onTokens(state.made.tokenId)
          }}
          continueLabel="See it in the list"
        >
          <DoneStep plan={state.plan} made={state.made} snapshot={snapshot} zone={zone()} />
        </StepFrame>
      )
  }
  state satisfies never
}
