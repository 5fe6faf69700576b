import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { Branch20Regular } from '@fluentui/react-icons/svg/branch'
import { CheckmarkCircle24Filled } from '@fluentui/react-icons/svg/checkmark-circle'
import { Copy20Regular } from '@fluentui/react-icons/svg/copy'
import { useState } from 'react'
import { siteName } from '../../electron/shared/site.js'
import type { TokenMade } from '../../electron/shared/outcome-view.js'
import { GitPanel } from '../tokens/git-panel.js'
import { useGit } from '../tokens/use-git.js'
import { CallLine } from '../ui/call-line.js'
import { ClipboardCountdown } from '../ui/clipboard-countdown.js'
import { ErrorNotice } from '../ui/error-notice.js'
import { wordsFor } from '../ui/error-words.js'
import { useSnapshot } from '../ui/house.js'
import { column, row } from '../ui/layout.js'
import { Quiet } from '../ui/quiet.js'
import { zone } from '../ui/times.js'
import { useCall } from '../ui/use-call.js'
import type { Plan } from './draft.js'
import { GrantedEnd, type ToldEnd } from './granted-end.js'
import { grantedWords } from './granted-words.js'
import { StartWithComputer } from './start-with-computer.js'
import { Row } from '../ui/row.js'
import { Notice } from '../ui/notice.js'

const useStyles = makeStyles({
  kept: { ...row('M'), alignItems: 'flex-start' },
  good: { color: tokens.colorStatusSuccessForeground1, flexShrink: 0 },
  words: column('XXS'),
  result: { ...column('S'), minHeight: '40px' },
  last: { marginTop: 'auto' }
})

/** The token is there: what was granted, where it is, and what to do with it. */
export function DoneStep({ plan, made }: { readonly plan: Plan; readonly made: TokenMade }) {
  const snapshot = useSnapshot()
  const styles = useStyles()
  const copying = useCall()
  const keeping = useCall()
  const { tokenId } = made
  const git = useGit(tokenId)
  const kept = snapshot.tokens.find(({ id }) => id === tokenId)?.kept ?? made.kept
  const organization = siteName(plan.organization)
  const [told, setTold] = useState<ToldEnd | null>(null)
  // What was granted to a token that was made by hand, only its page says.
  const asked = plan.way === 'by-hand' && told === null ? plan.validTo : null
  const granted = grantedWords(
    told === null ? made : { requestedValidTo: isoOf(plan), validTo: isoOf(told) },
    organization,
    zone()
  )
  const end = granted.cut === null && asked === null ? granted.end : ''

  const copy = (): void => copying.run('copyToken', { tokenId })
  const keep = (): void => keeping.run('keepToken', { tokenId })
  return (
    <>
      {granted.cut !== null && <Notice>{granted.cut}</Notice>}
      {kept === 'keychain' ? (
        <div className={styles.kept}>
          <CheckmarkCircle24Filled className={styles.good} aria-hidden />
          <div className={styles.words}>
            <Text weight="semibold">Kept in your keychain. {end}</Text>
            <Quiet>
              {made.account === null ? plan.name : `${plan.name}, which belongs to ${made.account}`}
            </Quiet>
          </div>
        </div>
      ) : (
        <NotKept made={made} end={end} onKeep={keep} busy={keeping.work.kind === 'working'} />
      )}
      <CallLine work={keeping.work} words="Writing to the keychain" />
      {asked !== null && <GrantedEnd tokenId={tokenId} asked={asked} onTold={setTold} />}
      {!made.looksLikeToken && (
        <Quiet>It does not look like today’s tokens, but {organization} accepts it.</Quiet>
      )}
      <Row wrap>
        <Button
          appearance="primary"
          icon={<Branch20Regular />}
          disabledFocusable={git.work.kind === 'working'}
          onClick={git.look}
        >
          Use it for Git
        </Button>
        <Button icon={<Copy20Regular />} onClick={copy}>
          Copy
        </Button>
      </Row>
      <div className={styles.result}>
        <GitPanel git={git} organization={organization} />
        <ClipboardCountdown of={[tokenId]} />
        {copying.work.kind === 'failed' && (
          <ErrorNotice error={copying.work.error} handlers={{ retry: copy }} />
        )}
      </div>
      <div className={styles.last}>{snapshot.tokens.length < 2 && <StartWithComputer />}</div>
    </>
  )
}

const isoOf = ({ validTo }: Pick<Plan, 'validTo'>): string | null =>
  validTo === null ? null : new Date(validTo).toISOString()

interface NotKeptProps {
  readonly made: TokenMade
  readonly end: string
  readonly busy: boolean
  readonly onKeep: () => void
}

/** The token was made but the keychain did not take it. */
function NotKept({ made, end, busy, onKeep }: NotKeptProps) {
  const words = made.keepError && wordsFor(made.keepError)
  return (
    <Notice
      title={words?.title ?? 'It is not in your keychain yet'}
      actions={[['Try again', onKeep]]}
      busy={busy}
    >
      {`${words?.text ?? ''} The token is safe in memory until you quit; you can also copy it. ${end}`}
    </Notice>
  )
}
