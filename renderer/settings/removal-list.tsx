import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { CheckmarkCircle20Filled } from '@fluentui/react-icons/svg/checkmark-circle'
import { ErrorCircle20Filled } from '@fluentui/react-icons/svg/error-circle'
import type { JSX } from 'react'
import type { RemovalItem } from '../../electron/shared/consumer-view.js'
import type { AppError } from '../../electron/shared/error-codes.js'
import { wordsFor } from '../ui/error-words.js'
import { column, plainList, row } from '../ui/layout.js'

const useStyles = makeStyles({
  list: { ...column('S'), ...plainList, maxHeight: '260px', overflowY: 'auto' },
  line: row('S'),
  words: { ...column(), minWidth: 0, overflowWrap: 'anywhere' },
  quiet: { color: tokens.colorNeutralForeground2 },
  good: { flexShrink: 0, color: tokens.colorStatusSuccessForeground1 },
  bad: { flexShrink: 0, color: tokens.colorStatusDangerForeground1 }
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
export function RemovalList({ items, done = false }: RemovalListProps): JSX.Element {
  const styles = useStyles()
  return (
    // A box that scrolls must be reachable by keys.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the reason stands above
    <ul className={styles.list} tabIndex={0} aria-label={done ? 'Removed' : 'What is there'}>
      {items.map(({ id, what, name, error, kept = null }) => (
        <li key={id} className={styles.line}>
          {error !== undefined ? (
            <ErrorCircle20Filled className={styles.bad} aria-label="Not done" />
          ) : (
            done && <CheckmarkCircle20Filled className={styles.good} aria-label="Done" />
          )}
          <div className={styles.words}>
            <Text weight="semibold">{name}</Text>
            <Text className={styles.quiet}>{error === undefined ? whatWords[what] : failureOf(error)}</Text>
            {kept !== null && (
              <Text className={styles.quiet}>
                It was changed after this app wrote it. That version is kept as {kept}.
              </Text>
            )}
          </div>
        </li>
      ))}
    </ul>
  )
}

function failureOf(error: AppError): string {
  const { title, text } = wordsFor(error)
  return `${title}. ${text}`
}
