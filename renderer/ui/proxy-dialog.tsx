import { Button, Dialog, DialogSurface, Field, Input } from '@fluentui/react-components'
import { useState } from 'react'
import type { AppSnapshot } from '../../electron/shared/view.js'
import { call } from '../bridge.js'
import { useSnapshot } from './house.js'
import { QuestionBody } from './question.js'

const answer = (given: { readonly username: string; readonly password: string } | null): void =>
  void call('answerProxyLogin', given)

/** The network's proxy asks for a log-in. What is typed goes to main and is kept nowhere. */
export function ProxyDialog() {
  const { proxyLogin } = useSnapshot()
  return (
    // Closed by `open`: taken away while open, it would leave the page hidden from screen readers.
    <Dialog
      open={proxyLogin !== null}
      modalType="modal"
      onOpenChange={(_event, { open }) => {
        if (!open) answer(null)
      }}
    >
      <DialogSurface>
        {proxyLogin !== null && <LogIn key={`${proxyLogin.host} ${proxyLogin.realm}`} {...proxyLogin} />}
      </DialogSurface>
    </Dialog>
  )
}

function LogIn({ host, realm }: NonNullable<AppSnapshot['proxyLogin']>) {
  const [username, setUsername] = useState('')
  const [password, setPassword] = useState('')
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        answer({ username, password })
      }}
    >
      <QuestionBody
        title="The network asks for a log-in"
        actions={
          <>
            <Button onClick={() => answer(null)}>Cancel</Button>
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
