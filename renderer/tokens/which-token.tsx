import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { AppError } from '../../electron/shared/error-codes.js'
import { longDay } from '../../electron/shared/expiry.js'
import { canBeListed } from '../../electron/shared/listed-token.js'
import type { TokenView } from '../../electron/shared/view.js'
import { call } from '../bridge.js'
import { ErrorNotice } from '../ui/error-notice.js'
import { useSnapshot } from '../ui/house.js'
import { column, plainList } from '../ui/layout.js'
import { Quiet } from '../ui/quiet.js'
import { Part } from '../ui/section.js'
import { longEndWords, rowWords, type Reader } from './token-words.js'

const useStyles = makeStyles({
  list: { ...column('M'), ...plainList },
  line: { ...column(), alignItems: 'flex-start', overflowWrap: 'anywhere' },
  button: { marginTop: tokens.spacingVerticalXS }
})

interface WhichTokenProps {
  readonly token: TokenView
  readonly reader: Reader
  readonly onConfirmed: (listedId: string) => void
}

/** Which of the tokens that Azure DevOps lists is this one? Only the person can know. */
export function WhichToken({ token, reader, onConfirmed }: WhichTokenProps) {
  const styles = useStyles()
  const [error, setError] = useState<AppError | null>(null)
  const candidates = useSnapshot().tokens.filter((other) => canBeListed(token, other))
  if (candidates.length === 0) return null
  // Not by `useCall`: the answer comes when this token, and with it this screen, is gone.
  const confirm = async (listedId: string): Promise<void> => {
    const answer = await call('confirmToken', { tokenId: token.id, listedId })
    if (answer.ok) onConfirmed(listedId)
    else setError(answer.error)
  }
  return (
    <Part title="Which one is it at Azure DevOps?">
      <Text>
        Azure DevOps does not tell which of its tokens has this value. Until you say so, it is revoked and
        renewed by hand on the token page. If it is none of these, leave it as it is.
      </Text>
      <ul className={styles.list}>
        {candidates.map((other) => (
          <li key={other.id} className={styles.line}>
            <Text weight="semibold">{other.name}</Text>
            <Quiet small>{rowWords(other)}</Quiet>
            <Quiet small>
              Made {longDay(Date.parse(other.createdAt), reader.zone)}. Ends {longEndWords(other, reader)}.
            </Quiet>
            <Button
              size="small"
              className={styles.button}
              aria-label={`This is the one: ${other.name}`}
              onClick={() => void confirm(other.id)}
            >
              This is the one
            </Button>
          </li>
        ))}
      </ul>
      {error !== null && <ErrorNotice error={error} />}
    </Part>
  )
}
