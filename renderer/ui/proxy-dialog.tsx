import { Button, Dialog, DialogSurface, Field, Input } from '@fluentui/react-components'
import { useState } from 'react'
import type { AppSnapshot } from '../../electron/shared/view.js'
import { QuestionBody } from './question.js'

type Answer = (given: { readonly username: string; readonly password: string } | null) => void

interface ProxyDialogProps {
  /** Which proxy asks. Null closes it: taken away while open, it would leave the page hidden from screen readers. */
  readonly question: AppSnapshot['proxyLogin']
  readonly onAnswer: Answer
}

/** The network's proxy asks for a log-in. What is typed goes to main and is kept nowhere. */
export function ProxyDialog({ question, onAnswer }: ProxyDialogProps) {
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

function LogIn({
  host,
  realm,
  onAnswer
}: NonNullable<AppSnapshot['proxyLogin']> & { readonly onAnswer: Answer }) {
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        onAnswer({ username, password })
      }}
    >
      <QuestionBody
        title="The network asks for a log-in"
        actions={
          <>
            <Button onClick={() => onAnswer(null)}>Cancel</Button>
            <Button type="submit" appearance="primary" disabled={username === ''}>
              Log in
            </Button>
          </>
        }
      >
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
      </QuestionBody>
    </form>
  )
}
