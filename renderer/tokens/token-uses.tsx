import { Button, Link, makeStyles, Text } from '@fluentui/react-components'
import { Branch20Regular } from '@fluentui/react-icons/svg/branch'
import { DocumentText20Regular } from '@fluentui/react-icons/svg/document-text'
import { Person20Regular } from '@fluentui/react-icons/svg/person'
import type { UseView } from '../../electron/shared/consumer-view.js'
import { isWebLink } from '../../electron/shared/web-link.js'
import type { TokenView } from '../../electron/shared/view.js'
import { useAnnounce } from '../ui/announcer.js'
import { ErrorNotice } from '../ui/error-notice.js'
import { column, grown, plainList, row, smallQuiet } from '../ui/layout.js'
import { Progress } from '../ui/progress.js'
import { useCall } from '../ui/use-call.js'
import { Part } from '../ui/section.js'
import { entryWords, shortName, usesOf } from './use-names.js'

const useStyles = makeStyles({
  list: { ...column('S'), ...plainList },
  use: { ...row('S'), alignItems: 'flex-start' },
  icon: { flexShrink: 0, marginTop: '1px' },
  words: { ...column(), ...grown, overflowWrap: 'anywhere' },
  quiet: smallQuiet
})

/** Where a token is, as far as this app knows, each with a way to take it out. */
export function TokenUses({ token }: { readonly token: TokenView }) {
  const styles = useStyles()
  const announce = useAnnounce()
  const { work, run } = useCall()
  const uses = usesOf(token)
  const remove = (use: UseView): void =>
    run('removeUse', { tokenId: token.id, useId: use.id }, () =>
      announce(`${use.name}: the token is taken out.`)
    )
  return (
    <Part title="Where it is used">
      {uses.length === 0 && <Text className={styles.quiet}>Nothing that this app knows of.</Text>}
      <ul className={styles.list}>
        {uses.map((use) => (
          <li key={use.id} className={styles.use}>
            <UseIcon use={use} className={styles.icon} />
            <div className={styles.words}>
              <Text>{shortName(use)}</Text>
              {linesOf(use).map((line) => (
                <Text key={line} className={styles.quiet}>
                  {line === use.link && isWebLink(line) ? (
                    <Link inline onClick={() => run('openPlace', { tokenId: token.id, useId: use.id })}>
                      {line}
                    </Link>
                  ) : (
                    line
                  )}
                </Text>
              ))}
            </div>
            <Button
              size="small"
              aria-label={`${use.kind === 'manual' ? 'Forget' : 'Remove from'} ${use.name}`}
              disabledFocusable={work.kind === 'working'}
              onClick={() => remove(use)}
            >
              {use.kind === 'manual' ? 'Forget' : 'Remove'}
            </Button>
          </li>
        ))}
      </ul>
      {work.kind === 'working' && work.call === 'removeUse' && <Progress words="Taking the token out" />}
      {work.kind === 'failed' && <ErrorNotice error={work.error} />}
    </Part>
  )
}

/** What more there is to say of a place. */
function linesOf({ kind, name, entry, link, note, plainText }: UseView): readonly string[] {
  const lines = kind === 'git' ? [] : kind === 'manual' ? [link, note] : [name, entryWords(entry)]
  return [...lines, plainText ? 'Plain text: every program of yours can read it' : ''].filter(
    (line) => line !== ''
  )
}

interface UseIconProps {
  readonly use: Pick<UseView, 'kind'>
  readonly className: string
}

/** What kind of place it is. */
export function UseIcon({ use, className }: UseIconProps) {
  if (use.kind === 'git') return <Branch20Regular className={className} aria-hidden />
  if (use.kind === 'manual') return <Person20Regular className={className} aria-hidden />
  return <DocumentText20Regular className={className} aria-hidden />
}
