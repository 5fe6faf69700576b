import { makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { defaultRangeExtractor, useVirtualizer } from '@tanstack/react-virtual'
import { useEffect, type KeyboardEvent, type MouseEvent, type RefObject } from 'react'
import type { TokenView } from '../../electron/shared/view.js'
import { rowHeight, rowId, TokenRow } from './token-row.js'
import type { Reader } from './token-words.js'

const useStyles = makeStyles({
  list: {
    flexGrow: 1,
    // With large text the whole page scrolls sooner than that the list is gone.
    flexBasis: '180px',
    minHeight: '180px',
    overflowY: 'auto',
    outlineStyle: 'none',
    borderRadius: tokens.borderRadiusLarge,
    // The list has the focus; the row that keys walk from shows it.
    '&:focus-visible [data-current=true]': {
      outline: `2px solid ${tokens.colorStrokeFocus2}`,
      outlineOffset: '-2px'
    }
  },
  // No row is the current one yet.
  waiting: { ':focus-visible': { outline: `2px solid ${tokens.colorStrokeFocus2}` } },
  inside: { position: 'relative', width: '100%' }
})

interface TokenListProps {
  readonly tokens: readonly TokenView[]
  /** The row that is shown beside, and from which keys walk. */
  readonly selected: string | null
  /** Several are being chosen; null: one at a time. */
  readonly ticked: ReadonlySet<string> | null
  readonly renewing: ReadonlySet<string>
  readonly reader: Reader
  readonly listRef: RefObject<HTMLDivElement | null>
  readonly onSelect: (id: string) => void
  readonly onTick: (ids: readonly string[], on: boolean) => void
  /** Into the details of the selected one. */
  readonly onEnter: () => void
  /** The selected one is to be revoked. */
  readonly onDelete: () => void
}

/**
 * All tokens, one a line. Arrow keys walk; with Shift, or Space, several are chosen; Enter goes on to the details
 * and Delete asks to revoke.
 */
export function TokenList(props: TokenListProps) {
  const { tokens: rows, selected, ticked, renewing, reader, listRef, onSelect, onTick } = props
  const styles = useStyles()
  const at = rows.findIndex(({ id }) => id === selected)
  // eslint-disable-next-line react-hooks/incompatible-library -- its answers are used here only, and not memoized
  const virtualizer = useVirtualizer({
    count: rows.length,
    getScrollElement: () => listRef.current,
    estimateSize: () => rowHeight,
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 6,
    // The active row is always there: aria-activedescendant names it.
    rangeExtractor: (range) => {
      const seen = defaultRangeExtractor(range)
      return at < 0 || seen.includes(at) ? seen : [...seen, at].sort((one, other) => one - other)
    }
  })
  useEffect(() => {
    if (at >= 0) virtualizer.scrollToIndex(at)
    // Only when another row is selected: a list that is read anew keeps its place.
    // eslint-disable-next-line react-hooks/exhaustive-deps -- the reason stands above
  }, [selected])

  const walk = (to: number, event: KeyboardEvent): void => {
    const token = rows[Math.min(Math.max(to, 0), rows.length - 1)]
    if (token === undefined) return
    if (event.shiftKey) onTick(selected === null ? [token.id] : [selected, token.id], true)
    onSelect(token.id)
  }
  const press = (event: KeyboardEvent): void => {
    const page = Math.max(1, Math.floor((listRef.current?.clientHeight ?? 0) / rowHeight) - 1)
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: at + 1,
      ArrowUp: at < 0 ? 0 : at - 1,
      PageDown: at + page,
      PageUp: at - page,
      Home: 0,
      End: rows.length - 1
    }
    const to = steps[event.key]
    const all = event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey)
    if (to !== undefined) walk(to, event)
    else if (all)
      onTick(
        rows.map(({ id }) => id),
        true
      )
    else if (selected === null) return
    else if (event.key === 'Delete') props.onDelete()
    else if (event.key === ' ' || (event.key === 'Enter' && ticked !== null))
      onTick([selected], ticked?.has(selected) !== true)
    else if (event.key === 'Enter') props.onEnter()
    else return
    event.preventDefault()
  }
  const click = (token: TokenView, index: number, event: MouseEvent): void => {
    const several = event.shiftKey && at >= 0
    if (several) {
      const range = rows.slice(Math.min(at, index), Math.max(at, index) + 1)
      onTick(
        range.map(({ id }) => id),
        true
      )
    } else if (ticked !== null || event.ctrlKey || event.metaKey) {
      const first = ticked === null && selected !== null ? [selected] : []
      onTick([...first, token.id], ticked?.has(token.id) !== true)
    }
    onSelect(token.id)
  }
  return (
    <div
      ref={listRef}
      role="listbox"
      aria-label="Tokens"
      aria-multiselectable={ticked !== null}
      aria-activedescendant={at < 0 || selected === null ? undefined : rowId(selected)}
      tabIndex={0}
      className={mergeClasses(styles.list, at < 0 && styles.waiting)}
      onKeyDown={press}
    >
      <div
        role="presentation"
        className={styles.inside}
        style={{ height: `${virtualizer.getTotalSize()}px` }}
      >
        {virtualizer.getVirtualItems().map(({ index, key, start }) => {
          const token = rows[index]
          if (token === undefined) return null
          return (
            <TokenRow
              key={key}
              token={token}
              reader={reader}
              place={{ index, of: rows.length }}
              chosen={ticked === null ? token.id === selected : ticked.has(token.id)}
              current={token.id === selected}
              ticking={ticked !== null}
              renewing={renewing.has(token.id)}
              style={{ transform: `translateY(${start}px)` }}
              onPress={(event) => click(token, index, event)}
            />
          )
        })}
      </div>
    </div>
  )
}
