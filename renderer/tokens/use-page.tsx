import { makeStyles, Radio, RadioGroup, Text, tokens, Button } from '@fluentui/react-components'
import { useEffect, useState, useCallback } from 'react'
import { snippetTools } from '../../electron/shared/kinds.js'
import { Branch20Regular } from '@fluentui/react-icons/svg/branch'
import type { SnippetTool, UsePlace } from '../../electron/shared/consumer-view.js'
import { siteName } from '../../electron/shared/site.js'
import type { TokenView } from '../../electron/shared/view.js'
import { CallLine } from '../ui/call-line.js'
import { column, grown, outlined, row, smallQuiet } from '../ui/layout.js'
import { useCall } from '../ui/use-call.js'
import { ManualPlaceForm } from './manual-place-form.js'
import { toolNames } from './place-advice.js'
import { SnippetPanel } from './snippet-panel.js'
import { GitPanel } from './git-panel.js'
import { canBeUsed } from './token-words.js'
import { useGit } from './use-git.js'
import { entryWords, kindNames } from './use-names.js'
import { WritePanel } from './write-panel.js'

const useStyles = makeStyles({
  columns: {
    ...row('XXL'),
    flexGrow: 1,
    minHeight: 0,
    // Large text: one below the other.
    '@media (max-width: 600px)': { flexDirection: 'column', minHeight: 'auto' }
  },
  choices: {
    ...outlined,
    width: '264px',
    flexShrink: 0,
    overflowY: 'auto',
    '@media (max-width: 600px)': { width: '100%', maxHeight: '260px' },
    padding: `0 ${tokens.spacingHorizontalS} ${tokens.spacingVerticalS}`,
    alignSelf: 'stretch'
  },
  group: {
    fontWeight: tokens.fontWeightSemibold,
    padding: `${tokens.spacingVerticalM} ${tokens.spacingHorizontalS} 0`
  },
  label: { ...column(), minWidth: 0, overflowWrap: 'anywhere' },
  quiet: smallQuiet,
  chosen: { ...column('M'), ...grown, overflowY: 'auto', '& > *': { flexShrink: 0 } }
})

type Choice =
  | { readonly what: 'git' }
  | { readonly what: 'place'; readonly place: UsePlace }
  | { readonly what: 'snippet'; readonly tool: SnippetTool }
  | { readonly what: 'manual' }

const keyOf = (choice: Choice): string => {
  if (choice.what === 'place') return `place ${choice.place.kind} ${choice.place.file} ${choice.place.entry}`
  return choice.what === 'snippet' ? `snippet ${choice.tool}` : choice.what
}

/** Where a token can go: to Git, to files that this app writes, by a text to copy, or to a place it cannot see. */
export function UsePage({ token }: { readonly token: TokenView }) {
  const styles = useStyles()
  const { work, run } = useCall()
  const [places, setPlaces] = useState<readonly UsePlace[]>([])
  const [chosen, setChosen] = useState('git')
  const tokenId = token.id
  const look = useCallback(() => run('listPlaces', { tokenId }, setPlaces), [run, tokenId])
  useEffect(look, [look])

  const written: readonly Choice[] = [
    { what: 'git' },
    ...places.map((place) => ({ what: 'place', place }) as const)
  ]
  const shown: readonly Choice[] = snippetTools.map((tool) => ({ what: 'snippet', tool }) as const)
  const all: readonly Choice[] = [...written, ...shown, { what: 'manual' }]
  const choice = all.find((one) => keyOf(one) === chosen) ?? { what: 'git' }
  const entry = (one: Choice) => (
    <Radio
      key={keyOf(one)}
      value={keyOf(one)}
      label={
        <span className={styles.label}>
          <span>{nameOf(one)}</span>{' '}
          {one.what === 'place' && <span className={styles.quiet}>{placeWords(one.place)}</span>}
        </span>
      }
    />
  )
  return (
    <div className={styles.columns}>
      <RadioGroup
        aria-label="Where to"
        className={styles.choices}
        value={keyOf(choice)}
        onChange={(_event, { value }) => setChosen(value)}
      >
        <Text className={styles.group}>This app writes it</Text>
        {written.map(entry)}
        <CallLine work={work} words="Looking which tools are set up" handlers={{ retry: look }} />
        <Text className={styles.group}>You write it: show me how</Text>
        {shown.map(entry)}
        <Text className={styles.group}>You look after it</Text>
        {entry({ what: 'manual' })}
      </RadioGroup>
      <div className={styles.chosen} key={keyOf(choice)}>
        {choice.what === 'git' && <UseGitPanel token={token} />}
        {choice.what === 'place' && <WritePanel tokenId={tokenId} place={choice.place} onWritten={look} />}
        {choice.what === 'snippet' && <SnippetPanel tokenId={tokenId} tool={choice.tool} />}
        {choice.what === 'manual' && <ManualPlaceForm tokenId={tokenId} />}
      </div>
    </div>
  )
}

/** Handing the token to Git's own keeper of passwords. */
function UseGitPanel({ token }: { readonly token: TokenView }) {
  const organization = siteName(token.organization)
  const git = useGit(token.id)
  return (
    <>
      <Text>
        {token.usedByGit
          ? `Git on this computer has it for ${organization}. Handing it over again does no harm.`
          : `Git keeps it in the keychain, through its credential helper, and uses it for ${organization} only.`}
      </Text>
      <div>
        <Button
          appearance="primary"
          icon={<Branch20Regular />}
          disabledFocusable={git.work.kind === 'working' || !canBeUsed(token)}
          onClick={git.look}
        >
          Use it for Git
        </Button>
      </div>
      <GitPanel git={git} organization={organization} />
    </>
  )
}

function nameOf(choice: Choice): string {
  switch (choice.what) {
    case 'git':
      return 'Git on this computer'
    case 'place':
      return kindNames[choice.place.kind]
    case 'snippet':
      return toolNames[choice.tool]
    case 'manual':
      return 'A place this app cannot see'
  }
  return choice satisfies never
}

const nowWords: Readonly<Record<UsePlace['now'], string>> = {
  nothing: '',
  this: 'has this token',
  another: 'has another token',
  'other-kind': 'has another credential'
}

const placeWords = ({ entry, file, now }: UsePlace): string =>
  [entry === '' ? file : entryWords(entry), nowWords[now]].filter((part) => part !== '').join(' · ')
