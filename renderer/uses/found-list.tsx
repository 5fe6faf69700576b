import { Text } from '@fluentui/react-components'
import type { UsesFound } from '../../electron/shared/consumer-view.js'
import { ErrorNotice } from '../ui/error-notice.js'
import { Section } from '../ui/section.js'
import { FoundLine } from './found-line.js'
import { useUsesStyles } from './uses-styles.js'

interface FoundListProps {
  readonly title: string
  /** What is said where nothing was found. */
  readonly nothing: string
  readonly found: UsesFound
  /** Something was taken in or written: what was found is no longer true. */
  readonly onChanged: () => void
}

/** What a look gave. */
export function FoundList({ title, nothing, found, onChanged }: FoundListProps) {
  const styles = useUsesStyles()
  return (
    <Section title={title}>
      {found.unreadable.map(({ kind, file, line }) => (
        <ErrorNotice
          key={`${kind} ${file}`}
          error={{ code: 'file-not-readable', facts: { file, ...(line !== null && { line }) } }}
        />
      ))}
      {found.found.length === 0 && <Text>{nothing}</Text>}
      <ul className={styles.list}>
        {found.found.map((use) => (
          <FoundLine key={`${use.kind} ${use.file} ${use.entry}`} use={use} onChanged={onChanged} />
        ))}
      </ul>
      {found.looked.length > 0 && <Text className={styles.quiet}>Looked at: {found.looked.join(', ')}</Text>}
    </Section>
  )
}
