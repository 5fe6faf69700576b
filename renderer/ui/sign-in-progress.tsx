import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { Progress } from './progress.js'
import { useSnapshot } from './house.js'
import { useCopyValue } from './use-copy-value.js'
import { row } from './layout.js'
import { Quiet } from './quiet.js'

const useStyles = makeStyles({
  all: { display: 'flex', flexWrap: 'wrap', alignItems: 'center', gap: `0 ${tokens.spacingHorizontalL}` },
  other: { ...row('S'), alignItems: 'center', minHeight: '32px' }
})

/** A sign-in waits for the person: in the browser, or at its address where none opened. */
export function SignInProgress({ onCancel }: { readonly onCancel?: (() => void) | undefined }) {
  const styles = useStyles()
  const copy = useCopyValue()
  const address = useSnapshot().signInAddress
  return (
    <div className={styles.all}>
      <Progress words="Waiting for you in the browser" wordsAtOnce onCancel={onCancel} />
      {address !== null && (
        <div className={styles.other}>
          <Quiet small>No browser opened?</Quiet>
          <Button
            size="small"
            onClick={() => copy(address, 'Copied the address. Open it in a browser on this computer.')}
          >
            Copy address
          </Button>
        </div>
      )}
    </div>
  )
}
