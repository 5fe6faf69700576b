import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useEffect } from 'react'
import type { AppSnapshot } from '../../electron/shared/view.js'
import { useAnnounce } from './announcer.js'
import { ErrorNotice } from './error-notice.js'
import { useSnapshot } from './house.js'
import { row } from './layout.js'
import { useCall } from './use-call.js'
import { useSecondsLeft } from './times.js'

/** Clears the clipboard from anywhere in the window. No browser, and no field, has another use for it. */
export const clearKey = 'F8'

const useStyles = makeStyles({
  row: {
    ...row('S'),
    alignItems: 'center',
    paddingInline: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalXS,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorTransparentStroke}`
  },
  firm: { flexShrink: 0, whiteSpace: 'nowrap' },
  key: { color: tokens.colorNeutralForeground2 },
  words: { flexGrow: 1, fontVariantNumeric: 'tabular-nums' }
})

/** While one of these tokens is on the clipboard: how long it stays there, and a way to end that. */
export function ClipboardCountdown({ of }: { readonly of: readonly (string | null)[] }) {
  const { clipboard } = useSnapshot()
  return clipboard !== null && of.includes(clipboard.tokenId) ? <Countdown {...clipboard} /> : null
}

function Countdown({ clearsAt, needsFocus, concealed }: NonNullable<AppSnapshot['clipboard']>) {
  const styles = useStyles()
  const { work, run } = useCall()
  const clear = (): void => run('clearClipboard', null)
  const announce = useAnnounce()
  const left = useSecondsLeft(clearsAt)
  useEffect(() => announce('Copied. The clipboard is cleared by itself.'), [announce, clearsAt])
  return (
    <>
      <div className={styles.row}>
        <Text className={styles.words}>
          Copied. Cleared in {left} s{needsFocus ? ', or when you come back to this window' : ''}.
          {concealed ? '' : ' Your system’s clipboard history may keep it: delete it there.'}
        </Text>
        <Button
          size="small"
          appearance="subtle"
          className={styles.firm}
          aria-keyshortcuts={clearKey}
          onClick={clear}
        >
          Clear now
        </Button>
        <Text className={styles.key} aria-hidden>
          {clearKey}
        </Text>
      </div>
      {work.kind === 'failed' && <ErrorNotice error={work.error} handlers={{ retry: clear }} />}
    </>
  )
}
