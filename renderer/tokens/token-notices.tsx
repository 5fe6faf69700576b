import { Button, makeStyles, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import { siteName } from '../../electron/shared/site.js'
import type { TokenView } from '../../electron/shared/view.js'
import { useHouse } from '../ui/house.js'
import { oddityWords } from './oddities.js'
import type { Oddity } from './oddities.js'
import { globalWords } from './token-words.js'
import type { Reader } from './token-words.js'

const useStyles = makeStyles({ body: { whiteSpace: 'normal' } })

interface TokenNoticesProps {
  readonly token: TokenView
  readonly odd: readonly Oddity[]
  readonly reader: Reader
  readonly onRevoke: () => void
}

/** What the person should know of a token before all else. */
export function TokenNotices({ token, odd, reader, onRevoke }: TokenNoticesProps) {
  const { another } = useHouse()
  const like = (): void => another(token)
  const over = token.state === 'expired' || token.state === 'revoked'
  const said = odd.filter((one) => one !== 'unused')
  return (
    <>
      {token.revokeFailed && <Notice words="The revoke is not finished." button="Go on" onPress={onRevoke} />}
      {token.stray && !over && (
        <Notice
          words="Nobody has its value: Azure DevOps made it, but the answer was lost. Revoke it."
          button="Revoke it"
          onPress={onRevoke}
        />
      )}
      {token.allOrganizations && !over && (
        <Notice words={globalWords(reader)} button="Make its successor" onPress={like} />
      )}
      {token.state === 'expired' && token.successor === null && (
        <Notice
          words={
            token.end.reason === 'inactivity'
              ? `It stopped after 90 days without a sign-in. Sign in to ${siteName(token.organization)} in the browser, or make another.`
              : 'It has ended, and an ended token cannot be extended.'
          }
          button="Make its successor"
          onPress={like}
        />
      )}
      {said.map((one) => (
        <Notice key={one} words={oddityWords[one]} />
      ))}
    </>
  )
}

interface NoticeProps {
  readonly words: string
  readonly button?: string
  readonly onPress?: () => void
}

/** With a button it is a warning. */
function Notice({ words, button, onPress }: NoticeProps) {
  const styles = useStyles()
  return (
    <MessageBar intent={button === undefined ? 'info' : 'warning'} layout="multiline">
      <MessageBarBody className={styles.body}>{words}</MessageBarBody>
      {button !== undefined && (
        <MessageBarActions>
          <Button size="small" onClick={onPress}>
            {button}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  )
}
