import { Button, Link, makeStyles, Text } from '@fluentui/react-components'
import type { ReactNode } from 'react'
import type { GitPlan } from '../../electron/shared/git-view.js'
import { call } from '../bridge.js'
import { CallLine } from '../ui/call-line.js'
import { CodeText } from '../ui/code-text.js'
import { column } from '../ui/layout.js'
import { Mark } from '../ui/outcome-line.js'
import { Row } from '../ui/row.js'
import type { useGit } from './use-git.js'

const useStyles = makeStyles({ panel: { ...column('S'), alignItems: 'stretch' } })

type Git = ReturnType<typeof useGit>

/** How a hand-over to Git goes: what has to be asked, what goes on, what was proven. */
export function GitPanel({ git, organization }: { readonly git: Git; readonly organization: string }) {
  const styles = useStyles()
  const { plan, handedOver, work, look } = git
  if (work.kind !== 'idle') {
    const looking = work.kind === 'working' && work.call === 'planGit'
    const words = looking ? 'Looking how Git keeps passwords here' : 'Handing it to Git and proving it'
    return <CallLine work={work} words={words} handlers={{ retry: look }} />
  }
  if (handedOver !== null) {
    const { helper, readRepository } = handedOver
    const withoutStore = plan?.kind === 'ready' && plan.withoutStore
    return (
      <Row>
        <Mark outcome="done" />
        <Text>
          {`Git has it, in ${helper}, and gave the same token back. `}
          {readRepository === null
            ? `${organization} shows no repository to try it on.`
            : `It read ${readRepository}.`}
          {withoutStore && ' Git’s helper “store” gets no copy: it would keep the token as plain text.'}
        </Text>
      </Row>
    )
  }
  return plan && <div className={styles.panel}>{question(plan, git)}</div>
}

/** What Git's set-up asks of the person before anything is written. */
function question(plan: GitPlan, { handOver, look }: Git): ReactNode {
  const again = (
    <Button size="small" onClick={look}>
      Look again
    </Button>
  )
  const help = <Link onClick={() => void call('openHelp', { topic: 'git-helper' })}>About Git helpers</Link>
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
          <Row>{again}</Row>
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
          <Row wrap middle>
            <Button size="small" onClick={() => handOver({ allowPlainText: true, setUpHelper: false })}>
              Write it there all the same
            </Button>
            {help}
          </Row>
        </>
      )
    case 'no-helper': {
      const { helper, installed, commands } = plan.proposal
      return (
        <>
          <Text>
            {`Git has nowhere to keep a token yet. ${helper} is the right place${installed ? ' on this system:' : ', and is not on this computer. To get it:'}`}
          </Text>
          <CodeText label="Commands">{commands.join('\n')}</CodeText>
          <Row wrap middle>
            {installed ? (
              <Button size="small" onClick={() => handOver({ allowPlainText: false, setUpHelper: true })}>
                Set it up
              </Button>
            ) : (
              again
            )}
            {help}
          </Row>
        </>
      )
    }
  }
  plan satisfies never
}
