import { Button, Checkbox, makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { Copy16Regular } from '@fluentui/react-icons/svg/copy'
import type { RotationUse, RotationView } from '../../electron/shared/rotation-view.js'
import { useAnnounce } from '../ui/announcer.js'
import { ErrorNotice } from '../ui/error-notice.js'
import { sentenceOf } from '../ui/error-words.js'
import { column, plainList, row, smallQuiet } from '../ui/layout.js'
import { useCall } from '../ui/use-call.js'
import { UseIcon } from './token-uses.js'
import type { RenewedPlace } from './renewal-steps.js'
import { shortName } from './use-names.js'

const useStyles = makeStyles({
  list: { ...column('XS'), ...plainList, alignSelf: 'stretch' },
  place: { ...row('S'), alignItems: 'flex-start' },
  icon: { flexShrink: 0 },
  words: { ...column(), minWidth: 0, overflowWrap: 'anywhere' },
  quiet: smallQuiet,
  bad: { color: tokens.colorStatusDangerForeground1 }
})

const stateWords: Readonly<Record<RotationUse['state'], string>> = {
  old: 'Has the old token',
  written: 'Has the new token, not tried yet',
  proven: 'Works with the new token',
  ticked: 'Changed by you',
  failed: 'Does not work with the new token yet'
}
const wordsBack: typeof stateWords = {
  ...stateWords,
  old: 'Works with the old token again',
  written: 'Still has the new token',
  failed: 'Does not work with the old token yet'
}

interface RenewalPlacesProps {
  readonly rotation: RotationView
  readonly places: readonly RenewedPlace[]
  /** The person says of each when it is changed. */
  readonly ticking: boolean
}

/** The places of a token that is being renewed, with what each has now. */
export function RenewalPlaces({ rotation, places, ticking }: RenewalPlacesProps) {
  const { tokenId, successorId, back } = rotation
  /** What the person puts there. */
  const wanted = back ? tokenId : successorId
  const styles = useStyles()
  const announce = useAnnounce()
  const { work, run } = useCall()
  return (
    <>
      <ul className={styles.list}>
        {places.map(({ useId, use, state, error }) => (
          <li key={useId} className={styles.place}>
            {ticking ? (
              <Checkbox
                checked={state === 'ticked'}
                disabled={state === 'ticked'}
                label={
                  <span className={styles.words}>
                    <span>
                      {back ? `${use.name} has the old token again` : `${use.name} has the new token`}
                    </span>
                    {[use.link, use.note]
                      .filter((line) => line !== '')
                      .map((line) => (
                        <span key={line} className={styles.quiet}>
                          {line}
                        </span>
                      ))}
                  </span>
                }
                onChange={() => run('tickUse', { tokenId, useId }, () => announce(`${use.name} is ticked.`))}
              />
            ) : (
              <>
                <UseIcon use={use} className={styles.icon} />
                <div className={styles.words}>
                  <Text>{shortName(use)}</Text>
                  <Text className={mergeClasses(styles.quiet, state === 'failed' && styles.bad)}>
                    {error === null ? (back ? wordsBack : stateWords)[state] : sentenceOf(error)}
                  </Text>
                </div>
              </>
            )}
          </li>
        ))}
      </ul>
      {ticking && wanted !== null && (
        <>
          <Text className={styles.quiet}>
            Put the {back ? 'old' : 'new'} token there, then tick the place.
          </Text>
          <Button size="small" icon={<Copy16Regular />} onClick={() => run('copyToken', { tokenId: wanted })}>
            Copy the {back ? 'old' : 'new'} token
          </Button>
        </>
      )}
      {work.kind === 'failed' && <ErrorNotice error={work.error} />}
    </>
  )
}
