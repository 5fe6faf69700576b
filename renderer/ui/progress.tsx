import { Button, makeStyles, Spinner, Text, tokens } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import type { JSX } from 'react'
import { useAnnounce } from './announcer.js'

const useStyles = makeStyles({
  row: {
    display: 'flex',
    alignItems: 'center',
    gap: tokens.spacingHorizontalM,
    minHeight: '32px',
    minWidth: 0
  },
  words: { color: tokens.colorNeutralForeground2 }
})

interface ProgressProps {
  /** What goes on, e.g. `Waiting for you in the browser`. */
  readonly words: string
  /** Words are shown at once where the person has something to do elsewhere, else after two seconds. */
  readonly wordsAtOnce?: boolean
  readonly onCancel?: () => void
  readonly cancelLabel?: string
}

/** Something goes on: a sign after 300 ms, words after 2 s, cancel from the start. */
export function Progress({
  words,
  wordsAtOnce = false,
  onCancel,
  cancelLabel = 'Cancel'
}: ProgressProps): JSX.Element {
  const styles = useStyles()
  const announce = useAnnounce()
  const [shown, setShown] = useState<'nothing' | 'sign' | 'words'>('nothing')
  useEffect(() => {
    const sign = setTimeout(() => setShown(wordsAtOnce ? 'words' : 'sign'), 300)
    const told = setTimeout(() => {
      setShown('words')
      announce(words)
    }, 2000)
    return () => {
      clearTimeout(sign)
      clearTimeout(told)
    }
  }, [announce, words, wordsAtOnce])
  return (
    <div className={styles.row}>
      {shown !== 'nothing' && <Spinner size="tiny" aria-label={words} />}
      {shown === 'words' && <Text className={styles.words}>{words}</Text>}
      {onCancel !== undefined && (
        <Button size="small" onClick={onCancel}>
          {cancelLabel}
        </Button>
      )}
    </div>
  )
}
