import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { ErrorNotice } from '../../renderer/ui/error-notice.js'

const refused = {
  code: 'policy-forbids',
  facts: { organization: 'contoso', patTokenError: 'fullScopePatPolicyViolation' }
} as const

it('a notice hands over the text for an administrator', async () => {
  const copied: string[] = []
  render(<ErrorNotice error={refused} handlers={{ copyText: (text) => copied.push(text) }} />)
  await userEvent.click(screen.getByRole('button', { name: 'Copy a text for your administrator' }))
  expect(copied).toHaveLength(1)
  expect(copied[0]).toContain('Restrict full-scoped personal access token creation')
})

it('a notice has no button for what its screen cannot do, nor a text where nobody else is needed', () => {
  render(<ErrorNotice error={refused} />)
  render(<ErrorNotice error={{ code: 'offline', facts: {} }} handlers={{ copyText: () => undefined }} />)
  expect(screen.queryByRole('button')).toBeNull()
})

it('a notice offers to send what hardly looks like a token', async () => {
  let sent = 0
  render(
    <ErrorNotice
      error={{ code: 'unlikely-token', facts: { length: 70 } }}
      handlers={{ anyway: () => (sent += 1) }}
    />
  )
  await userEvent.click(screen.getByRole('button', { name: 'Send it anyway' }))
  expect(sent).toBe(1)
})
