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
import { longDay } from '../../electron/shared/expiry.js'
import { fullAccess, scopeOf } from '../../electron/shared/scopes.js'
import type { AppSnapshot, TokenView } from '../../electron/shared/view.js'
import { ClipboardCountdown } from '../ui/clipboard-countdown.js'
import { ErrorNotice } from '../ui/error-notice.js'
import { FactsList } from '../ui/facts-list.js'
import { Progress } from '../ui/progress.js'
import { StateMark, stateNames } from '../ui/state-mark.js'
import type { Calling } from '../ui/use-call.js'
import { GitPanel } from './git-panel.js'
import { RevokeDialog } from './revoke-dialog.js'
import { canBeForgotten, canBeUsed, keptWords, longEndWords } from './token-words.js'
import type { Reader } from './token-words.js'
import { useGit } from './use-git.js'

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
  scopes: { margin: 0, paddingLeft: tokens.spacingHorizontalL },
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
  readonly onClose: () => void
}

/** One token: what it can do, until when, where it is, and what to do with it. */
export function TokenDetails(props: TokenDetailsProps): JSX.Element {
  const { token, reader, clipboard, copying, onCopy, onClose } = props
  const styles = useStyles()
  // Counted, so that a dialog that is opened again starts anew.
  const [dialog, setDialog] = useState({ open: false, times: 0 })
  const heading = useRef<HTMLHeadingElement>(null)
  const git = useGit(token.id)
  const usable = canBeUsed(token)
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
      {usable && (
        <div className={styles.buttons}>
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
        </div>
      )}
      {copied !== null && (
        <ClipboardCountdown
          clearsAt={copied.clearsAt}
          onClear={() => {
            copying.run('clearClipboard', null)
          }}
        />
      )}
      {copying.work.kind === 'working' && <Progress words="Asking the keychain" onCancel={copying.stop} />}
      {copying.work.kind === 'failed' && (
        <ErrorNotice error={copying.work.error} handlers={{ retry: onCopy }} />
      )}
      <GitPanel git={git} organization={token.organization} />
      <FactsList facts={factsOf(token, reader, styles.scopes)} />
      <div className={styles.last}>
        {token.state !== 'revoked' && token.state !== 'expired' && (
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

function factsOf(
  token: TokenView,
  reader: Reader,
  listStyle: string
): readonly (readonly [string, JSX.Element | string])[] {
  const allows = (id: string): string => {
    const words = id === fullAccess ? 'everything that you can do' : (scopeOf(id)?.allows ?? id)
    return words.charAt(0).toUpperCase() + words.slice(1)
  }
  return [
    ['Organization', token.organization],
    [
      'Can',
      token.scopes.length === 1 ? (
        allows(token.scopes[0] ?? '')
      ) : (
        <ul className={listStyle}>
          {token.scopes.map((id) => (
            <li key={id}>{allows(id)}</li>
          ))}
        </ul>
      )
    ],
    [token.state === 'expired' ? 'Ended' : 'Ends', longEndWords(token, reader)],
    ...(token.requestedValidTo === null
      ? []
      : [['Asked for', longDay(Date.parse(token.requestedValidTo), reader.zone)] as const]),
    ['Kept', keptWords[token.kept]],
    ['Used by', token.usedByGit ? 'Git on this computer' : 'Nothing this app knows of'],
    ['Made', token.origin === 'api' ? 'By this app' : 'By hand, then pasted']
  ]
}
