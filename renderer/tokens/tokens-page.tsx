import { makeStyles, mergeClasses, Text, tokens } from '@fluentui/react-components'
import { useMemo, useRef, useState } from 'react'
import { call } from '../bridge.js'
import { CallLine } from '../ui/call-line.js'
import { useSnapshot } from '../ui/house.js'
import { column, grown } from '../ui/layout.js'
import { Quiet } from '../ui/quiet.js'
import { StepHeading } from '../ui/step-heading.js'
import { trayWords } from '../ui/tray-words.js'
import { useCall } from '../ui/use-call.js'
import { useNow, zone } from '../ui/times.js'
import { useShortcut } from '../ui/use-shortcut.js'
import { EmptyTokens, readingWords } from './empty-tokens.js'
import { ListTools, nothingWords } from './list-tools.js'
import type { AboutMany } from './many-dialog.js'
import { RenewManyDialog } from './renew-many-dialog.js'
import { RevokeDialog } from './revoke-dialog.js'
import { SelectionBar } from './selection-bar.js'
import { TokenDetails } from './token-details.js'
import { TokenList } from './token-list.js'
import { TokenTaskPage, type TokenTask } from './token-task.js'
import { everyToken } from './token-query.js'
import { canBeRenewed, canBeRevoked, canBeUsed } from './token-words.js'
import { useListing } from './use-listing.js'
import { useRevoking } from './use-revoking.js'
import { useRows } from './use-rows.js'
import { useTicked } from './use-ticked.js'

const useStyles = makeStyles({
  page: { height: '100%', display: 'flex', minHeight: 0 },
  main: {
    ...column('S'),
    ...grown,
    boxSizing: 'border-box',
    overflowY: 'auto',
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalXL} ${tokens.spacingVerticalS}`
  },
  behind: { '@media (max-width: 600px)': { display: 'none' } },
  none: { color: tokens.colorNeutralForeground2, padding: tokens.spacingVerticalL }
})

interface TokensPageProps {
  readonly selected: string | null
  readonly onSelect: (id: string | null) => void
}

/** All tokens of this app, and one of them in detail. */
export function TokensPage({ selected, onSelect }: TokensPageProps) {
  const snapshot = useSnapshot()
  const styles = useStyles()
  const copying = useCall()
  const revoking = useRevoking()
  const renewingMany = useRevoking()
  const ticked = useTicked()
  const [query, setQuery] = useState(everyToken)
  const [begun, setBegun] = useState<{ readonly task: TokenTask; readonly tokenId: string } | null>(null)
  const field = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  const reader = { now: useNow(30_000), zone: zone() }
  const renewing = useMemo(
    () =>
      new Set(snapshot.rotations.flatMap(({ tokenId, successorId }) => [tokenId, successorId ?? tokenId])),
    [snapshot.rotations]
  )
  const listing = useListing(reader.now)
  const { rows, odd } = useRows(snapshot.tokens, renewing, query, reader)
  const token = snapshot.tokens.find(({ id }) => id === selected) ?? null
  const task = begun !== null && begun.tokenId === selected ? begun.task : null
  const shown = ticked.ids === null ? token : null
  const icon = shown === null ? trayWords(snapshot) : null
  const chosen = rows.filter(({ id }) => ticked.ids?.has(id) === true)
  const renewable = chosen.filter((one) => canBeRenewed(one) && !renewing.has(one.id))

  const select = (id: string | null): void => {
    copying.stop()
    setBegun(null)
    onSelect(id)
  }
  const about = ({ tokens: asked, open, close }: ReturnType<typeof useRevoking>): AboutMany => ({
    ...{ tokens: asked, open },
    onClose: () => {
      close()
      ticked.leave()
      // The button that opened it may be gone.
      ;(heading.current ?? list.current)?.focus()
    }
  })
  const copy = (): void => {
    if (token !== null && canBeUsed(token)) copying.run('copyToken', { tokenId: token.id })
  }
  useShortcut('mod+c', copy, token !== null && canBeUsed(token))
  useShortcut('mod+f', () => field.current?.focus(), snapshot.tokens.length > 0)
  useShortcut(
    'Escape',
    () => {
      if (ticked.ids !== null) ticked.leave()
      else if (query.search !== '') setQuery({ ...query, search: '' })
      else select(null)
    },
    task === null
  )

  if (snapshot.tokens.length === 0) {
    return (
      <div className={styles.page}>
        <div className={styles.main}>
          <StepHeading>Tokens</StepHeading>
          <EmptyTokens listing={listing} />
        </div>
      </div>
    )
  }
  if (task !== null && token !== null) {
    return (
      <TokenTaskPage
        key={`${task} ${token.id}`}
        task={task}
        token={token}
        onRenew={() => {
          void call('renewToken', { tokenId: token.id })
          setBegun(null)
        }}
        onBack={() => setBegun(null)}
      />
    )
  }
  return (
    <div className={styles.page}>
      <div className={mergeClasses(styles.main, shown !== null && styles.behind)}>
        <ListTools
          query={query}
          odd={odd}
          now={reader.now}
          field={field}
          refreshing={listing.work.kind === 'working'}
          onQuery={setQuery}
          onRefresh={listing.refresh}
          onChooseSeveral={() => {
            ticked.change(selected === null ? [] : [selected], true)
            list.current?.focus()
          }}
        />
        <CallLine work={listing.work} words={readingWords} handlers={{ retry: listing.refresh }} />
        {ticked.ids !== null && (
          <SelectionBar
            chosen={chosen.length}
            renewable={renewable.length}
            revocable={chosen.filter(canBeRevoked).length}
            onAll={() =>
              ticked.change(
                rows.map(({ id }) => id),
                true
              )
            }
            onRenew={() => renewingMany.ask(renewable)}
            onRevoke={() => revoking.ask(chosen.filter(canBeRevoked))}
            onDone={ticked.leave}
          />
        )}
        {rows.length === 0 ? (
          <Text className={styles.none}>{nothingWords(query)}</Text>
        ) : (
          <TokenList
            tokens={rows}
            selected={selected}
            ticked={ticked.ids}
            renewing={renewing}
            reader={reader}
            listRef={list}
            onSelect={select}
            onTick={ticked.change}
            onEnter={() => heading.current?.focus()}
            onDelete={() =>
              revoking.ask(
                (ticked.ids === null ? rows.filter(({ id }) => id === selected) : chosen).filter(canBeRevoked)
              )
            }
          />
        )}
        {icon && <Quiet small>{icon}</Quiet>}
      </div>
      {shown !== null && (
        <TokenDetails
          key={shown.id}
          token={shown}
          odd={odd.get(shown.id) ?? []}
          reader={reader}
          copying={copying}
          heading={heading}
          onCopy={copy}
          onTask={(next) => setBegun({ task: next, tokenId: shown.id })}
          onRevoke={() => revoking.ask([shown])}
          onConfirmed={select}
          onClose={() => select(null)}
        />
      )}
      <RevokeDialog key={`revoke ${revoking.times}`} {...about(revoking)} />
      <RenewManyDialog key={`renew ${renewingMany.times}`} {...about(renewingMany)} />
    </div>
  )
}
