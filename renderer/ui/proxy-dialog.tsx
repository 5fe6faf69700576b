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
  makeStyles,
  tokens
} from '@fluentui/react-components'
import { useState } from 'react'
import type { JSX } from 'react'

const useStyles = makeStyles({
  content: { display: 'flex', flexDirection: 'column', gap: tokens.spacingVerticalM }
})

interface ProxyDialogProps {
  readonly host: string
  readonly realm: string
  readonly onAnswer: (given: { readonly username: string; readonly password: string } | null) => void
}

/** The network's proxy asks for a log-in. What is typed goes to main and is kept nowhere. */
export function ProxyDialog({ host, realm, onAnswer }: ProxyDialogProps): JSX.Element {
  const styles = useStyles()
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  return (
    <Dialog
      open
      modalType="modal"
      onOpenChange={(_event, { open }) => {
        if (!open) onAnswer(null)
      }}
    >
      <DialogSurface>
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
                <Input
                  value={username}
                  autoComplete="off"
                  onChange={(_event, { value }) => {
                    setUsername(value)
                  }}
                />
              </Field>
              <Field label="Password">
                <Input
                  type="password"
                  value={password}
                  autoComplete="off"
                  onChange={(_event, { value }) => {
                    setPassword(value)
                  }}
                />
              </Field>
            </DialogContent>
            <DialogActions>
              <Button
                onClick={() => {
                  onAnswer(null)
                }}
              >
                Cancel
              </Button>
              <Button type="submit" appearance="primary" disabled={username === ''}>
                Log in
              </Button>
            </DialogActions>
          </DialogBody>
        </form>
      </DialogSurface>
    </Dialog>
  )
}
