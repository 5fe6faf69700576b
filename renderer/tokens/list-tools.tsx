import { Button, Link, makeStyles, SearchBox, Select, tokens } from '@fluentui/react-components'
import { ArrowClockwise20Regular } from '@fluentui/react-icons/svg/arrow-clockwise'
import type { RefObject } from 'react'
import { counted } from '../ui/counted.js'
import { useSnapshot } from '../ui/house.js'
import { Quiet } from '../ui/quiet.js'
import { StepHeading } from '../ui/step-heading.js'
import { ageWords, canLookAgain } from './list-age.js'
import type { Oddity } from './oddities.js'
import { isShown, showNames, sortNames, type Show, type SortBy, type TokenQuery } from './token-query.js'
import { Row } from '../ui/row.js'

const useStyles = makeStyles({
  space: { flexGrow: 1 },
  search: { flexGrow: 1, minWidth: '120px', maxWidth: '260px' },
  show: { width: '144px' },
  sort: { width: '118px' },
  several: { marginLeft: 'auto', whiteSpace: 'nowrap', paddingInline: tokens.spacingHorizontalXS }
})

interface ListToolsProps {
  readonly query: TokenQuery
  readonly odd: ReadonlyMap<string, readonly Oddity[]>
  readonly now: number
  readonly field: RefObject<HTMLInputElement | null>
  readonly refreshing: boolean
  readonly onQuery: (query: TokenQuery) => void
  readonly onRefresh: () => void
  readonly onChooseSeveral: () => void
}

/** What stands above the list: search, what is shown and in which order, and how old the list is. */
export function ListTools(props: ListToolsProps) {
  const { query, odd, now, field, refreshing, onQuery, onRefresh, onChooseSeveral } = props
  const snapshot = useSnapshot()
  const styles = useStyles()
  const count = (show: Show): number => snapshot.tokens.filter((token) => isShown(token, show, odd)).length
  const entry = (show: Show) => (
    <option key={show} value={show}>{`${showNames[show]} (${count(show)})`}</option>
  )
  const twice = count('same-name')
  return (
    <>
      <Row gap="M" middle wrap>
        <StepHeading>Tokens</StepHeading>
        <div className={styles.space} />
        <SearchBox
          input={{ ref: field }}
          className={styles.search}
          aria-label="Search tokens"
          placeholder="Search"
          value={query.search}
          onChange={(_event, { value }) => onQuery({ ...query, search: value })}
        />
        {canLookAgain(snapshot) && (
          <Button
            appearance="subtle"
            icon={<ArrowClockwise20Regular />}
            aria-label="Look again at Azure DevOps"
            disabledFocusable={refreshing}
            onClick={onRefresh}
          />
        )}
      </Row>
      <Row middle wrap>
        <Select
          size="small"
          className={styles.show}
          aria-label="Show"
          value={query.show}
          onChange={(_event, { value }) => onQuery({ ...query, show: value as Show })}
        >
          {entry('all')}
          <optgroup label="State">
            {(['active', 'ending-soon', 'expired', 'revoked'] as const).map(entry)}
          </optgroup>
          <optgroup label="Origin">{(['here', 'elsewhere'] as const).map(entry)}</optgroup>
          <optgroup label="Worth a look">
            {(['same-name', 'credential-manager', 'unused'] as const).map(entry)}
          </optgroup>
        </Select>
        <Select
          size="small"
          className={styles.sort}
          aria-label="Sort"
          value={query.sortBy}
          onChange={(_event, { value }) => onQuery({ ...query, sortBy: value as SortBy })}
        >
          {Object.entries(sortNames).map(([sortBy, name]) => (
            <option key={sortBy} value={sortBy}>
              {name}
            </option>
          ))}
        </Select>
        <Button size="small" appearance="subtle" className={styles.several} onClick={onChooseSeveral}>
          Choose several
        </Button>
      </Row>
      {(twice > 0 || Object.keys(snapshot.listedAt).length > 0) && (
        <Quiet small>
          {ageWords(snapshot.listedAt, now)}
          {twice > 0 && query.show !== 'same-name' && (
            <>
              {` ${counted(twice, 'token')} share a name. `}
              <Link inline onClick={() => onQuery({ ...query, search: '', show: 'same-name' })}>
                Show them
              </Link>
            </>
          )}
        </Quiet>
      )}
    </>
  )
}

/** Why nothing is in the list. */
export function nothingWords({ search, show }: TokenQuery): string {
  const name = showNames[show]
  if (search.trim() === '') return `No token is shown under “${name}”.`
  return show === 'all'
    ? `No token has “${search}” in it.`
    : `No token under “${name}” has “${search}” in it.`
}
