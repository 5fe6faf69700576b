import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  tokens
} from '@fluentui/react-components'
import { Branch20Regular } from '@fluentui/react-icons/svg/branch'
import { Copy20Regular } from '@fluentui/react-icons/svg/copy'
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss'
import { useRef, useState } from 'react'
import type { JSX } from 'react'
import { siteName } from '../../electron/shared/site.js'
import type { AppSnapshot, TokenView } from '../../electron/shared/view.js'
import { call } from '../bridge.js'
import { ClipboardCountdown } from '../ui/clipboard-countdown.js'
import { ErrorNotice } from '../ui/error-notice.js'
import { FactsList } from '../ui/facts-list.js'
import { Progress } from '../ui/progress.js'
import { StateMark, stateNames } from '../ui/state-mark.js'
import type { Calling } from '../ui/use-call.js'
import { GitPanel } from './git-panel.js'
import { RevokeDialog } from './revoke-dialog.js'
import { StopPanel } from './stop-panel.js'
import { factsOf } from './token-facts.js'
import { canBeForgotten, canBeUsed, canBeRevoked, globalWords } from './token-words.js'
import type { Reader } from './token-words.js'
import { useGit } from './use-git.js'
import { useStop } from './use-stop.js'

const useStyles = makeStyles({
  panel: {
    width: '336px',
    // Large text: in place of the list.
    '@media (max-width: 600px)': { width: '100%' },
    flexShrink: 0,
    boxSizing: 'border-box',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    overflowY: 'auto',
    // What does not fit is scrolled to, never squeezed.
    '& > *': { flexShrink: 0 },
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`
  },
  top: { display: 'flex', alignItems: 'flex-start', gap: tokens.spacingHorizontalS },
  name: {
    flexGrow: 1,
    margin: 0,
    minWidth: 0,
    overflowWrap: 'anywhere',
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    outlineStyle: 'none'
  },
  state: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalS },
  bar: { whiteSpace: 'normal' },
  buttons: { display: 'flex', flexWrap: 'wrap', gap: tokens.spacingHorizontalS },
  last: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: tokens.spacingHorizontalS,
    marginTop: 'auto',
    paddingTop: tokens.spacingVerticalM,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`
  },
  red: {
    color: tokens.colorStatusDangerForeground3,
    borderTopColor: tokens.colorStatusDangerBorder1,
    borderRightColor: tokens.colorStatusDangerBorder1,
    borderBottomColor: tokens.colorStatusDangerBorder1,
    borderLeftColor: tokens.colorStatusDangerBorder1,
    ':hover': { color: tokens.colorStatusDangerForeground3 },
    ':hover:active': { color: tokens.colorStatusDangerForeground3 }
  }
})

interface TokenDetailsProps {
  readonly token: TokenView
  readonly reader: Reader
  readonly clipboard: AppSnapshot['clipboard']
  /** Copy and clear, which the list's keys use too. */
  readonly copying: Calling
  readonly onCopy: () => void
  /** Starts the wizard with what this token has. */
  readonly onLike: () => void
  readonly onClose: () => void
}

/** One token: what it can do, until when, where it is, and what to do with it. */
export function TokenDetails(props: TokenDetailsProps): JSX.Element {
  const { token, reader, clipboard, copying, onCopy, onLike, onClose } = props
  const styles = useStyles()
  // Counted, so that a dialog that is opened again starts anew.
  const [dialog, setDialog] = useState({ open: false, times: 0 })
  const heading = useRef<HTMLHeadingElement>(null)
  const git = useGit(token.id)
  const stop = useStop(token)
  const usable = canBeUsed(token)
  const over = token.state === 'expired' || token.state === 'revoked'
  const organization = siteName(token.organization)
  const copied = clipboard?.tokenId === token.id ? clipboard : null
  const askToRevoke = (): void => {
    setDialog({ open: true, times: dialog.times + 1 })
  }
  return (
    <section className={styles.panel} aria-label={`Details of ${token.name}`}>
      <div className={styles.top}>
        <h2 ref={heading} tabIndex={-1} className={styles.name}>
          {token.name}
        </h2>
        <Button
          appearance="subtle"
          size="small"
          icon={<Dismiss20Regular />}
          aria-label="Close details"
          onClick={onClose}
        />
      </div>
      <div className={styles.state}>
        <StateMark state={token.state} />
        {stateNames[token.state]}
      </div>
      {token.revokeFailed && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody>The revoke is not finished.</MessageBarBody>
          <MessageBarActions>
            <Button size="small" onClick={askToRevoke}>
              Go on
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {token.stray && !over && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody className={styles.bar}>
            Nobody has its value: Azure DevOps made it, but the answer was lost. Revoke it.
          </MessageBarBody>
          <MessageBarActions>
            <Button size="small" onClick={askToRevoke}>
              Revoke it
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {token.allOrganizations && !over && (
        <MessageBar intent="warning" layout="multiline">
          <MessageBarBody className={styles.bar}>{globalWords(reader)}</MessageBarBody>
          <MessageBarActions>
            <Button size="small" onClick={onLike}>
              Make its successor
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      <div className={styles.buttons}>
        {usable && (
          <>
            <Button icon={<Copy20Regular />} onClick={onCopy}>
              Copy
            </Button>
            <Button
              icon={<Branch20Regular />}
              disabledFocusable={git.work.kind === 'working'}
              onClick={git.look}
            >
              Use it for Git
            </Button>
          </>
        )}
        {!token.stray && (
          <>
            <Button disabledFocusable={stop.work.kind === 'working'} onClick={stop.ask}>
              Why did it stop?
            </Button>
            <Button onClick={onLike}>Make another like this</Button>
          </>
        )}
      </div>
      {copied !== null && (
        <ClipboardCountdown
          clearsAt={copied.clearsAt}
          needsFocus={copied.needsFocus}
          onClear={() => {
            copying.run('clearClipboard', null)
          }}
        />
      )}
      {copying.work.kind === 'working' && <Progress words="Asking the keychain" onCancel={copying.stop} />}
      {copying.work.kind === 'failed' && (
        <ErrorNotice error={copying.work.error} handlers={{ retry: onCopy }} />
      )}
      <GitPanel git={git} organization={organization} />
      <StopPanel
        question={stop}
        steps={{
          successor: onLike,
          'token-page': () => void call('openTokenPage', { organization: token.organization }),
          ...(usable && { git: git.look })
        }}
      />
      <FactsList facts={factsOf(token, reader)} />
      <div className={styles.last}>
        {canBeRevoked(token) && (
          <Button className={styles.red} onClick={askToRevoke}>
            Revoke
          </Button>
        )}
        {canBeForgotten(token) && (
          <Button
            onClick={() => {
              copying.run('forgetToken', { tokenId: token.id })
            }}
          >
            Remove from list
          </Button>
        )}
      </div>
      <RevokeDialog
        key={dialog.times}
        token={token}
        open={dialog.open}
        onClose={() => {
          setDialog({ ...dialog, open: false })
          // The button that opened it may be gone.
          heading.current?.focus()
        }}
      />
    </section>
  )
}
