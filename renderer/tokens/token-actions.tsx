import { Button, makeStyles, tokens } from '@fluentui/react-components'
import { ArrowSync20Regular } from '@fluentui/react-icons/svg/arrow-sync'
import { Copy20Regular } from '@fluentui/react-icons/svg/copy'
import type { TokenView } from '../../electron/shared/view.js'
import { useHouse } from '../ui/house.js'
import { row } from '../ui/layout.js'
import { canBeChanged, canBeRenewed, canBeRevoked, canBeUsed } from './token-words.js'
import { Row } from '../ui/row.js'

const useStyles = makeStyles({
  narrow: { minWidth: 0 },
  less: { ...row('XS'), flexWrap: 'wrap' },
  small: { minWidth: 0, paddingInline: tokens.spacingHorizontalSNudge }
})

interface TokenActionsProps {
  readonly token: TokenView
  readonly renewing: boolean
  /** "Why did it stop?" is being asked. */
  readonly asking: boolean
  readonly onCopy: () => void
  readonly onRenew: () => void
  readonly onUse: () => void
  readonly onEdit: () => void
  readonly onAskWhy: () => void
}

/** What can be done with a token, the likeliest first. */
export function TokenActions(props: TokenActionsProps) {
  const { token, renewing, asking, onCopy, onRenew, onUse, onEdit, onAskWhy } = props
  const styles = useStyles()
  const { another } = useHouse()
  const usable = canBeUsed(token)
  const pressing = token.state === 'ending-soon' && token.end.helps === 'renew'
  return (
    <>
      <Row wrap>
        {usable && (
          <Button className={styles.narrow} icon={<Copy20Regular />} onClick={onCopy}>
            Copy
          </Button>
        )}
        {canBeRenewed(token) && !renewing && (
          <Button
            className={styles.narrow}
            icon={<ArrowSync20Regular />}
            appearance={pressing ? 'primary' : 'secondary'}
            onClick={onRenew}
          >
            Renew
          </Button>
        )}
        {usable ? (
          <Button className={styles.narrow} onClick={onUse}>
            Use it for…
          </Button>
        ) : (
          canBeRevoked(token) &&
          !token.stray && (
            <Button className={styles.narrow} onClick={onUse}>
              Say where it is used
            </Button>
          )
        )}
      </Row>
      {!token.stray && (
        <div className={styles.less}>
          {canBeChanged(token) && !renewing && (
            <Button size="small" className={styles.small} onClick={onEdit}>
              Edit
            </Button>
          )}
          <Button size="small" className={styles.small} disabledFocusable={asking} onClick={onAskWhy}>
            Why did it stop?
          </Button>
          <Button size="small" className={styles.small} onClick={() => another(token)}>
            Make another like this
          </Button>
        </div>
      )}
    </>
  )
}
