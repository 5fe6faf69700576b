import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { ClipboardPaste20Regular } from '@fluentui/react-icons/svg/clipboard-paste'
import { useEffect } from 'react'
import type { JSX } from 'react'
import { useAnnounce } from './announcer.js'
import { useNow } from './use-now.js'

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalS,
    paddingInline: tokens.spacingHorizontalM,
    paddingBlock: tokens.spacingVerticalXS,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorTransparentStroke}`
  },
  words: { flexGrow: 1, fontVariantNumeric: 'tabular-nums' }
})

interface ClipboardCountdownProps {
  /** ISO 8601. */
  readonly clearsAt: string
  readonly onClear: () => void
}

/** A token is on the clipboard: how long it stays there, and a way to end that. */
export function ClipboardCountdown({ clearsAt, onClear }: ClipboardCountdownProps): JSX.Element {
  const styles = useStyles()
  const announce = useAnnounce()
  const left = Math.max(0, Math.ceil((Date.parse(clearsAt) - useNow(1000)) / 1000))
  useEffect(() => {
    announce('Copied. The clipboard is cleared by itself.')
  }, [announce, clearsAt])
  return (
    <div className={styles.row}>
      <ClipboardPaste20Regular aria-hidden />
      <Text className={styles.words}>Copied. Cleared from the clipboard in {left} s.</Text>
      <Button size="small" appearance="subtle" onClick={onClear}>
        Clear now
      </Button>
    </div>
  )
}
