import { Button, makeStyles, mergeClasses, SearchBox, Text, tokens } from '@fluentui/react-components'
import { ArrowClockwise20Regular } from '@fluentui/react-icons/svg/arrow-clockwise'
import { useRef, useState } from 'react'
import type { JSX } from 'react'
import type { AppSnapshot, TokenView } from '../../electron/shared/view.js'
import { ErrorNotice } from '../ui/error-notice.js'
import { StepHeading } from '../ui/step-heading.js'
import { useCall } from '../ui/use-call.js'
import { useNow, zone } from '../ui/use-now.js'
import { useShortcut } from '../ui/use-shortcut.js'
import { EmptyTokens } from './empty-tokens.js'
import { TokenDetails } from './token-details.js'
import { TokenList } from './token-list.js'
import { byEnd, canBeUsed, matching } from './token-words.js'

const useStyles = makeStyles({
  page: { height: '100%', display: 'flex', minHeight: 0 },
  main: {
    flexGrow: 1,
    minWidth: 0,
    boxSizing: 'border-box',
    overflowY: 'auto',
    display: 'flex',
    flexDirection: 'column',
    gap: tokens.spacingVerticalM,
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL}`
  },
  behind: { '@media (max-width: 600px)': { display: 'none' } },
  top: { display: 'flex', alignItems: 'center', gap: tokens.spacingHorizontalM, flexWrap: 'wrap' },
  space: { flexGrow: 1 },
  search: { flexGrow: 1, minWidth: '120px', maxWidth: '260px' },
  none: { color: tokens.colorNeutralForeground2, padding: tokens.spacingVerticalL }
})

interface TokensPageProps {
  readonly snapshot: AppSnapshot
  readonly selected: string | null
  readonly onSelect: (id: string | null) => void
  readonly onNew: () => void
  readonly onHave: () => void
  readonly onLike: (token: TokenView) => void
}

/** All tokens of this app, and one of them in detail. */
export function TokensPage(props: TokensPageProps): JSX.Element {
  const { snapshot, selected, onSelect, onNew, onHave, onLike } = props
  const styles = useStyles()
  const copying = useCall()
  const refreshing = useCall()
  const [search, setSearch] = useState('')
  const field = useRef<HTMLInputElement>(null)
  const reader = { now: useNow(30_000), zone: zone() }
  const token = snapshot.tokens.find(({ id }) => id === selected) ?? null

  const select = (id: string | null): void => {
    copying.stop()
    onSelect(id)
  }
  const copy = (): void => {
    if (token !== null && canBeUsed(token)) copying.run('copyToken', { tokenId: token.id })
  }
  useShortcut('mod+c', copy, token !== null && canBeUsed(token))
  useShortcut('mod+f', () => field.current?.focus(), snapshot.tokens.length > 0)
  useShortcut('Escape', () => {
    if (search === '') select(null)
    else setSearch('')
  })

  if (snapshot.tokens.length === 0) {
    return (
      <div className={styles.page}>
        <div className={styles.main}>
          <StepHeading>Tokens</StepHeading>
          <EmptyTokens snapshot={snapshot} onNew={onNew} onHave={onHave} />
        </div>
      </div>
    )
  }
  const rows = matching(byEnd(snapshot.tokens), search, reader)
  return (
    <div className={styles.page}>
      <div className={mergeClasses(styles.main, token !== null && styles.behind)}>
        <div className={styles.top}>
          <StepHeading>Tokens</StepHeading>
          <div className={styles.space} />
          <SearchBox
            input={{ ref: field }}
            className={styles.search}
            aria-label="Search tokens"
            placeholder="Search"
            value={search}
            onChange={(_event, { value }) => {
              setSearch(value)
            }}
          />
          {canLookAgain(snapshot) && (
            <Button
              appearance="subtle"
              icon={<ArrowClockwise20Regular />}
              aria-label="Look again at Azure DevOps"
              disabledFocusable={refreshing.work.kind === 'working'}
              onClick={() => {
                refreshing.run('refreshTokens', null)
              }}
            />
          )}
        </div>
        {refreshing.work.kind === 'failed' && <ErrorNotice error={refreshing.work.error} />}
        {rows.length === 0 ? (
          <Text className={styles.none}>No token has “{search}” in it.</Text>
        ) : (
          <TokenList tokens={rows} selected={selected} reader={reader} onSelect={select} />
        )}
      </div>
      {token !== null && (
        <TokenDetails
          key={token.id}
          token={token}
          reader={reader}
          clipboard={snapshot.clipboard}
          copying={copying}
          onCopy={copy}
          onLike={() => {
            onLike(token)
          }}
          onClose={() => {
            select(null)
          }}
        />
      )}
    </div>
  )
}

/** Is there a login with which the service's list can be read? */
const canLookAgain = ({ accounts, organizations }: AppSnapshot): boolean =>
  accounts.length > 0 || organizations.some(({ engine }) => engine === 'azure-cli')
