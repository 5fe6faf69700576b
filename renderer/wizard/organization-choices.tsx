import {
  Link,
  List,
  ListItem,
  makeStyles,
  mergeClasses,
  SearchBox,
  Text,
  tokens
} from '@fluentui/react-components'
import { useCallback, useEffect, useState } from 'react'
import { sameName, siteName } from '../../electron/shared/site.js'
import type { AppSnapshot } from '../../electron/shared/view.js'
import type { OrganizationsFound } from '../../electron/shared/way-view.js'
import { wordsFor } from '../ui/error-words.js'
import { useSnapshot } from '../ui/house.js'
import { chosen, column, grown, highlighted, outlined, row } from '../ui/layout.js'
import { Progress } from '../ui/progress.js'
import { Quiet } from '../ui/quiet.js'
import { useCall } from '../ui/use-call.js'

const useStyles = makeStyles({
  part: { ...column('XS'), flexGrow: 1, flexBasis: '120px', minHeight: 0, maxWidth: '520px' },
  top: { ...row('M'), alignItems: 'center', minHeight: '32px' },
  title: { flexGrow: 1 },
  box: { ...outlined, minHeight: 0, overflowY: 'auto', padding: '3px' },
  row: {
    ...row('M'),
    alignItems: 'center',
    minHeight: '34px',
    padding: `0 ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    cursor: 'default',
    ':hover': { backgroundColor: tokens.colorNeutralBackground1Hover }
  },
  chosen: { ...chosen, ...highlighted },
  name: { ...grown, fontWeight: tokens.fontWeightSemibold, overflowWrap: 'anywhere' }
})

/** From here on a list is searched rather than read. */
const searchedFrom = 7

interface OrganizationChoicesProps {
  /** What is understood of the field; empty where nothing is. */
  readonly organization: string
  readonly onChoose: (organization: string) => void
}

/** The organizations that were used before and those that the signed-in accounts can reach. */
export function OrganizationChoices({ organization, onChoose }: OrganizationChoicesProps) {
  const snapshot = useSnapshot()
  const styles = useStyles()
  const { work, run } = useCall()
  const [found, setFound] = useState<OrganizationsFound | null>(null)
  const [search, setSearch] = useState('')
  const look = useCallback(() => run('listOrganizations', null, setFound), [run])
  useEffect(look, [look])

  const all = together(snapshot.organizations, found)
  const rows = all.filter(({ text }) => text.includes(search.trim().toLowerCase()))
  const failures = [
    ...(found?.failures ?? []).map(({ account, error }) => `${account}: ${wordsFor(error).title}.`),
    ...(work.kind === 'failed' ? [`${wordsFor(work.error).title}.`] : [])
  ]
  const none = found !== null && all.length === 0 && failures.length === 0 && snapshot.accounts.length > 0
  const chosen = all.find(({ name }) => sameName(name, organization))?.name
  return (
    <div className={styles.part}>
      {all.length > 0 && (
        <div className={styles.top}>
          <Text className={styles.title} id="organizations">
            Or choose one
          </Text>
          {all.length >= searchedFrom && (
            <SearchBox
              size="small"
              placeholder="Search"
              aria-label="Search organizations"
              value={search}
              onChange={(_event, { value }) => setSearch(value)}
            />
          )}
        </div>
      )}
      {rows.length > 0 && (
        <div role="group" aria-labelledby="organizations" className={styles.box}>
          <List
            navigationMode="items"
            selectionMode="single"
            aria-labelledby="organizations"
            selectedItems={chosen === undefined ? [] : [chosen]}
            onSelectionChange={(_event, { selectedItems }) => {
              const [name] = selectedItems
              if (typeof name === 'string') onChoose(name)
            }}
          >
            {rows.map(({ name, known }) => (
              <ListItem
                key={name}
                value={name}
                checkmark={null}
                className={mergeClasses(styles.row, name === chosen && styles.chosen)}
              >
                <span className={styles.name}>{siteName(name)}</span> <Quiet small>{known}</Quiet>
              </ListItem>
            ))}
          </List>
        </div>
      )}
      {rows.length === 0 && all.length > 0 && <Quiet small>No organization has “{search}” in it.</Quiet>}
      {none && <Quiet small>Whoever is signed in reaches no organization. Type one above.</Quiet>}
      {failures.map((words) => (
        <Quiet small key={words}>
          {words}{' '}
          <Link inline onClick={look}>
            Look again
          </Link>
        </Quiet>
      ))}
      {work.kind === 'working' && <Progress words="Looking which organizations you can reach" />}
    </div>
  )
}

interface Choice {
  readonly name: string
  /** From where it is known: an account, or use. */
  readonly known: string
  readonly text: string
}

/** Those of both sources, each once, the used ones first: names differ by case only for people. */
function together(used: AppSnapshot['organizations'], found: OrganizationsFound | null): readonly Choice[] {
  const choices = [
    ...used.map(({ organization, account }) => ({ name: organization, known: account ?? 'used before' })),
    ...(found?.organizations ?? []).map(({ organization, account }) => ({
      name: organization,
      known: account
    }))
  ]
  return choices
    .filter(({ name }, index) => choices.findIndex((other) => sameName(other.name, name)) === index)
    .map((choice) => ({ ...choice, text: `${siteName(choice.name)} ${choice.known}`.toLowerCase() }))
}
