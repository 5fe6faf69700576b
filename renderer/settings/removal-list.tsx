import { makeStyles } from '@fluentui/react-components'
import type { RemovalItem } from '../../electron/shared/consumer-view.js'
import type { AppError } from '../../electron/shared/error-codes.js'
import { sentenceOf } from '../ui/error-words.js'
import { column, plainList } from '../ui/layout.js'
import { OutcomeLine } from '../ui/outcome-line.js'

const useStyles = makeStyles({
  list: { ...column('S'), ...plainList, maxHeight: '260px', overflowY: 'auto' }
})

const whatWords: Readonly<Record<RemovalItem['what'], string>> = {
  file: 'Brought back as it was',
  git: 'Taken out of Git',
  keychain: 'Erased from the keychain',
  'sign-in': 'Signed out',
  'login-item': 'No longer started with the computer'
}

interface RemovalListProps {
  readonly items: readonly (RemovalItem & { readonly error?: AppError; readonly kept?: string | null })[]
  readonly done?: boolean
}

/** Things that are to be removed, were removed, or could not be. */
export function RemovalList({ items, done = false }: RemovalListProps) {
  const styles = useStyles()
  return (
    // A box that scrolls must be reachable by keys.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the reason stands above
    <ul className={styles.list} tabIndex={0} aria-label={done ? 'Removed' : 'What is there'}>
      {items.map(({ id, what, name, error, kept = null }) => (
        <OutcomeLine
          key={id}
          outcome={error !== undefined ? 'failed' : done ? 'done' : null}
          label={error === undefined ? 'Done' : 'Not done'}
          title={name}
          words={[
            error === undefined ? whatWords[what] : sentenceOf(error),
            ...(kept === null
              ? []
              : [`It was changed after this app wrote it. That version is kept as ${kept}.`])
          ]}
        />
      ))}
    </ul>
  )
}
