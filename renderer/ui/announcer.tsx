import { makeStyles } from '@fluentui/react-components'
import { createContext, use, useCallback, useState, type ReactNode } from 'react'

const Announce = createContext<(words: string) => void>(() => undefined)

/** Says a change politely to who cannot see it. */
export function useAnnounce(): (words: string) => void {
  return use(Announce)
}

const useStyles = makeStyles({
  unseen: {
    position: 'absolute',
    // Below the page it would make the document a pixel higher than the window.
    top: 0,
    left: 0,
    width: '1px',
    height: '1px',
    overflow: 'hidden',
    clipPath: 'inset(50%)',
    whiteSpace: 'nowrap'
  }
})

/** The page's one live region. */
export function Announcer({ children }: { readonly children: ReactNode }) {
  const styles = useStyles()
  const [said, setSaid] = useState({ words: '', times: 0 })
  const announce = useCallback((words: string) => setSaid(({ times }) => ({ words, times: times + 1 })), [])
  return (
    <Announce value={announce}>
      {children}
      <div role="status" aria-live="polite" className={styles.unseen}>
        {/* A new element is read even where the words are the same as before. */}
        <span key={said.times}>{said.words}</span>
      </div>
    </Announce>
  )
}
