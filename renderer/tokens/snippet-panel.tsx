import { Button, makeStyles, Text, tokens } from '@fluentui/react-components'
import { Copy20Regular } from '@fluentui/react-icons/svg/copy'
import { useEffect, useState } from 'react'
import type { JSX } from 'react'
import type { SnippetTool, SnippetView } from '../../electron/shared/consumer-view.js'
import type { AppSnapshot } from '../../electron/shared/view.js'
import { call } from '../bridge.js'
import { ClipboardCountdown } from '../ui/clipboard-countdown.js'
import { ErrorNotice } from '../ui/error-notice.js'
import { FactsList } from '../ui/facts-list.js'
import { Progress } from '../ui/progress.js'
import { useCall } from '../ui/use-call.js'

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
export function SnippetPanel({ tokenId, tool, clipboard }: SnippetPanelProps): JSX.Element {
  const styles = useStyles()
  const { work, run } = useCall()
  const [snippet, setSnippet] = useState<SnippetView | null>(null)
  useEffect(() => run('getSnippet', { tokenId, tool }, setSnippet), [run, tokenId, tool])
  const copy = (): void => run('copySnippet', { tokenId, tool })
  const again = (): void => {
    if (snippet === null) run('getSnippet', { tokenId, tool }, setSnippet)
    else copy()
  }
  return (
    <>
      {snippet !== null && (
        <>
          <FactsList
            facts={[
              ['Goes to', snippet.place === 'shell' ? 'A shell' : snippet.place],
              ['Token as', snippet.encoding]
            ]}
          />
          {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- the text is read and selected by keys */}
          <pre className={styles.text} tabIndex={0} aria-label="Text for the tool">
            {snippet.text}
          </pre>
          <Text className={styles.quiet}>
            ••• stands for the token. Copy puts it in, in the form that the tool wants; the clipboard is
            cleared afterwards.
          </Text>
          <div>
            <Button
              appearance="primary"
              icon={<Copy20Regular />}
              disabledFocusable={work.kind === 'working'}
              onClick={copy}
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
    </>
  )
}
