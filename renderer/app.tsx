import { FluentProvider, makeStyles, tokens } from '@fluentui/react-components'
import { useReducer, useState } from 'react'
import type { AppSnapshot, Place, TokenView } from '../electron/shared/view.js'
import { call } from './bridge.js'
import { SettingsPage } from './settings/settings-page.js'
import { TokensPage } from './tokens/tokens-page.js'
import { Announcer } from './ui/announcer.js'
import { AppNotices } from './ui/app-notices.js'
import { clearKey } from './ui/clipboard-countdown.js'
import { HouseContext } from './ui/house.js'
import { ErrorNotice } from './ui/error-notice.js'
import { column, grown } from './ui/layout.js'
import { usePageTheme } from './ui/page-theme.js'
import { Progress } from './ui/progress.js'
import { ProxyDialog } from './ui/proxy-dialog.js'
import { Rail, type Room } from './ui/rail.js'
import { useShortcut } from './ui/use-shortcut.js'
import { useAppState, usePlaces, type Mirror } from './use-app-state.js'
import { UsesPage } from './uses/uses-page.js'
import { draftLike, newDraft, type Way } from './wizard/draft.js'
import { nextState, startWizard } from './wizard/wizard-state.js'
import { Wizard } from './wizard/wizard.js'

const useStyles = makeStyles({
  house: { height: '100%', display: 'flex', backgroundColor: tokens.colorNeutralBackground4 },
  room: {
    ...column(),
    ...grown,
    backgroundColor: tokens.colorNeutralBackground1,
    borderTopLeftRadius: tokens.borderRadiusXLarge,
    borderLeft: `1px solid ${tokens.colorNeutralStroke2}`,
    borderTop: `1px solid ${tokens.colorNeutralStroke2}`
  },
  inside: { flexGrow: 1, minHeight: 0 },
  waiting: { padding: tokens.spacingHorizontalXXL }
})

/** The whole page. */
export function App({ mirror }: { readonly mirror: Mirror }) {
  const styles = useStyles()
  const state = useAppState(mirror)
  const { name, theme } = usePageTheme(state.kind === 'ready' ? state.snapshot.settings.theme : 'system')
  return (
    <FluentProvider theme={theme} data-theme={name}>
      <Announcer>
        {state.kind === 'ready' ? (
          <Rooms mirror={mirror} snapshot={state.snapshot} first={state.first ?? { to: 'tokens' }} />
        ) : (
          <main className={styles.waiting}>
            {state.kind === 'loading' ? (
              <Progress words="Starting" />
            ) : (
              <ErrorNotice error={state.error} handlers={{ retry: () => window.location.reload() }} />
            )}
          </main>
        )}
      </Announcer>
    </FluentProvider>
  )
}

/** The token that a place says to make another one like. */
const likeOf = (place: Place, { tokens: all }: AppSnapshot): TokenView | undefined =>
  place.to === 'new-token' ? all.find(({ id }) => id === place.like) : undefined

function Rooms({
  mirror,
  snapshot,
  first
}: {
  readonly mirror: Mirror
  readonly snapshot: AppSnapshot
  /** Where it begins. */
  readonly first: Place
}) {
  const styles = useStyles()
  const [room, setRoom] = useState<Room>(first.to)
  const [selected, setSelected] = useState((first.to === 'tokens' && first.tokenId) || null)
  const [wizard, send] = useReducer(nextState, likeOf(first, snapshot), (like) =>
    startWizard(like ? draftLike(like, Date.now()) : newDraft(snapshot.settings.organization))
  )

  const newToken = (way: Way | null): void => {
    const organization = snapshot.settings.organization
    // A draft is never thrown away by coming back to it; one that is done, or of another kind, is over.
    const over = wizard.step === 'done' || (way === 'have-one') !== (wizard.draft.way === 'have-one')
    const untouched = wizard.step === 'where' && wizard.draft.where === ''
    if (over || untouched) send({ type: 'start', draft: newDraft(organization, way) })
    setRoom('new-token')
  }
  const another = (token: TokenView): void => {
    send({ type: 'start', draft: draftLike(token, Date.now()) })
    setRoom('new-token')
  }
  const go = (to: Room): void => {
    if (to === 'new-token') newToken(null)
    else setRoom(to)
  }
  const seeToken = (id: string | null): void => {
    setSelected(id)
    setRoom('tokens')
  }
  usePlaces(mirror, (place: Place) => {
    const like = likeOf(place, snapshot)
    if (like) another(like)
    else if (place.to === 'tokens') seeToken(place.tokenId ?? null)
    else go(place.to)
  })
  useShortcut('mod+n', () => newToken(null))
  useShortcut(clearKey, () => void call('clearClipboard', null), snapshot.clipboard !== null)

  const house = { snapshot, seeToken, openSettings: () => setRoom('settings'), newToken, another }
  return (
    <HouseContext value={house}>
      <div className={styles.house}>
        <Rail room={room} onGo={go} />
        <main className={styles.room}>
          <AppNotices />
          <div className={styles.inside}>
            {room === 'tokens' && <TokensPage selected={selected} onSelect={setSelected} />}
            {room === 'new-token' && (
              <Wizard
                state={wizard}
                send={send}
                onAnother={() => send({ type: 'start', draft: newDraft(snapshot.settings.organization) })}
              />
            )}
            {room === 'uses' && <UsesPage />}
            {room === 'settings' && <SettingsPage />}
          </div>
        </main>
        <ProxyDialog />
      </div>
    </HouseContext>
  )
}
