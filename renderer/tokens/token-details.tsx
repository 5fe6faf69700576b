import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { Dismiss20Regular } from '@fluentui/react-icons/svg/dismiss'
import type { RefObject } from 'react'
import { siteName } from '../../electron/shared/site.js'
import type { TokenView } from '../../electron/shared/view.js'
import { call } from '../bridge.js'
import { CallLine } from '../ui/call-line.js'
import { ClipboardCountdown } from '../ui/clipboard-countdown.js'
import { useDangerStyles } from '../ui/danger.js'
import { useHouse } from '../ui/house.js'
import { FactsList } from '../ui/facts-list.js'
import { column, grown, row } from '../ui/layout.js'
import { StateMark, stateNames } from '../ui/state-mark.js'
import type { Calling } from '../ui/use-call.js'
import { GitPanel } from './git-panel.js'
import type { Oddity } from './oddities.js'
import { RenewalPanel, useRenewal } from './renewal-panel.js'
import { StopPanel } from './stop-panel.js'
import { TokenActions } from './token-actions.js'
import { TokenCare } from './token-care.js'
import { factsOf } from './token-facts.js'
import { TokenHistory } from './token-history.js'
import { TokenNotices } from './token-notices.js'
import type { TokenTask } from './token-task.js'
import { TokenUses } from './token-uses.js'
import { canBeForgotten, canBeUsed, canBeRevoked, type Reader } from './token-words.js'
import { useGit } from './use-git.js'
import { useStop } from './use-stop.js'
import { WhichToken } from './which-token.js'
import { Row } from '../ui/row.js'

const useStyles = makeStyles({
  panel: {
    ...column('M'),
    width: '360px',
    // Large text: in place of the list.
    '@media (max-width: 600px)': { width: '100%' },
    flexShrink: 0,
    boxSizing: 'border-box',
    overflowY: 'auto',
    // What does not fit is scrolled to, never squeezed.
    '& > *': { flexShrink: 0 },
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalL}`,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`
  },
  top: { ...row('S'), alignItems: 'flex-start' },
  name: {
    ...grown,
    margin: 0,
    overflowWrap: 'anywhere',
    fontSize: tokens.fontSizeBase400,
    lineHeight: tokens.lineHeightBase400,
    fontWeight: tokens.fontWeightSemibold,
    outlineStyle: 'none'
  },
  last: {
    ...row('S'),
    flexWrap: 'wrap',
    marginTop: 'auto',
    paddingTop: tokens.spacingVerticalM,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`
  }
})

interface TokenDetailsProps {
  readonly token: TokenView
  readonly odd: readonly Oddity[]
  readonly reader: Reader
  /** Copy and clear, which the list's keys use too. */
  readonly copying: Calling
  readonly heading: RefObject<HTMLHeadingElement | null>
  readonly onCopy: () => void
  /** To a page of its own, e.g. for editing. */
  readonly onTask: (task: TokenTask) => void
  readonly onRevoke: () => void
  /** The person said which token of the service's list this one is. */
  readonly onConfirmed: (listedId: string) => void
  readonly onClose: () => void
}

/** One token: what it can do, until when, where it is, and what to do with it. */
export function TokenDetails(props: TokenDetailsProps) {
  const { token, odd, reader, copying, heading } = props
  const { onCopy, onTask, onRevoke, onConfirmed, onClose } = props
  const { another } = useHouse()
  const styles = useStyles()
  const danger = useDangerStyles()
  const git = useGit(token.id)
  const stop = useStop(token)
  const renewal = useRenewal(token.id)
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
      <Row middle>
        <StateMark state={token.state} />
        {stateNames[token.state]}
      </Row>
      <TokenNotices token={token} odd={odd} reader={reader} onRevoke={onRevoke} />
      <TokenActions
        token={token}
        renewing={renewal.rotation !== null}
        asking={stop.work.kind === 'working'}
        onCopy={onCopy}
        onRenew={renewal.start}
        onUse={() => onTask('use')}
        onEdit={() => onTask('edit')}
        onAskWhy={stop.ask}
      />
      <ClipboardCountdown of={[token.id, renewal.rotation?.successorId ?? null]} />
      <CallLine
        work={copying.work}
        words="Asking the keychain"
        onCancel={copying.stop}
        handlers={{ retry: onCopy }}
      />
      {renewal.rotation !== null && (
        <RenewalPanel rotation={renewal.rotation} token={token} onMake={() => onTask('make-successor')} />
      )}
      {(renewal.rotation === null || renewal.work.kind === 'failed') && (
        <CallLine work={renewal.work} words="Beginning the renewal" handlers={{ retry: renewal.start }} />
      )}
      <GitPanel git={git} organization={siteName(token.organization)} />
      <StopPanel
        question={stop}
        steps={{
          successor: () => another(token),
          'token-page': () => void call('openTokenPage', { organization: token.organization }),
          ...(canBeUsed(token) && { git: git.look })
        }}
      />
      <FactsList facts={factsOf(token, reader)} />
      <WhichToken token={token} reader={reader} onConfirmed={onConfirmed} />
      {!token.stray && <TokenUses token={token} />}
      {canBeRevoked(token) && !token.stray && <TokenCare token={token} />}
      <TokenHistory key={token.id} tokenId={token.id} />
      <div className={styles.last}>
        {canBeRevoked(token) && (
          <Button className={danger.outline} onClick={onRevoke}>
            Revoke
          </Button>
        )}
        {canBeForgotten(token) && (
          <Button onClick={() => copying.run('forgetToken', { tokenId: token.id })}>Remove from list</Button>
        )}
      </div>
    </section>
  )
}
