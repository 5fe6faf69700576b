import { Button, makeStyles, Spinner } from '@fluentui/react-components'
import { useEffect, useState } from 'react'
import { useAnnounce } from './announcer.js'
import { row } from './layout.js'
import { Quiet } from './quiet.js'

const useStyles = makeStyles({ row: { ...row('M'), alignItems: 'center', minHeight: '32px', minWidth: 0 } })

interface ProgressProps {
  /** What goes on, e.g. `Waiting for you in the browser`. */
  readonly words: string
  /** Words are shown at once where the person has something to do elsewhere, else after two seconds. */
  readonly wordsAtOnce?: boolean
  readonly onCancel?: (() => void) | undefined
  readonly cancelLabel?: string
}

/** Something goes on: a sign after 300 ms, words after 2 s, cancel from the start. */
export function Progress({ words, wordsAtOnce = false, onCancel, cancelLabel = 'Cancel' }: ProgressProps) {
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
      {shown === 'words' && <Quiet>{words}</Quiet>}
      {onCancel !== undefined && (
        <Button size="small" onClick={onCancel}>
          {cancelLabel}
        </Button>
      )}
    </div>
  )
}
