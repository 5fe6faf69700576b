import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { UseView } from '../../electron/shared/consumer-view.js'
import { siteName } from '../../electron/shared/site.js'
import type { RevokeReport, RevokeStep } from '../../electron/shared/outcome-view.js'
import type { TokenView } from '../../electron/shared/view.js'
import { sentenceOf } from '../ui/error-words.js'
import { CallLine } from '../ui/call-line.js'
import { useAnnounce } from '../ui/announcer.js'
import { useDangerStyles } from '../ui/danger.js'
import { column, plainList } from '../ui/layout.js'
import { OutcomeLine } from '../ui/outcome-line.js'
import { Question, type QuestionProps } from '../ui/question.js'
import { useCall } from '../ui/use-call.js'
import { hasFailed, isWhole, revokeParts } from './revoke-outcome.js'
import { entryWords, placeName, usesOf } from './use-names.js'

const useStyles = makeStyles({
  steps: { ...column('M'), ...plainList },
  breaks: { margin: 0, paddingLeft: tokens.spacingHorizontalL, overflowWrap: 'anywhere' }
})

interface RevokeDialogProps extends Pick<QuestionProps, 'open' | 'onClose'> {
  readonly token: TokenView
}

/** Asks before a revoke, with what will break, and reports it step by step. */
export function RevokeDialog({ token, open, onClose }: RevokeDialogProps) {
  const styles = useStyles()
  const danger = useDangerStyles()
  const announce = useAnnounce()
  const organization = siteName(token.organization)
  const { work, run } = useCall()
  const [report, setReport] = useState<RevokeReport | null>(null)
  const revoke = (): void =>
    run('revokeToken', { tokenId: token.id }, (told) => {
      setReport(told)
      announce(isWhole(told) ? 'The token is revoked.' : 'The revoke is not finished.')
    })
  const busy = work.kind === 'working'
  const [first] = useState(() => ({ failed: token.revokeFailed }))
  return (
    <Question
      open={open}
      onClose={onClose}
      title={report === null ? `Revoke “${token.name}”?` : titleOf(report, token.name)}
      actions={
        <>
          <Button onClick={onClose}>{report === null ? 'Cancel' : 'Close'}</Button>
          {report === null && (
            <Button className={danger.filled} disabledFocusable={busy} onClick={revoke}>
              Revoke
            </Button>
          )}
          {report !== null && hasFailed(report) && (
            <Button appearance="primary" disabledFocusable={busy} onClick={revoke}>
              Try again
            </Button>
          )}
        </>
      }
    >
      {report === null ? (
        <WhatBreaks token={token} again={first.failed} />
      ) : (
        <ul className={styles.steps}>
          {revokeParts.map((part) => (
            <OutcomeLine
              key={part}
              outcome={report[part].state}
              title={partWords[part].name ?? organization}
              words={[wordsOf(part, report[part])]}
            />
          ))}
        </ul>
      )}
      <CallLine
        work={work}
        words={`Revoking at ${organization}, in Git and in the keychain`}
        handlers={{ retry: revoke }}
      />
    </Question>
  )
}

/** What each part is called, and what is said of one that is done or was not needed. */
const partWords = {
  service: { name: null, done: 'Revoked.', 'not-needed': 'It was revoked before.' },
  git: { name: 'Git on this computer', done: 'Taken out.', 'not-needed': 'Git did not have it.' },
  files: { name: 'Files of other tools', done: 'Taken out.', 'not-needed': 'No file of a tool had it.' },
  keychain: { name: 'Keychain', done: 'Erased.', 'not-needed': 'It was not there.' }
} as const

function wordsOf(part: keyof RevokeReport, step: RevokeStep): string {
  switch (step.state) {
    case 'done':
    case 'not-needed':
      return partWords[part][step.state]
    case 'by-hand':
      return 'Its page is open in your browser: choose the token there, then Revoke. After that, remove it from the list here.'
    case 'failed':
      return `Not done. ${sentenceOf(step.error)}`
  }
}

function titleOf(report: RevokeReport, name: string): string {
  if (hasFailed(report)) return 'The revoke is not finished'
  return isWhole(report) ? `“${name}” is revoked` : 'One step is yours'
}

interface WhatBreaksProps {
  readonly token: TokenView
  /** A revoke that was not finished is gone on with. */
  readonly again: boolean
}

function WhatBreaks({ token, again }: WhatBreaksProps) {
  const styles = useStyles()
  if (again) return <Text>What did not go through the last time is tried again.</Text>
  if (token.stray) return <Text>Nobody has its value, so nothing breaks.</Text>
  const uses = usesOf(token)
  return (
    <>
      <Text>It stops working at once, for good. What breaks:</Text>
      <ul className={styles.breaks}>
        {uses.map((use) => (
          <li key={use.id}>{breaksWords(use, token)}</li>
        ))}
        <li>{uses.length > 0 ? 'Everything else' : 'Everything'} that you gave the token to.</li>
      </ul>
      {token.origin === 'assisted' && (
        <Text>You made it by hand, so you also revoke it by hand: its page opens in your browser.</Text>
      )}
    </>
  )
}

function breaksWords(use: UseView, { organization }: TokenView): string {
  if (use.kind === 'git') return `${use.name}: it cannot reach ${siteName(organization)} with it any more.`
  if (use.kind === 'manual') return `${use.name}, which you look after.`
  return `${placeName(use)}${use.entry === '' ? '' : `: ${entryWords(use.entry)}`}. The token is taken out of the file.`
}
