import { makeStyles, tokens } from '@fluentui/react-components'
import { longDay } from '../../electron/shared/expiry.js'
import { fullAccess, scopeOf } from '../../electron/shared/scopes.js'
import type { TokenOrigin, TokenView } from '../../electron/shared/view.js'
import type { Fact } from '../ui/facts-list.js'
import { endReason, keptWords, longEndWords, placeWords, type Reader } from './token-words.js'

const useStyles = makeStyles({ list: { margin: 0, paddingLeft: tokens.spacingHorizontalL } })

const madeWords: Readonly<Record<TokenOrigin, string>> = {
  api: 'By this app',
  assisted: 'By hand, then pasted',
  elsewhere: 'Elsewhere'
}

/** What is known of a token, in the order in which people ask. */
export function factsOf(token: TokenView, reader: Reader): readonly Fact[] {
  const { zone } = reader
  return [
    ['Organization', placeWords(token)],
    ['Can', token.scopes.length === 0 ? 'Not known' : <Scopes ids={token.scopes} />],
    [endName(token, reader), longEndWords(token, reader)],
    ['Why then', endReason(token, reader)],
    // What it was given, where something else stops it before.
    ['Its own end', token.validTo === token.end.at ? null : dayOf(token.validTo, zone)],
    ['Asked for', dayOf(token.requestedValidTo, zone)],
    ['Kept', keptWords(token)],
    ['Made', `${madeWords[token.origin]}, ${longDay(Date.parse(token.createdAt), zone)}`],
    ['Belongs to', token.account]
  ]
}

function endName({ end, state }: TokenView, { now }: Reader): string {
  if (state === 'revoked' && end.reason === 'revoked') return 'Revoked'
  return end.at !== null && Date.parse(end.at) <= now ? 'Ended' : 'Ends'
}

const dayOf = (instant: string | null, zone: string): string | null =>
  instant === null ? null : longDay(Date.parse(instant), zone)

function Scopes({ ids }: { readonly ids: readonly string[] }) {
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
