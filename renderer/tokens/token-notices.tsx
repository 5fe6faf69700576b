import { isOver } from '../../electron/shared/expiry.js'
import { siteName } from '../../electron/shared/site.js'
import type { TokenView } from '../../electron/shared/view.js'
import { useHouse } from '../ui/house.js'
import { Notice } from '../ui/notice.js'
import { oddityWords, type Oddity } from './oddities.js'
import { globalWords, type Reader } from './token-words.js'

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
  const over = isOver(token.state)
  const said = odd.filter((one) => one !== 'unused')
  return (
    <>
      {token.revokeFailed && <Notice actions={[['Go on', onRevoke]]}>The revoke is not finished.</Notice>}
      {token.stray && !over && (
        <Notice actions={[['Revoke it', onRevoke]]}>
          Nobody has its value: Azure DevOps made it, but the answer was lost. Revoke it.
        </Notice>
      )}
      {token.allOrganizations && !over && (
        <Notice actions={[['Make its successor', like]]}>{globalWords(reader)}</Notice>
      )}
      {token.state === 'expired' && token.successor === null && (
        <Notice actions={[['Make its successor', like]]}>
          {token.end.reason === 'inactivity'
            ? `It stopped after 90 days without a sign-in. Sign in to ${siteName(token.organization)} in the browser, or make another.`
            : 'It has ended, and an ended token cannot be extended.'}
        </Notice>
      )}
      {said.map((one) => (
        <Notice key={one} intent="info">
          {oddityWords[one]}
        </Notice>
      ))}
    </>
  )
}
