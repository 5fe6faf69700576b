import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { useEffect } from 'react'
import type { AppSnapshot } from '../../electron/shared/view.js'
import { useAnnounce } from './announcer.js'
import { row } from './layout.js'
import { useNow } from './use-now.js'

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

interface ClipboardCountdownProps {
  readonly copied: NonNullable<AppSnapshot['clipboard']>
  readonly onClear: () => void
}

/** A token is on the clipboard: how long it stays there, and a way to end that. */
export function ClipboardCountdown({ copied, onClear }: ClipboardCountdownProps) {
  const { clearsAt, needsFocus, concealed } = copied
  const styles = useStyles()
  const announce = useAnnounce()
  const left = Math.max(0, Math.ceil((Date.parse(clearsAt) - useNow(1000)) / 1000))
  useEffect(() => announce('Copied. The clipboard is cleared by itself.'), [announce, clearsAt])
  return (
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
        onClick={onClear}
      >
        Clear now
      </Button>
      <Text className={styles.key} aria-hidden>
        {clearKey}
      </Text>
    </div>
  )
}
