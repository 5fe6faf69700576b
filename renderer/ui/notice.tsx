import {
  Button,
  makeStyles,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle
} from '@fluentui/react-components'
import { Dismiss16Regular } from '@fluentui/react-icons/svg/dismiss'
import type { ReactNode } from 'react'

const useStyles = makeStyles({ bar: { flexShrink: 0 } })

interface NoticeProps {
  readonly intent?: 'info' | 'warning' | 'success' | 'error'
  readonly title?: string
  readonly children: ReactNode
  readonly actions?: readonly (readonly [name: string, act: () => void])[]
  /** The actions cannot be had now. */
  readonly busy?: boolean
  /** The person has read it. */
  readonly onDismiss?: () => void
  /** Of its words. */
  readonly className?: string
}

/** What the person should know, with what to do about it. */
export function Notice(props: NoticeProps) {
  const { intent = 'warning', title, children, actions = [], busy = false, onDismiss, className } = props
  const styles = useStyles()
  const dismiss = onDismiss && (
    <Button
      appearance="transparent"
      size="small"
      aria-label="Dismiss"
      icon={<Dismiss16Regular />}
      onClick={onDismiss}
    />
  )
  return (
    <MessageBar intent={intent} layout="multiline" className={styles.bar}>
      <MessageBarBody className={className}>
        {title !== undefined && <MessageBarTitle>{title}</MessageBarTitle>}
        {title !== undefined && ' '}
        {children}
      </MessageBarBody>
      {(actions.length > 0 || dismiss) && (
        <MessageBarActions containerAction={dismiss ?? null}>
          {actions.map(([name, act]) => (
            <Button key={name} size="small" disabledFocusable={busy} onClick={act}>
              {name}
            </Button>
          ))}
        </MessageBarActions>
      )}
    </MessageBar>
  )
}
