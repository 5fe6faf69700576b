import {
  Button,
  Dialog,
  DialogActions,
  DialogBody,
  DialogContent,
  DialogSurface,
  DialogTitle,
  Field,
  Input,
  makeStyles
} from '@fluentui/react-components'
import { useState } from 'react'
import type { JSX } from 'react'
import type { AppSnapshot } from '../../electron/shared/view.js'
import { column } from './layout.js'

const useStyles = makeStyles({ content: column('M') })

type Answer = (given: { readonly username: string; readonly password: string } | null) => void

interface ProxyDialogProps {
  /** Which proxy asks. Null closes it: taken away while open, it would leave the page hidden from screen readers. */
  readonly question: AppSnapshot['proxyLogin']
  readonly onAnswer: Answer
}

/** The network's proxy asks for a log-in. What is typed goes to main and is kept nowhere. */
export function ProxyDialog({ question, onAnswer }: ProxyDialogProps): JSX.Element {
  return (
    <Dialog
      open={question !== null}
      modalType="modal"
      onOpenChange={(_event, { open }) => {
        if (!open) onAnswer(null)
      }}
    >
      <DialogSurface>
        {question !== null && (
          <LogIn key={`${question.host} ${question.realm}`} {...question} onAnswer={onAnswer} />
        )}
      </DialogSurface>
    </Dialog>
  )
}

interface LogInProps {
  readonly host: string
  readonly realm: string
  readonly onAnswer: Answer
}

function LogIn({ host, realm, onAnswer }: LogInProps): JSX.Element {
  const styles = useStyles()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onAnswer({ username, password })
      }}
    >
      <DialogBody>
        <DialogTitle>The network asks for a log-in</DialogTitle>
        <DialogContent className={styles.content}>
          {`The proxy ${host}${realm === '' ? '' : ` (“${realm}”)`} stands between this computer and Azure DevOps.`}
          <Field label="User name">
            <Input value={username} autoComplete="off" onChange={(_event, { value }) => setUsername(value)} />
          </Field>
          <Field label="Password">
            <Input
              type="password"
              value={password}
              autoComplete="off"
              onChange={(_event, { value }) => setPassword(value)}
            />
          </Field>
        </DialogContent>
        <DialogActions>
          <Button onClick={() => onAnswer(null)}>Cancel</Button>
          <Button type="submit" appearance="primary" disabled={username === ''}>
            Log in
          </Button>
        </DialogActions>
      </DialogBody>
    </form>
  )
}
