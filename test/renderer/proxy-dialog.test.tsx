import { act, screen, waitFor } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { showApp } from './render-app.js'

describe('the question of the network’s proxy', () => {
  it('keeps no password of a question that went away', async () => {
    const { fake, user } = await showApp()
    act(() => {
      fake.push({ proxyLogin: { host: 'proxy.contoso.com:8080', realm: 'Contoso' } })
    })
    await user.type(await screen.findByLabelText('Password'), 'hunter2')
    act(() => {
      fake.push({ proxyLogin: null })
    })
    await waitFor(() => {
      expect(screen.queryByRole('dialog')).toBeNull()
    })
    act(() => {
      fake.push({ proxyLogin: { host: 'other:8080', realm: '' } })
    })
    expect(await screen.findByLabelText<HTMLInputElement>('Password')).toHaveProperty('value', '')
  })
})
