import { render, screen } from '@testing-library/react'
import { userEvent } from '@testing-library/user-event'
import { expect, it } from 'vitest'
import { ErrorNotice } from '../../renderer/ui/error-notice.js'
import { createFakeBridge } from '../fakes/fake-bridge.js'

const refused = {
  code: 'policy-forbids',
  facts: { organization: 'contoso', patTokenError: 'fullScopePatPolicyViolation' }
} as const

it('a notice hands over the text for an administrator', async () => {
  const fake = createFakeBridge()
  fake.answer('copyValue', () => null)
  Object.assign(window, { tokenTray: fake.bridge })
  render(<ErrorNotice error={refused} handlers={{ administrator: true }} />)
  await userEvent.click(screen.getByRole('button', { name: 'Copy a text for your administrator' }))
  const [name, given] = fake.asked.at(-1) ?? []
  expect(name).toBe('copyValue')
  expect(JSON.stringify(given)).toContain('Restrict full-scoped personal access token creation')
})

it('a notice has no button for what its screen cannot do, nor a text where nobody else is needed', () => {
  render(<ErrorNotice error={refused} />)
  render(<ErrorNotice error={{ code: 'offline', facts: {} }} handlers={{ administrator: true }} />)
  expect(screen.queryByRole('button')).toBeNull()
})

it('a notice opens help by itself, whichever screen it is on', async () => {
  const fake = createFakeBridge()
  fake.answer('openHelp', () => null)
  Object.assign(window, { tokenTray: fake.bridge })
  render(<ErrorNotice error={{ code: 'git-no-helper', facts: {} }} />)
  await userEvent.click(screen.getByRole('button', { name: 'About Git helpers' }))
  expect(fake.asked.at(-1)).toEqual(['openHelp', { topic: 'git-helper' }])
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
