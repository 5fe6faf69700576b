import { makeStyles, Text, tokens } from '@fluentui/react-components'
import { siteName } from '../../electron/shared/site.js'
import type { TokenView } from '../../electron/shared/view.js'
import { entryWords, placeName, usesOf } from './use-names.js'
import type { NamedUse } from './use-names.js'

const useStyles = makeStyles({
  list: { margin: 0, paddingLeft: tokens.spacingHorizontalL, overflowWrap: 'anywhere' }
})

interface WhatBreaksProps {
  readonly token: TokenView
  /** A revoke that was not finished is gone on with. */
  readonly again: boolean
}

/** What stops working with a token, by name. */
export function WhatBreaks({ token, again }: WhatBreaksProps) {
  const styles = useStyles()
  if (again) return <Text>What did not go through the last time is tried again.</Text>
  if (token.stray) return <Text>Nobody has its value, so nothing breaks.</Text>
  const uses = usesOf(token)
  return (
    <>
      <Text>It stops working at once, for good. What breaks:</Text>
      <ul className={styles.list}>
        {uses.map((use) => (
          <li key={use.id}>{breaksWords(use, token)}</li>
        ))}
        <li>{uses.length > 0 ? 'Everything else' : 'Everything'} that you gave the token to.</li>
      </ul>
      {token.origin === 'assisted' && (
        <Text>You made it by hand, so you also revoke it by hand: its page opens in your browser.</Text>
      )}
    </>
  )
}

function breaksWords(use: NamedUse, { organization }: TokenView): string {
  if (use.kind === 'git') return `${use.name}: it cannot reach ${siteName(organization)} with it any more.`
  if (use.kind === 'manual') return `${use.name}, which you look after.`
  return `${placeName(use)}${use.entry === '' ? '' : `: ${entryWords(use.entry)}`}. The token is taken out of the file.`
}
