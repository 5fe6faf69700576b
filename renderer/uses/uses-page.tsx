import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { Branch20Regular } from '@fluentui/react-icons/svg/branch'
import { DocumentSearch20Regular } from '@fluentui/react-icons/svg/document-search'
import { useState } from 'react'
import type { UsesFound } from '../../electron/shared/consumer-view.js'
import { useAnnounce } from '../ui/announcer.js'
import { counted } from '../ui/counted.js'
import { ErrorNotice } from '../ui/error-notice.js'
import { page } from '../ui/layout.js'
import { Progress } from '../ui/progress.js'
import { StepHeading } from '../ui/step-heading.js'
import { useCall } from '../ui/use-call.js'
import { FoundList } from './found-list.js'
import { KnownUses } from './known-uses.js'
import { Row } from '../ui/row.js'

const useStyles = makeStyles({
  page: { ...page, gap: tokens.spacingVerticalL, '& > *': { flexShrink: 0 } },
  space: { flexGrow: 1 },
  quiet: { color: tokens.colorNeutralForeground2, maxWidth: '640px' }
})

/** Where tokens are: what this app wrote, what the person told, and on request what is in the files of tools. */
export function UsesPage() {
  const styles = useStyles()
  const announce = useAnnounce()
  const { work, run, stop } = useCall()
  const [found, setFound] = useState<UsesFound | null>(null)
  const [remotes, setRemotes] = useState<UsesFound | null>(null)
  const look = (): void =>
    run('findUses', null, (uses) => {
      setFound(uses)
      announce(`${counted(uses.found.length, 'place')} found.`)
    })
  const lookAtRemotes = (): void =>
    run('findRemotes', null, (uses) => {
      if (uses === null) return
      setRemotes(uses)
      announce(`${counted(uses.found.length, 'remote')} with a token found.`)
    })
  return (
    <div className={styles.page}>
      <Row gap="M" middle wrap>
        <StepHeading>Where used</StepHeading>
        <div className={styles.space} />
        <Button
          appearance={found === null ? 'primary' : 'secondary'}
          icon={<DocumentSearch20Regular />}
          disabledFocusable={work.kind === 'working'}
          onClick={look}
        >
          {found === null ? 'Look into the files of tools' : 'Look again'}
        </Button>
        <Button
          icon={<Branch20Regular />}
          disabledFocusable={work.kind === 'working'}
          onClick={lookAtRemotes}
        >
          Look into a repository…
        </Button>
      </Row>
      {found === null && (
        <Text className={styles.quiet}>
          On request, this app asks Git and looks into the files in which npm, NuGet, pip and twine keep
          tokens, or into the remotes of a repository that you choose, and into nothing else on the disk. It
          tells tokens by a keyed hash and changes nothing.
        </Text>
      )}
      {work.kind === 'working' && work.call === 'findUses' && (
        <Progress words="Looking into the files of tools" onCancel={stop} />
      )}
      {work.kind === 'failed' && (
        <ErrorNotice
          error={work.error}
          handlers={{ retry: work.call === 'findRemotes' ? lookAtRemotes : look }}
        />
      )}
      {remotes !== null && (
        <FoundList
          title="Found in a repository"
          nothing="No remote has a token in its address."
          found={remotes}
          onChanged={look}
        />
      )}
      {found !== null && (
        <FoundList
          title="Found in files"
          nothing="No entry for Azure DevOps was found."
          found={found}
          onChanged={look}
        />
      )}
      <KnownUses />
    </div>
  )
}
