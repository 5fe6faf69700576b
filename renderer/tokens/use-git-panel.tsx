import { Button, Text } from '@fluentui/react-components'
import { Branch20Regular } from '@fluentui/react-icons/svg/branch'
import type { TokenView } from '../../electron/shared/view.js'
import { GitPanel } from './git-panel.js'
import { canBeUsed } from './token-words.js'
import { useGit } from './use-git.js'

interface UseGitPanelProps {
  readonly token: TokenView
  readonly organization: string
}

/** Handing the token to Git's own keeper of passwords. */
export function UseGitPanel({ token, organization }: UseGitPanelProps) {
  const git = useGit(token.id)
  return (
    <>
      <Text>
        {token.usedByGit
          ? `Git on this computer has it for ${organization}. Handing it over again does no harm.`
          : `Git keeps it in the keychain, through its credential helper, and uses it for ${organization} only.`}
      </Text>
      <div>
        <Button
          appearance="primary"
          icon={<Branch20Regular />}
          disabledFocusable={git.work.kind === 'working' || !canBeUsed(token)}
          onClick={git.look}
        >
          Use it for Git
        </Button>
      </div>
      <GitPanel git={git} organization={organization} />
    </>
  )
}
