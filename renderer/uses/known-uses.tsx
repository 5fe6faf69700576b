import { Link, makeStyles, Text } from '@fluentui/react-components'
import { UseIcon } from '../tokens/token-uses.js'
import { placeWords } from '../tokens/token-words.js'
import { entryWords, placeName, usesOf } from '../tokens/use-names.js'
import { useHouse } from '../ui/house.js'
import { column, row } from '../ui/layout.js'
import { Section } from '../ui/section.js'
import { useUsesStyles } from './uses-styles.js'

const useStyles = makeStyles({
  token: column('XXS'),
  use: { ...row('S'), overflowWrap: 'anywhere', minWidth: 0 },
  icon: { flexShrink: 0 }
})

/** Every token with the places that this app knows of. */
export function KnownUses() {
  const { snapshot, seeToken } = useHouse()
  const styles = useStyles()
  const shared = useUsesStyles()
  const used = snapshot.tokens.filter((token) => usesOf(token).length > 0)
  return (
    <Section title="What this app knows">
      {used.length === 0 && (
        <Text className={shared.quiet}>
          No token was handed to a tool yet. “Use it for…” with a token does that, and remembers the places
          that you look after.
        </Text>
      )}
      <ul className={shared.list}>
        {used.map((token) => (
          <li key={token.id} className={styles.token}>
            <span>
              <Link onClick={() => seeToken(token.id)}>{token.name}</Link>{' '}
              <span className={shared.quiet}>{placeWords(token)}</span>
            </span>
            {usesOf(token).map((use) => (
              <span key={use.id} className={styles.use}>
                <UseIcon use={use} className={styles.icon} />
                <span>
                  {placeName(use)}{' '}
                  <span className={shared.quiet}>
                    {use.kind === 'manual' ? use.link : use.kind === 'git' ? '' : entryWords(use.entry)}
                  </span>
                </span>
              </span>
            ))}
          </li>
        ))}
      </ul>
    </Section>
  )
}
