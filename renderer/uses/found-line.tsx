import { Button, Link, makeStyles, Text, tokens } from '@fluentui/react-components'
import { DocumentText20Regular } from '@fluentui/react-icons/svg/document-text'
import { useState } from 'react'
import type { FoundUse } from '../../electron/shared/consumer-view.js'
import { siteName } from '../../electron/shared/site.js'
import { entryWords, kindNames } from '../tokens/use-names.js'
import { useAnnounce } from '../ui/announcer.js'
import { CallLine } from '../ui/call-line.js'
import { useHouse } from '../ui/house.js'
import { column, grown, row } from '../ui/layout.js'
import { useCall } from '../ui/use-call.js'
import { useUsesStyles } from './uses-styles.js'

const useStyles = makeStyles({
  line: { ...row('S'), alignItems: 'flex-start' },
  icon: { flexShrink: 0 },
  words: { ...column(), ...grown, overflowWrap: 'anywhere' },
  drift: { color: tokens.colorStatusWarningForeground3 },
  buttons: { ...row('S'), flexShrink: 0 }
})

/** One entry that was found: where, whose token it has, and what to do about it. */
export function FoundLine({ use, onChanged }: { readonly use: FoundUse; readonly onChanged: () => void }) {
  const { snapshot, seeToken } = useHouse()
  const styles = useStyles()
  const shared = useUsesStyles()
  const announce = useAnnounce()
  const { work, run } = useCall()
  const [adopted, setAdopted] = useState<string | null>(null)
  const { kind, file, entry, organization, holds } = use
  const adopting = work.kind === 'working' && work.call === 'adoptToken'
  const moving = work.kind === 'working' && work.call === 'moveOutRemote'
  const tokenOf = (id: unknown) => snapshot.tokens.find((token) => token.id === id) ?? null
  // A token may be in the list although it could not be moved out of its address.
  const holder = tokenOf(
    holds.what === 'token' ? holds.tokenId : work.kind === 'failed' && work.error.facts['tokenId']
  )
  const ours = tokenOf(use.drifted)
  const adopt = (): void => {
    if (kind === 'git-remote') return
    run('adoptToken', { kind, file, entry }, ({ tokenId }) => {
      setAdopted(tokenId)
      announce('The token is in the list now.')
    })
  }
  const moveOut = (): void =>
    run('moveOutRemote', { key: entry }, ({ tokenId }) => {
      setAdopted(tokenId)
      announce('Git reads it without the token now.')
    })
  const writeAgain = (tokenId: string): void => {
    if (kind === 'git') run('useForGit', { tokenId, allowPlainText: false, setUpHelper: false }, onChanged)
    else if (kind !== 'git-remote') run('useAt', { tokenId, kind, file, entry }, onChanged)
  }
  const button = (name: string, what: string, act: () => void) => (
    <Button
      size="small"
      aria-label={`${name}: ${what}`}
      disabledFocusable={work.kind === 'working'}
      onClick={act}
    >
      {name}
    </Button>
  )
  return (
    <li className={styles.line}>
      <DocumentText20Regular className={styles.icon} aria-hidden />
      <div className={styles.words}>
        <Text>{kind === 'git' ? 'Git on this computer' : `${kindNames[kind]} · ${file}`}</Text>
        <span className={shared.quiet}>
          {[kind === 'git' ? '' : entryWords(entry), organization === null ? '' : siteName(organization)]
            .filter((part) => part !== '')
            .join(' · ')}
        </span>
        {holder !== null && (
          <span>
            Has <Link onClick={() => seeToken(holder.id)}>{holder.name}</Link>
          </span>
        )}
        {kind === 'git-remote' && adopted === null && (
          <Text>
            The token is in the address, as plain text. The old address may be in backups: renew the token.
          </Text>
        )}
        {holds.what === 'stranger' && adopted === null && holder === null && !moving && (
          <Text>Has a token that is not in the list here</Text>
        )}
        {holds.what === 'nothing' && ours === null && <Text>Has no token</Text>}
        {ours !== null && (
          <Text className={styles.drift}>
            This app wrote “{ours.name}” there, and{' '}
            {holds.what === 'nothing' ? 'there is no token any more' : 'something else is there now'}. A
            renewal leaves it so.
          </Text>
        )}
        {adopted !== null && (
          <span>
            {kind === 'git-remote'
              ? 'Moved out of the address: Git reads it without the token now, which is in the list.'
              : 'In the list now, by the name of the place.'}{' '}
            <Link onClick={() => seeToken(adopted)}>See it in the list</Link>
          </span>
        )}
        <CallLine
          work={work}
          words={adopting ? 'Asking Azure DevOps whose it is' : 'Writing it, and trying it'}
        />
      </div>
      <div className={styles.buttons}>
        {kind === 'git-remote' && adopted === null && button('Move it out', entry, moveOut)}
        {holds.what === 'stranger' &&
          kind !== 'git-remote' &&
          adopted === null &&
          button('Take into the list', file, adopt)}
        {ours !== null && button('Write ours again', `${ours.name}, ${file}`, () => writeAgain(ours.id))}
      </div>
    </li>
  )
}
