import { Button, MessageBar, MessageBarActions, MessageBarBody } from '@fluentui/react-components'
import type { ReactNode } from 'react'

interface NoticeProps {
  readonly intent?: 'info' | 'warning' | 'success'
  readonly children: ReactNode
  /** What its button says, where it has one. */
  readonly button?: string
  readonly onPress?: () => void
}

/** What the person should know, with what to do about it. */
export function Notice({ intent = 'warning', children, button, onPress }: NoticeProps) {
  return (
    <MessageBar intent={intent} layout="multiline">
      <MessageBarBody>{children}</MessageBarBody>
      {button !== undefined && (
        <MessageBarActions>
          <Button size="small" onClick={onPress}>
            {button}
          </Button>
        </MessageBarActions>
      )}
    </MessageBar>
  )
}
