import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { ArrowSync16Regular } from '@fluentui/react-icons/svg/arrow-sync'
import { Branch16Regular } from '@fluentui/react-icons/svg/branch'
import { CheckboxChecked20Filled } from '@fluentui/react-icons/svg/checkbox-checked'
import { CheckboxUnchecked20Regular } from '@fluentui/react-icons/svg/checkbox-unchecked'
import { DocumentText16Regular } from '@fluentui/react-icons/svg/document-text'
import { Person16Regular } from '@fluentui/react-icons/svg/person'
import type { CSSProperties, MouseEvent } from 'react'
import type { TokenView } from '../../electron/shared/view.js'
import { chosen, clipped, column, grown, highlighted, row, smallQuiet } from '../ui/layout.js'
import { StateMark } from '../ui/state-mark.js'
import { endWords, rowWords, type Reader } from './token-words.js'
import { kindNames } from './use-names.js'

/** Pixels: all rows are of one height, so that only those in sight are drawn. */
export const rowHeight = 54

const useStyles = makeStyles({
  row: {
    ...row('M'),
    position: 'absolute',
    top: 0,
    left: 0,
    width: '100%',
    height: `${rowHeight}px`,
    boxSizing: 'border-box',
    alignItems: 'center',
    padding: `0 ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusLarge,
    cursor: 'default',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover }
  },
  chosen: { ...chosen, ...highlighted, '@media (forced-colors: active)': { outline: '2px solid Highlight' } },
  box: { flexShrink: 0, color: tokens.colorCompoundBrandForeground1 },
  main: grown,
  name: { ...clipped, fontWeight: tokens.fontWeightSemibold },
  more: { ...clipped, ...smallQuiet },
  end: {
    ...column(),
    flexShrink: 0,
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    alignItems: 'flex-end',
    gap: '2px'
  },
  uses: { display: 'flex', gap: '2px', ':empty': { display: 'none' } },
  pressing: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold }
})

interface TokenRowProps {
  readonly token: TokenView
  readonly reader: Reader
  /** Among how many rows this one is the how manieth, for screen readers: not all are drawn. */
  readonly place: { readonly index: number; readonly of: number }
  readonly chosen: boolean
  /** Where keys walk from. */
  readonly current: boolean
  /** Several are being chosen: a box stands in place of the state. */
  readonly ticking: boolean
  readonly renewing: boolean
  readonly style: CSSProperties
  readonly onPress: (event: MouseEvent) => void
}

/** What a row has as its element's id. */
export const rowId = (tokenId: string): string => `token-${tokenId}`

/** One line of the list. Keys are the list's. */
export function TokenRow(props: TokenRowProps) {
  const { token, reader, place, chosen, current, ticking, renewing, style, onPress } = props
  const styles = useStyles()
  const pressing = token.state === 'ending-soon' || token.state === 'expired'
  const Box = chosen ? CheckboxChecked20Filled : CheckboxUnchecked20Regular
  return (
    // eslint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/interactive-supports-focus -- the list has the focus and the keys; aria-activedescendant names the row
    <div
      id={rowId(token.id)}
      role="option"
      data-token={token.id}
      data-current={current}
      aria-selected={chosen}
      aria-setsize={place.of}
      aria-posinset={place.index + 1}
      className={mergeClasses(styles.row, chosen && styles.chosen)}
      style={style}
      onClick={onPress}
    >
      {ticking && <Box className={styles.box} aria-hidden />}
      <StateMark state={token.state} />
      <div className={styles.main}>
        <div className={styles.name}>{token.name}</div> <div className={styles.more}>{rowWords(token)}</div>
      </div>{' '}
      <div className={styles.end}>
        <span className={mergeClasses(pressing && styles.pressing)}>{endWords(token, reader)}</span>
        <span className={styles.uses}>
          {renewing && <ArrowSync16Regular aria-label="Being renewed" />}
          <UseMarks token={token} />
        </span>
      </div>
    </div>
  )
}

/** Where it is used: Git, files of tools, places of the person's. */
function UseMarks({ token }: { readonly token: TokenView }) {
  const files = token.uses.filter(({ kind }) => kind !== 'manual' && kind !== 'git')
  const manual = token.uses.filter(({ kind }) => kind === 'manual')
  const tools = [...new Set(files.map(({ kind }) => kindNames[kind]))]
  return (
    <>
      {token.usedByGit && <Branch16Regular aria-label="Used by Git" />}
      {files.length > 0 && <DocumentText16Regular aria-label={`Used by ${tools.join(', ')}`} />}
      {manual.length > 0 && (
        <Person16Regular aria-label={`Used by ${manual.map(({ name }) => name).join(', ')}`} />
      )}
    </>
  )
}
