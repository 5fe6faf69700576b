import { Button } from '@fluentui/react-components'
import { Copy20Regular } from '@fluentui/react-icons/svg/copy'
import { useEffect, useState } from 'react'
import type { SnippetTool, SnippetView } from '../../electron/shared/consumer-view.js'
import { SettingSelect } from '../settings/setting-select.js'
import { CallLine } from '../ui/call-line.js'
import { ClipboardCountdown } from '../ui/clipboard-countdown.js'
import { CodeText } from '../ui/code-text.js'
import { FactsList } from '../ui/facts-list.js'
import { Quiet } from '../ui/quiet.js'
import { useCall } from '../ui/use-call.js'
import { useCopyValue } from '../ui/use-copy-value.js'

/** A text for a tool, without the token; copying it puts the token in. */
export function SnippetPanel({ tokenId, tool }: { readonly tokenId: string; readonly tool: SnippetTool }) {
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
  return (
    <>
      {snippet !== undefined && (
        <>
          {snippets.length > 1 && (
            <SettingSelect
              label="Feed"
              choices={snippets.map((one) => [one.feed, one.feed])}
              value={snippet.feed}
              onSave={setFeed}
            />
          )}
          <FactsList
            facts={[
              ['Goes to', snippet.place],
              ['Token as', snippet.encoding]
            ]}
          />
          <CodeText label="Text for the tool">{snippet.text}</CodeText>
          <Quiet>
            ••• stands for the token. Copy puts it in, in the form that the tool wants; the clipboard is
            cleared afterwards.
          </Quiet>
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
      <ClipboardCountdown of={[tokenId]} />
      <CallLine work={work} words="Asking the keychain" handlers={{ retry: again }} />
      {setup != null && (
        <>
          <FactsList facts={[['Feed goes to', setup.place]]} />
          <CodeText label="Text that names the feed">{setup.text}</CodeText>
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
