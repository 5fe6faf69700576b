import {
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  makeStyles
} from '@fluentui/react-components'
import type { ReactNode } from 'react'
import { column } from './layout.js'

const useStyles = makeStyles({ content: column('M') })

interface QuestionBodyProps {
  readonly title: string
  readonly actions: ReactNode
  readonly children: ReactNode
}

export interface QuestionProps extends QuestionBodyProps {
  /** It is closed by this, never taken away while open: the page would stay hidden from screen readers. */
  readonly open: boolean
  readonly onClose: () => void
}

/** Asks before something grave, and then tells what became of it. */
export function Question({ open, onClose, ...body }: QuestionProps) {
  return (
    <Dialog open={open} modalType="alert" onOpenChange={(_event, data) => !data.open && onClose()}>
      <DialogSurface>
        <QuestionBody {...body} />
      </DialogSurface>
    </Dialog>
  )
}

/** What stands in a dialog. */
export function QuestionBody({ title, actions, children }: QuestionBodyProps) {
  const styles = useStyles()
  return (
    <DialogBody>
      <DialogTitle>{title}</DialogTitle>
      <DialogContent className={styles.content}>{children}</DialogContent>
      <DialogActions>{actions}</DialogActions>
    </DialogBody>
  )
}
