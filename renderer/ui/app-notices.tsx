import { Link, makeStyles, tokens } from '@fluentui/react-components'
import { useState } from 'react'
import type { CallInput } from '../../electron/shared/ipc-contract.js'
import type { StartNotice } from '../../electron/shared/view.js'
import { call } from '../bridge.js'
import { useSnapshot } from './house.js'
import { column } from './layout.js'
import { Notice } from './notice.js'

type NoticeId = StartNotice | 'no-tray' | 'no-keychain' | 'keychain-silent'

const words: Readonly<Record<NoticeId, string>> = {
  'settings-set-aside': 'The settings file could not be read. It was set aside, and the settings are as new.',
  'tokens-set-aside':
    'The list of tokens could not be read and was set aside. Read the list of Azure DevOps again: what it names and your keychain still has is found.',
  'rotations-set-aside':
    'The list of renewals under way could not be read. It was set aside, so they do not go on: a token that was being renewed may still work. Look through your tokens, and revoke the old ones.',
  'creates-set-aside':
    'The list of tokens in the making could not be read. It was set aside: one whose making was cut short may live on unseen. Refresh the list of tokens, and revoke those that you do not know.',
  'organizations-set-aside':
    'What was remembered of your organizations could not be read. It was set aside. Sign in again where you are asked to.',
  'reminders-set-aside':
    'What was remembered of reminders could not be read. It was set aside: one may come twice, and all tokens are reminded of again. Mute them anew where you want that.',
  'clipboard-set-aside':
    'The note of what was last copied could not be read. It was set aside. If that was a token, copy something else to take its place.',
  'administrator-file-unreadable':
    'The settings file of your administrator could not be read, so it is not followed.',
  'not-read':
    'A file of Token Tray cannot be read now, so something may be missing here. It is left as it is and tried again; look at its permissions and at the disk.',
  'not-saved':
    'The disk is full or write-protected. What changed is held in memory and lost when you quit; Token Tray tries again at the next change.',
  'no-tray':
    'This desktop shows no tray icons. Token Tray works as a window, and reminds you while it is open.',
  'no-keychain':
    'There is no keychain here. A token is held in memory until you quit, and never written as plain text.',
  'keychain-silent':
    'Your keychain does not answer. It may wait for you in another window. Nothing in it was changed; it is asked again every minute.'
}

/** Where something helps, the page about it. */
const topics: Partial<Readonly<Record<NoticeId, CallInput<'openHelp'>['topic']>>> = {
  'no-tray': 'linux-tray',
  'no-keychain': 'keychain',
  'keychain-silent': 'keychain'
}

const useStyles = makeStyles({
  notices: {
    ...column('XS'),
    flexShrink: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalL} 0`
  },
  words: { paddingBlock: tokens.spacingVerticalXS }
})

/** What the person should know about this start and this computer. */
export function AppNotices() {
  const styles = useStyles()
  const { startNotices, tray, vault } = useSnapshot()
  const [read, setRead] = useState<readonly NoticeId[]>([])
  const all: readonly NoticeId[] = [
    ...startNotices,
    ...(tray === 'not-available' ? (['no-tray'] as const) : []),
    ...(vault === 'no-service' ? (['no-keychain'] as const) : []),
    ...(vault === 'no-answer' ? (['keychain-silent'] as const) : [])
  ]
  const left = all.filter((id) => !read.includes(id))
  if (left.length === 0) return null
  return (
    <div className={styles.notices}>
      {left.map((id) => {
        const topic = topics[id]
        return (
          <Notice
            key={id}
            intent={id === 'no-tray' ? 'info' : 'warning'}
            className={styles.words}
            onDismiss={() => setRead([...read, id])}
          >
            {words[id]}{' '}
            {topic !== undefined && (
              <Link inline onClick={() => void call('openHelp', { topic })}>
                What to do
              </Link>
            )}
          </Notice>
        )
      })}
    </div>
  )
}
