import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { Branch16Regular } from '@fluentui/react-icons/svg/branch'
import { useRef } from 'react'
import type { JSX, KeyboardEvent } from 'react'
import type { TokenView } from '../../electron/shared/view.js'
import { StateMark } from '../ui/state-mark.js'
import { endWords, rowWords } from './token-words.js'
import type { Reader } from './token-words.js'

const useStyles = makeStyles({
  list: {
    flexGrow: 1,
    minHeight: 0,
    overflowY: 'auto',
    padding: '2px',
    margin: '-2px',
    outlineStyle: 'none'
  },
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusLarge,
    cursor: 'default',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover },
    ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}`, outlineOffset: '-2px' }
  },
  chosen: {
    backgroundColor: tokens.colorBrandBackground2,
    ':hover': { backgroundColor: tokens.colorBrandBackground2Hover },
    outline: `2px solid ${tokens.colorTransparentStrokeInteractive}`,
    outlineOffset: '-2px',
    '@media (forced-colors: active)': { outline: '2px solid Highlight' }
  },
  main: { flexGrow: 1, minWidth: 0 },
  name: {
    fontWeight: tokens.fontWeightSemibold,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap'
  },
  more: {
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
    overflow: 'hidden',
    textOverflow: 'ellipsis',
    whiteSpace: 'nowrap'
  },
  end: {
    flexShrink: 0,
    textAlign: 'right',
    color: tokens.colorNeutralForeground2,
    fontSize: tokens.fontSizeBase200,
    display: 'flex',
    flexDirection: 'column',
    alignItems: 'flex-end',
    gap: '2px'
  },
  pressing: { color: tokens.colorNeutralForeground1, fontWeight: tokens.fontWeightSemibold }
})

interface TokenListProps {
  readonly tokens: readonly TokenView[]
  readonly selected: string | null
  readonly reader: Reader
  readonly onSelect: (id: string) => void
}

/** All tokens, one a line. Arrow keys walk; the chosen one is shown beside. */
export function TokenList({ tokens: rows, selected, reader, onSelect }: TokenListProps): JSX.Element {
  const styles = useStyles()
  const list = useRef<HTMLDivElement>(null)
  const at = rows.findIndex(({ id }) => id === selected)
  const walk = (event: KeyboardEvent): void => {
    const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? 0 : at - 1, Home: 0, End: rows.length - 1 }[event.key]
    const token = to === undefined ? undefined : rows[to]
    if (token === undefined) return
    event.preventDefault()
    onSelect(token.id)
    list.current?.querySelector<HTMLElement>(`[data-token="${CSS.escape(token.id)}"]`)?.focus()
  }
  return (
    <div ref={list} role="listbox" aria-label="Tokens" tabIndex={-1} className={styles.list} onKeyDown={walk}>
      {rows.map((token, index) => {
        const end = endWords(token, reader)
        const pressing = token.state === 'ending-soon' || token.state === 'expired'
        return (
          <div
            key={token.id}
            role="option"
            data-token={token.id}
            aria-selected={token.id === selected}
            tabIndex={index === Math.max(0, at) ? 0 : -1}
            className={mergeClasses(styles.row, token.id === selected && styles.chosen)}
            onClick={() => {
              onSelect(token.id)
            }}
            onKeyDown={(event) => {
              if (event.key !== 'Enter' && event.key !== ' ') return
              event.preventDefault()
              onSelect(token.id)
            }}
          >
            <StateMark state={token.state} />
            <div className={styles.main}>
              <div className={styles.name}>{token.name}</div>{' '}
              <div className={styles.more}>{rowWords(token)}</div>
            </div>{' '}
            <div className={styles.end}>
              <span className={mergeClasses(pressing && styles.pressing)}>{end}</span>
              {token.usedByGit && <Branch16Regular aria-label="Used by Git" />}
            </div>
          </div>
        )
      })}
    </div>
  )
}
