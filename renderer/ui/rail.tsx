import { Button, makeStyles, mergeClasses, tokens } from '@fluentui/react-components'
import { Add20Regular } from '@fluentui/react-icons/svg/add'
import { DocumentSearch24Filled, DocumentSearch24Regular } from '@fluentui/react-icons/svg/document-search'
import { KeyMultiple24Filled, KeyMultiple24Regular } from '@fluentui/react-icons/svg/key-multiple'
import { Settings24Filled, Settings24Regular } from '@fluentui/react-icons/svg/settings'
import type { JSX, ReactNode } from 'react'
import { CautionMark } from './caution-mark.js'
import { useSnapshot } from './house.js'
import { column, highlighted } from './layout.js'
import { TokenDrawing } from './token-drawing.js'

export type Room = 'tokens' | 'uses' | 'new-token' | 'settings'

const useStyles = makeStyles({
  rail: {
    ...column('XS'),
    width: '92px',
    flexShrink: 0,
    boxSizing: 'border-box',
    alignItems: 'stretch',
    padding: `${tokens.spacingVerticalL} ${tokens.spacingHorizontalS} ${tokens.spacingVerticalM}`
  },
  mark: { alignSelf: 'center', marginBottom: tokens.spacingVerticalM },
  room: {
    flexDirection: 'column',
    gap: '2px',
    minWidth: 0,
    minHeight: '60px',
    paddingInline: 0,
    fontSize: tokens.fontSizeBase200,
    fontWeight: tokens.fontWeightRegular
  },
  here: {
    ...highlighted,
    backgroundColor: tokens.colorNeutralBackground1,
    fontWeight: tokens.fontWeightSemibold,
    boxShadow: tokens.shadow2
  },
  space: { flexGrow: 1 },
  practice: { alignSelf: 'center', marginBottom: tokens.spacingVerticalS },
  add: { minWidth: 0, minHeight: '60px', flexDirection: 'column', gap: '2px', paddingInline: 0 },
  small: { fontSize: tokens.fontSizeBase200, lineHeight: tokens.lineHeightBase200 }
})

/** The narrow column at the left: where one is, and the way to a new token. */
export function Rail({ room, onGo }: { readonly room: Room; readonly onGo: (room: Room) => void }) {
  const { practice, tokens: all } = useSnapshot()
  // The screen itself has a filled button for it.
  const addIsElsewhere = room === 'new-token' || (room === 'tokens' && all.length === 0)
  const styles = useStyles()
  const entry = (to: Room, name: string, icon: JSX.Element): ReactNode => (
    <Button
      appearance="subtle"
      icon={icon}
      className={mergeClasses(styles.room, room === to && styles.here)}
      aria-current={room === to ? 'page' : undefined}
      onClick={() => onGo(to)}
    >
      {name}
    </Button>
  )
  return (
    <nav aria-label="Token Tray" className={styles.rail}>
      <div className={styles.mark}>
        <TokenDrawing size={36} />
      </div>
      {entry('tokens', 'Tokens', room === 'tokens' ? <KeyMultiple24Filled /> : <KeyMultiple24Regular />)}
      {entry('uses', 'Uses', room === 'uses' ? <DocumentSearch24Filled /> : <DocumentSearch24Regular />)}
      {entry('settings', 'Settings', room === 'settings' ? <Settings24Filled /> : <Settings24Regular />)}
      <div className={styles.space} />
      {practice && <CautionMark className={styles.practice}>Practice</CautionMark>}
      <Button
        appearance={addIsElsewhere ? 'secondary' : 'primary'}
        icon={<Add20Regular />}
        className={styles.add}
        aria-current={room === 'new-token' ? 'page' : undefined}
        onClick={() => onGo('new-token')}
      >
        <span className={styles.small}>New token</span>
      </Button>
    </nav>
  )
}
