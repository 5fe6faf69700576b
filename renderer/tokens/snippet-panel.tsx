import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { Copy20Regular } from '@fluentui/react-icons/svg/copy'
import { useEffect, useState } from 'react'
import type { SnippetTool, SnippetView } from '../../electron/shared/consumer-view.js'
import type { AppSnapshot } from '../../electron/shared/view.js'
import { call } from '../bridge.js'
import { SettingSelect } from '../settings/setting-select.js'
import { ClipboardCountdown } from '../ui/clipboard-countdown.js'
import { ErrorNotice } from '../ui/error-notice.js'
import { FactsList } from '../ui/facts-list.js'
import { Progress } from '../ui/progress.js'
import { useCall } from '../ui/use-call.js'
import { useCopyValue } from '../ui/use-copy-value.js'

const useStyles = makeStyles({
  text: {
    margin: 0,
    padding: `${tokens.spacingVerticalS} ${tokens.spacingHorizontalM}`,
    borderRadius: tokens.borderRadiusMedium,
    backgroundColor: tokens.colorNeutralBackground3,
    border: `1px solid ${tokens.colorTransparentStroke}`,
    fontFamily: tokens.fontFamilyMonospace,
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase300,
    whiteSpace: 'pre-wrap',
    overflowWrap: 'anywhere',
    userSelect: 'text'
  },
  quiet: { color: tokens.colorNeutralForeground2 }
})

interface SnippetPanelProps {
  readonly tokenId: string
  readonly tool: SnippetTool
  readonly clipboard: AppSnapshot['clipboard']
}

/** A text for a tool, without the token; copying it puts the token in. */
export function SnippetPanel({ tokenId, tool, clipboard }: SnippetPanelProps) {
  const styles = useStyles()
  const { work, run } = useCall()
  const copyValue = useCopyValue()
  const [snippets, setSnippets] = useState<readonly SnippetView[]>([])
  const [feed, setFeed] = useState('')
  useEffect(() => run('getSnippet', { tokenId, tool }, setSnippets), [run, tokenId, tool])
  const snippet = snippets.find((one) => one.feed === feed) ?? snippets[0]
  const setup = snippet?.setup
  const again = (): void => {
    if (snippet === undefined) run('getSnippet', { tokenId, tool }, setSnippets)
    else run('copySnippet', { tokenId, tool, feed: snippet.feed })
  }
  const textOf = (text: string, label: string) => (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the text is read and selected by keys
    <pre className={styles.text} tabIndex={0} aria-label={label}>
      {text}
    </pre>
  )
  return (
    <>
      {snippet !== undefined && (
        <>
          {snippets.length > 1 && (
            <SettingSelect
              label="Feed"
              choices={snippets.map((one) => [one.feed, one.feed])}
              value={snippet.feed}
              locked={false}
              onSave={setFeed}
            />
          )}
          <FactsList
            facts={[
              ['Goes to', snippet.place],
              ['Token as', snippet.encoding]
            ]}
          />
          {textOf(snippet.text, 'Text for the tool')}
          <Text className={styles.quiet}>
            ••• stands for the token. Copy puts it in, in the form that the tool wants; the clipboard is
            cleared afterwards.
          </Text>
          <div>
            <Button
              appearance="primary"
              icon={<Copy20Regular />}
              disabledFocusable={work.kind === 'working'}
              onClick={again}
            >
              Copy with the token
            </Button>
          </div>
        </>
      )}
      {clipboard?.tokenId === tokenId && (
        <ClipboardCountdown copied={clipboard} onClear={() => void call('clearClipboard', null)} />
      )}
      {work.kind === 'working' && <Progress words="Asking the keychain" />}
      {work.kind === 'failed' && <ErrorNotice error={work.error} handlers={{ retry: again }} />}
      {setup != null && (
        <>
          <FactsList facts={[['Feed goes to', setup.place]]} />
          {textOf(setup.text, 'Text that names the feed')}
          <div>
            <Button
              icon={<Copy20Regular />}
              onClick={() => copyValue(setup.text, 'Copied the text that names the feed')}
            >
              Copy
            </Button>
          </div>
        </>
      )}
    </>
  )
}
