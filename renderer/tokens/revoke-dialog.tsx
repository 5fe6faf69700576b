import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles,
  Text,
  tokens
} from '@fluentui/react-components'
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle'
import { ErrorCircle20Filled } from '@fluentui/react-icons/svg/error-circle'
import { Person20Filled } from '@fluentui/react-icons/svg/person'
import { Subtract20Regular } from '@fluentui/react-icons/svg/subtract'
import { useState } from 'react'
import type { JSX } from 'react'
import { siteName } from '../../electron/shared/site.js'
import type { RevokeReport, RevokeStep, TokenView } from '../../electron/shared/view.js'
import { ErrorNotice } from '../ui/error-notice.js'
import { wordsFor } from '../ui/error-words.js'
import { Progress } from '../ui/progress.js'
import { useAnnounce } from '../ui/announcer.js'
import { useDangerStyles } from '../ui/danger.js'
import { column, plainList, row } from '../ui/layout.js'
import { useCall } from '../ui/use-call.js'
import { hasFailed, isWhole } from './revoke-outcome.js'
import { WhatBreaks } from './what-breaks.js'

const useStyles = makeStyles({
  content: column('M'),
  steps: { ...column('M'), ...plainList },
  step: row('S'),
  words: { ...column(), minWidth: 0 },
  quiet: { color: tokens.colorNeutralForeground2 },
  icon: { flexShrink: 0 },
  done: { flexShrink: 0, color: tokens.colorStatusSuccessForeground1 },
  failed: { flexShrink: 0, color: tokens.colorStatusDangerForeground1 }
})

interface RevokeDialogProps {
  readonly token: TokenView
  /** It is closed by this, never taken away while open: the page would stay hidden from screen readers. */
  readonly open: boolean
  readonly onClose: () => void
}

/** Asks before a revoke, with what will break, and reports it step by step. */
export function RevokeDialog({ token, open, onClose }: RevokeDialogProps): JSX.Element {
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
    <Dialog
      open={open}
      modalType="alert"
      onOpenChange={(_event, data) => {
        if (!data.open) onClose()
      }}
    >
      <DialogSurface>
        <DialogBody>
          <DialogTitle>
            {report === null ? `Revoke “${token.name}”?` : titleOf(report, token.name)}
          </DialogTitle>
          <DialogContent className={styles.content}>
            {report === null ? (
              <WhatBreaks token={token} again={first.failed} />
            ) : (
              <ul className={styles.steps}>
                <Step part="service" step={report.service} organization={organization} />
                <Step part="git" step={report.git} organization={organization} />
                <Step part="files" step={report.files} organization={organization} />
                <Step part="keychain" step={report.keychain} organization={organization} />
              </ul>
            )}
            {busy && <Progress words={`Revoking at ${organization}, in Git and in the keychain`} />}
            {work.kind === 'failed' && <ErrorNotice error={work.error} handlers={{ retry: revoke }} />}
          </DialogContent>
          <DialogActions>
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
          </DialogActions>
        </DialogBody>
      </DialogSurface>
    </Dialog>
  )
}

interface StepProps {
  readonly part: keyof RevokeReport
  readonly step: RevokeStep
  readonly organization: string
}

const nothingThere: Readonly<Record<keyof RevokeReport, string>> = {
  service: 'It was revoked before.',
  git: 'Git did not have it.',
  files: 'No file of a tool had it.',
  keychain: 'It was not there.'
}

const doneWords: Readonly<Record<keyof RevokeReport, string>> = {
  service: 'Revoked.',
  git: 'Taken out.',
  files: 'Taken out.',
  keychain: 'Erased.'
}

function Step({ part, step, organization }: StepProps): JSX.Element {
  const styles = useStyles()
  const name = {
    service: organization,
    git: 'Git on this computer',
    files: 'Files of other tools',
    keychain: 'Keychain'
  }[part]
  const [icon, words] = ((): [JSX.Element, string] => {
    switch (step.state) {
      case 'done':
        return [<CheckmarkCircle20Filled key="icon" className={styles.done} />, doneWords[part]]
      case 'not-needed':
        return [<Subtract20Regular key="icon" className={styles.icon} />, nothingThere[part]]
      case 'by-hand':
        return [
          <Person20Filled key="icon" className={styles.icon} />,
          'Its page is open in your browser: choose the token there, then Revoke. After that, remove it from the list here.'
        ]
      case 'failed': {
        const { title, text } = wordsFor(step.error)
        return [<ErrorCircle20Filled key="icon" className={styles.failed} />, `Not done. ${title}. ${text}`]
      }
    }
  })()
  return (
    <li className={styles.step}>
      {icon}
      <div className={styles.words}>
        <Text weight="semibold">{name}</Text>
        <Text className={styles.quiet}>{words}</Text>
      </div>
    </li>
  )
}

function titleOf(report: RevokeReport, name: string): string {
  if (hasFailed(report)) return 'The revoke is not finished'
  return isWhole(report) ? `“${name}” is revoked` : 'One step is yours'
}
