import { makeStyles, tokens } from '@fluentui/react-components'
import type { JSX } from 'react'
import { longDay } from '../../electron/shared/expiry.js'
import { fullAccess, scopeOf } from '../../electron/shared/scopes.js'
import type { TokenOrigin, TokenView } from '../../electron/shared/view.js'
import type { Fact } from '../ui/facts-list.js'
import { keptWords, longEndWords, placeWords } from './token-words.js'
import type { Reader } from './token-words.js'

const useStyles = makeStyles({ list: { margin: 0, paddingLeft: tokens.spacingHorizontalL } })

const madeWords: Readonly<Record<TokenOrigin, string>> = {
  api: 'By this app',
  assisted: 'By hand, then pasted',
  elsewhere: 'Elsewhere'
}

/** What is known of a token, in the order in which people ask. */
export function factsOf(token: TokenView, reader: Reader): readonly Fact[] {
  const made = Date.parse(token.createdAt)
  return [
    ['Organization', placeWords(token)],
    ['Can', token.scopes.length === 0 ? 'Not known' : <Scopes ids={token.scopes} />],
    [token.state === 'expired' ? 'Ended' : 'Ends', longEndWords(token, reader)],
    ...(token.requestedValidTo === null
      ? []
      : [['Asked for', longDay(Date.parse(token.requestedValidTo), reader.zone)] as const]),
    ['Kept', keptWords(token)],
    ['Used by', token.usedByGit ? 'Git on this computer' : 'Nothing this app knows of'],
    ['Made', `${madeWords[token.origin]}, ${longDay(made, reader.zone)}`],
    ...(token.account === null ? [] : [['Belongs to', token.account] as const])
  ]
}

function Scopes({ ids }: { readonly ids: readonly string[] }): JSX.Element {
  const styles = useStyles()
  const [only, ...more] = ids.map(allows)
  if (more.length === 0) return <>{only}</>
  return (
    <ul className={styles.list}>
      {ids.map((id) => (
        <li key={id}>{allows(id)}</li>
      ))}
    </ul>
  )
}

function allows(id: string): string {
  const words = id === fullAccess ? 'everything that you can do' : (scopeOf(id)?.allows ?? id)
  return words.charAt(0).toUpperCase() + words.slice(1)
}
