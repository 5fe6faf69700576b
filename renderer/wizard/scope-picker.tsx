import { Button, Checkbox, makeStyles, SearchBox, Text, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import {
  reduceToHighest,
  scopeOf,
  scopes,
  searchWords,
  swallowedBy,
  type Scope
} from '../../electron/shared/scopes.js'
import { CautionMark } from '../ui/caution-mark.js'
import { outlined, row } from '../ui/layout.js'
import { Row } from '../ui/row.js'

const useStyles = makeStyles({
  top: { ...row('M'), alignItems: 'center', flexShrink: 0 },
  search: { flexGrow: 1, maxWidth: '320px' },
  count: { flexGrow: 1, color: tokens.colorNeutralForeground2 },
  box: {
    ...outlined,
    flexGrow: 1,
    flexBasis: '120px',
    minHeight: 0,
    overflowY: 'auto',
    padding: `0 ${tokens.spacingHorizontalS} ${tokens.spacingVerticalS}`
  },
  group: { border: 'none', margin: 0, padding: 0, minWidth: 0 },
  category: {
    fontWeight: tokens.fontWeightSemibold,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalS} 0`
  },
  label: { display: 'flex', flexWrap: 'wrap', columnGap: tokens.spacingHorizontalS, minWidth: 0 },
  name: { color: tokens.colorNeutralForeground1 },
  allows: { color: tokens.colorNeutralForeground2 },
  none: { padding: tokens.spacingHorizontalM }
})

interface ScopePickerProps {
  readonly chosen: readonly string[]
  readonly onChoose: (chosen: readonly string[]) => void
  readonly leaveLabel?: string
  readonly onLeave: () => void
}

/** The whole table of scopes: grouped, searched, with the smaller ones that a larger one includes. */
export function ScopePicker(props: ScopePickerProps) {
  const { chosen, onChoose, leaveLabel = 'Choose a task instead', onLeave } = props
  const styles = useStyles()
  const [search, setSearch] = useState('')
  const found = scopes.filter((scope) => scope.offered && matches(scope, search))
  const categories = [...new Set(found.map(({ category }) => category))]
  const toggle = (id: string, on: boolean): void =>
    onChoose(on ? reduceToHighest([...chosen, id]) : chosen.filter((one) => one !== id))
  return (
    <>
      <div className={styles.top}>
        <SearchBox
          className={styles.search}
          placeholder="Search scopes"
          aria-label="Search scopes"
          value={search}
          onChange={(_event, { value }) => setSearch(value)}
        />
        <Text className={styles.count}>
          {chosen.length === 0 ? 'None chosen' : `${chosen.length} chosen`}
        </Text>
        <Button appearance="subtle" onClick={onLeave}>
          {leaveLabel}
        </Button>
      </div>
      {/* A box that scrolls must be reachable by keys. */}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the reason stands above */}
      <div className={styles.box} role="group" aria-label="Scopes" tabIndex={0}>
        {categories.map((category) => (
          <fieldset key={category} className={styles.group}>
            <legend className={styles.category}>{category}</legend>
            {found
              .filter((scope) => scope.category === category)
              .map((scope) => (
                <ScopeLine
                  key={scope.id}
                  scope={scope}
                  chosen={chosen.includes(scope.id)}
                  by={swallowedBy(scope.id, chosen)}
                  onToggle={toggle}
                />
              ))}
          </fieldset>
        ))}
        {found.length === 0 && <div className={styles.none}>No scope has “{search}” in it.</div>}
      </div>
    </>
  )
}

const matches = (scope: Scope, search: string): boolean =>
  search
    .toLowerCase()
    .split(/\s+/)
    .every((word) => searchWords(scope).includes(word))

interface ScopeLineProps {
  readonly scope: Scope
  readonly chosen: boolean
  /** The chosen scope that includes this one, if any does. */
  readonly by: string | null
  readonly onToggle: (id: string, on: boolean) => void
}

function ScopeLine({ scope, chosen, by, onToggle }: ScopeLineProps) {
  const styles = useStyles()
  const words = by !== null ? `included in ${scopeOf(by)?.name ?? by}` : scope.allows
  return (
    <Row middle>
      <Checkbox
        checked={chosen || by !== null}
        disabled={by !== null}
        onChange={(_event, { checked }) => onToggle(scope.id, checked === true)}
        label={
          <span className={styles.label}>
            <span className={styles.name}>{scope.name}</span> <span className={styles.allows}>{words}</span>
          </span>
        }
      />
      {scope.highPrivilege && <CautionMark>High privilege</CautionMark>}
    </Row>
  )
}
