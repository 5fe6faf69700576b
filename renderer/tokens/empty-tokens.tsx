import { Button, Link, makeStyles, Subtitle1, Text, tokens } from '@fluentui/react-components'
import { CallLine } from '../ui/call-line.js'
import { counted } from '../ui/counted.js'
import { useHouse } from '../ui/house.js'
import { column, row } from '../ui/layout.js'
import { TokenDrawing } from '../ui/token-drawing.js'
import { trayWords } from '../ui/tray-words.js'
import type { useListing } from './use-listing.js'

const useStyles = makeStyles({
  empty: { ...column('L'), flexGrow: 1, alignItems: 'center', justifyContent: 'center', textAlign: 'center' },
  words: { maxWidth: '400px' },
  buttons: { ...row('S'), flexWrap: 'wrap', justifyContent: 'center' },
  made: { ...column(), alignItems: 'center', textAlign: 'start', minHeight: '32px' },
  hint: { color: tokens.colorNeutralForeground2, maxWidth: '400px' }
})

export const readingWords = 'Reading the lists of Azure DevOps'

/** The first thing that a person sees. */
export function EmptyTokens({ listing }: { readonly listing: ReturnType<typeof useListing> }) {
  const styles = useStyles()
  const { snapshot, newToken } = useHouse()
  const icon = trayWords(snapshot)
  const { work, read, show, cancel } = listing
  return (
    <div className={styles.empty}>
      <TokenDrawing size={104} />
      <Subtitle1 as="h2" align="center" className={styles.words}>
        Make a token for Azure DevOps, keep it safe, and be told before it ends.
      </Subtitle1>
      <div className={styles.buttons}>
        <Button appearance="primary" size="large" onClick={() => newToken(null)}>
          New token
        </Button>
        <Button size="large" onClick={() => newToken('have-one')}>
          I already have one
        </Button>
      </div>
      <div className={styles.made}>
        {work.kind !== 'working' && <Link onClick={show}>Show the tokens I have at Azure DevOps</Link>}
        {work.kind === 'idle' && read !== null && <Text className={styles.hint}>{nothingFound(read)}</Text>}
        <CallLine
          work={work}
          words={readingWords}
          onCancel={cancel}
          handlers={{ retry: show, 'sign-in': show }}
        />
      </div>
      {icon !== null && (
        <Text align="center" className={styles.hint}>
          {icon}
        </Text>
      )}
    </div>
  )
}

const nothingFound = (organizations: number): string =>
  organizations === 0
    ? 'Whoever is signed in reaches no organization.'
    : `No token was found in ${counted(organizations, 'organization')}.`
