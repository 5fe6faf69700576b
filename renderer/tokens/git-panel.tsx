import { Button, Link, makeStyles, Text, tokens } from '@fluentui/react-components'
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle'
import type { ReactNode } from 'react'
import type { GitPlan } from '../../electron/shared/view.js'
import { call } from '../bridge.js'
import { ErrorNotice } from '../ui/error-notice.js'
import { column, row } from '../ui/layout.js'
import { Progress } from '../ui/progress.js'
import type { useGit } from './use-git.js'

const useStyles = makeStyles({
  panel: { ...column('S'), alignItems: 'stretch' },
  line: { ...row('S'), alignItems: 'flex-start' },
  good: { color: tokens.colorStatusSuccessForeground1, flexShrink: 0 },
  buttons: { ...row('S'), flexWrap: 'wrap', alignItems: 'center' },
  commands: {
    margin: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    userSelect: 'text'
  }
})

interface GitPanelProps {
  readonly git: ReturnType<typeof useGit>
  readonly organization: string
}

/** How a hand-over to Git goes: what has to be asked, what goes on, what was proven. */
export function GitPanel({ git, organization }: GitPanelProps) {
  const styles = useStyles()
  const { progress, work, look } = git
  if (work.kind === 'working') {
    const looking = work.call === 'planGit'
    return (
      <Progress
        words={looking ? 'Looking how Git keeps passwords here' : 'Handing it to Git and proving it'}
      />
    )
  }
  if (work.kind === 'failed')
    return <ErrorNotice error={work.error} handlers={{ retry: look, 'help-git': openHelp }} />
  switch (progress.kind) {
    case 'not-asked':
      return null
    case 'asked':
      return <div className={styles.panel}>{question(progress.plan, styles, git)}</div>
    case 'done': {
      const { helper, readRepository } = progress.handedOver
      return (
        <div className={styles.line}>
          <CheckmarkCircle20Filled className={styles.good} aria-hidden />
          <Text>
            {`Git has it, in ${helper}, and gave the same token back. `}
            {readRepository === null
              ? `${organization} shows no repository to try it on.`
              : `It read ${readRepository}.`}
          </Text>
        </div>
      )
    }
  }
  progress satisfies never
}

const openHelp = (): void => void call('openHelp', { topic: 'git-helper' })

/** What Git's set-up asks of the person before anything is written. */
function question(
  plan: GitPlan,
  styles: ReturnType<typeof useStyles>,
  { handOver, look }: ReturnType<typeof useGit>
): ReactNode {
  switch (plan.kind) {
    case 'ready':
      return null
    case 'needs-no-token':
      return (
        <Text>Git needs no token here: Git Credential Manager signs in by itself. Nothing was changed.</Text>
      )
    case 'git-missing':
      return (
        <>
          <Text>Git was not found on this computer. Install it, then look again.</Text>
          <div className={styles.buttons}>
            <Button size="small" onClick={look}>
              Look again
            </Button>
          </div>
        </>
      )
    case 'plain-text':
      return (
        <>
          <Text>
            {`Git keeps passwords with “${plan.helper}” here: it would write the token as plain text into `}
            <b>{plan.file}</b>
            {', readable for every program that you run.'}
          </Text>
          <div className={styles.buttons}>
            <Button size="small" onClick={() => handOver({ allowPlainText: true, setUpHelper: false })}>
              Write it there all the same
            </Button>
            <HelperHelp />
          </div>
        </>
      )
    case 'no-helper':
      return (
        <>
          <Text>
            {plan.proposal.installed
              ? `Git has nowhere to keep a token yet. ${plan.proposal.helper} is the right place on this system:`
              : `Git has nowhere to keep a token yet. ${plan.proposal.helper} is the right place, and is not on this computer. To get it:`}
          </Text>
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- commands are selected and copied by keys */}
          <pre className={styles.commands} tabIndex={0} aria-label="Commands">
            {plan.proposal.commands.join('\n')}
          </pre>
          <div className={styles.buttons}>
            {plan.proposal.installed ? (
              <Button size="small" onClick={() => handOver({ allowPlainText: false, setUpHelper: true })}>
                Set it up
              </Button>
            ) : (
              <Button size="small" onClick={look}>
                Look again
              </Button>
            )}
            <HelperHelp />
          </div>
        </>
      )
  }
  plan satisfies never
}

function HelperHelp() {
  return <Link onClick={openHelp}>About Git helpers</Link>
}
