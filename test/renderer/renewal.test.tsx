import { screen, waitFor, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { UseView } from '../../electron/shared/consumer-view.js'
import type { RotationView } from '../../electron/shared/rotation-view.js'
import { placesOf, stepsOf } from '../../renderer/tokens/renewal-steps.js'
import { tokenView, type FakeBridge } from '../fakes/fake-bridge.js'
import { showApp, violations } from './render-app.js'

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()
const button = (name: string | RegExp): HTMLElement => screen.getByRole('button', { name })
const npm: UseView = {
  ...{ id: 'u1', kind: 'npmrc', name: '/home/ada/.npmrc', entry: 'pkgs.dev.azure.com/contoso/' },
  ...{ link: '', note: '', plainText: true }
}
const secret: UseView = {
  ...{ id: 'u3', kind: 'manual', name: 'Secret of the pipeline', entry: '' },
  ...{ link: 'https://dev.azure.com/contoso', note: 'Ask Grace', plainText: false }
}
const old = tokenView({ validTo: inDays(5), state: 'ending-soon', usedByGit: true, uses: [npm, secret] })
const rotation = (change: Partial<RotationView> = {}): RotationView => ({
  ...{
    tokenId: 'a1',
    successorId: 'n1',
    step: 'places',
    automatic: false,
    back: false,
    needs: null
  },
  uses: [
    { useId: 'git', state: 'proven', error: null },
    { useId: 'u1', state: 'written', error: null },
    { useId: 'u3', state: 'old', error: null }
  ],
  ...{ graceUntil: null, stopped: null },
  ...change
})

async function shown(
  change: Partial<RotationView> | null,
  setUp?: (bridge: FakeBridge) => void
): Promise<{ readonly fake: FakeBridge; readonly user: UserEvent }> {
  const rotations = change === null ? [] : [rotation(change)]
  const page = await showApp({ tokens: [old, tokenView({ id: 'n1' })], rotations }, setUp)
  await page.user.click(document.querySelector('[data-token=a1]')!)
  return page
}
const panel = () => within(screen.getByRole('region', { name: 'Renewal' }))

describe('a renewal', () => {
  it('that needs a sign-in ends it as well when the person waits no longer', async () => {
    const stopped = { code: 'sign-in-again', facts: {} } as const
    const { fake, user } = await shown({ step: 'revoke', stopped, needs: 'look' }, (bridge) => {
      bridge.hold('signIn')
      bridge.answer('cancelSignIn', () => null)
    })
    await user.click(panel().getByRole('button', { name: 'Sign in' }))
    await screen.findByText('Waiting for you in the browser')
    await user.click(panel().getByRole('button', { name: 'Cancel' }))
    expect(fake.asked.at(-1)).toEqual(['cancelSignIn', null])
  })

  it('begins with one press', async () => {
    const { fake, user } = await shown(null, (bridge) => {
      bridge.answer('renewToken', () => {
        bridge.push({ rotations: [rotation({ step: 'make', successorId: null })] })
        return null
      })
    })
    await user.click(button('Renew'))
    expect(await screen.findByRole('region', { name: 'Renewal' })).toBeTruthy()
    expect(fake.asked.at(-1)).toEqual(['renewToken', { tokenId: 'a1' }])
    expect(screen.queryByRole('button', { name: 'Renew' })).toBeNull()
  })

  it('says in words why it cannot begin', async () => {
    const { user } = await shown(null, (bridge) => {
      bridge.refuse('renewToken', 'rotation-open')
    })
    await user.click(button('Renew'))
    expect(await screen.findByText('This token is being renewed')).toBeTruthy()
  })

  it('is shown step by step, with what each place has', async () => {
    await shown({})
    expect(panel().getByText('The new token is made')).toBeTruthy()
    expect(panel().getByLabelText('Going on')).toBeTruthy()
    expect(panel().getByText('Works with the new token')).toBeTruthy()
    expect(panel().getByText('Has the new token, not tried yet')).toBeTruthy()
    expect(panel().getAllByLabelText('To come')).toHaveLength(4)
    expect(await violations()).toEqual([])
  })

  it('that stopped says why and that the old one works, goes on, or goes back', async () => {
    const error = { code: 'use-proof-failed', facts: { file: '/home/ada/.npmrc' } } as const
    const { fake, user } = await shown(
      { uses: [{ useId: 'u1', state: 'failed', error }], stopped: null },
      (bridge) => {
        bridge.answer('renewToken', () => null)
        bridge.answer('abandonRotation', () => null)
      }
    )
    expect(panel().getByText('The renewal has stopped')).toBeTruthy()
    expect(panel().getByText(/a request with it was not accepted/)).toBeTruthy()
    expect(panel().getByText(/^The old token still works/)).toBeTruthy()
    expect(await violations()).toEqual([])
    await user.click(button('Try again'))
    await waitFor(() => expect(fake.asked.at(-1)).toEqual(['renewToken', { tokenId: 'a1' }]))
    await user.click(button('Put the old one back'))
    await waitFor(() => expect(fake.asked.at(-1)).toEqual(['abandonRotation', { tokenId: 'a1' }]))
  })

  it('offers no way back once the old one may be dead', async () => {
    await shown({ step: 'revoke', stopped: { code: 'old-token-still-works', facts: {} } })
    expect(panel().getByText('The old token still works')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Put the old one back' })).toBeNull()
    expect(panel().getByText(/^The new token is in place/)).toBeTruthy()
  })

  it('that is to be ended by hand asks for that, and opens the page when the person wants it', async () => {
    const stopped = { code: 'old-token-still-works', facts: {} } as const
    const { fake, user } = await shown({ step: 'revoke', stopped, needs: 'revoke' }, (bridge) => {
      bridge.answer('renewToken', () => null)
    })
    expect(panel().getByText('The next step is yours')).toBeTruthy()
    expect(panel().getByText(/Revoke the old one on its page/)).toBeTruthy()
    expect(panel().queryByText('The old token still works')).toBeNull()
    expect(panel().getByLabelText('Waiting')).toBeTruthy()
    await user.click(button('Open its page'))
    expect(fake.asked.at(-1)).toEqual(['renewToken', { tokenId: 'a1' }])
  })

  it('waits for the places of the person, with link and note, and for the new token to be put there', async () => {
    const { fake, user } = await shown({ step: 'person' }, (bridge) => {
      bridge.answer('tickUse', () => null)
      bridge.answer('copyToken', () => ({ clearsAt: inDays(1) }))
    })
    expect(panel().getByText('Ask Grace')).toBeTruthy()
    await user.click(button('Copy the new token'))
    expect(fake.asked.at(-1)).toEqual(['copyToken', { tokenId: 'n1' }])
    await user.click(panel().getByRole('checkbox', { name: /Secret of the pipeline has the new token/ }))
    expect(fake.asked.at(-1)).toEqual(['tickUse', { tokenId: 'a1', useId: 'u3' }])
  })

  it('that was given up asks for the old token to be put back, and offers no second way back', async () => {
    const { fake, user } = await shown({ step: 'person', back: true }, (bridge) => {
      bridge.answer('tickUse', () => null)
      bridge.answer('copyToken', () => ({ clearsAt: inDays(1) }))
    })
    expect(panel().getByText(/^Put the old token there/)).toBeTruthy()
    expect(panel().queryByText(/new token there|has the new token/)).toBeNull()
    expect(panel().getByText('Revoke the new token')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Put the old one back' })).toBeNull()
    expect(await violations()).toEqual([])
    await user.click(button('Copy the old token'))
    expect(fake.asked.at(-1)).toEqual(['copyToken', { tokenId: 'a1' }])
    await user.click(
      panel().getByRole('checkbox', { name: /Secret of the pipeline has the old token again/ })
    )
    expect(fake.asked.at(-1)).toEqual(['tickUse', { tokenId: 'a1', useId: 'u3' }])
  })

  it('lets both work for a while, and ends that on demand', async () => {
    const { fake, user } = await shown({ step: 'grace', graceUntil: inDays(1) }, (bridge) => {
      bridge.answer('endGrace', () => null)
    })
    expect(panel().getByText('Renewed')).toBeTruthy()
    expect(panel().getByText(/^Both work until \w{3}, /)).toBeTruthy()
    await user.click(button('Revoke the old one now'))
    expect(fake.asked.at(-1)).toEqual(['endGrace', { tokenId: 'a1' }])
  })

  it('of a token made by hand goes over the token page and a paste', async () => {
    const { fake, user } = await shown({ step: 'make', needs: 'paste', successorId: null }, (bridge) => {
      bridge.answer('openTokenPage', () => null)
      bridge.refuse('pasteSuccessor', 'unlikely-token', { length: 12 })
    })
    await user.click(button('Make it on the page'))
    expect(screen.getByRole('heading', { name: `Renew “${old.name}”` })).toBeTruthy()
    await user.click(button('Open the page'))
    expect(fake.asked.at(-1)).toEqual(['openTokenPage', { organization: 'contoso' }])
    await user.click(button(/^Paste token/))
    fake.answer('pasteSuccessor', () => null)
    await user.click(await screen.findByRole('button', { name: 'Send it anyway' }))
    expect(fake.asked.at(-1)?.[1]).toMatchObject({ tokenId: 'a1', anyway: true })
    expect(await screen.findByRole('region', { name: `Details of ${old.name}` })).toBeTruthy()
  })
})

describe('the steps of a renewal', () => {
  const ids = (change: Partial<RotationView>) => {
    const one = rotation(change)
    return stepsOf(one, placesOf(one, [old])).map(({ id, state }) => `${id} ${state}`)
  }

  it('leave out what this one does not have', () => {
    expect(ids({ step: 'keep', uses: [] })).toEqual([
      ...['make done', 'keep now', 'grace to-come', 'revoke to-come', 'erase to-come']
    ])
  })

  it('are all done at the end', () => {
    expect(ids({ step: 'done' }).every((step) => step.endsWith('done'))).toBe(true)
  })

  it('name a place that is no longer known as one', () => {
    const [place] = placesOf(rotation({ uses: [{ useId: 'gone', state: 'old', error: null }] }), [old])
    expect(place?.use.name).toBe('A place that is no longer known')
  })
})

describe('the care of a token', () => {
  it('renews by itself where the app can', async () => {
    const { fake, user } = await shown(null, (bridge) => {
      bridge.answer('setAutoRenew', () => null)
    })
    await user.click(screen.getByRole('switch', { name: 'Renew by itself' }))
    expect(fake.asked.at(-1)).toEqual(['setAutoRenew', { tokenId: 'a1', on: true }])
  })

  it('mutes, has lead times of its own, and reminds again later', async () => {
    const { fake, user } = await shown(null, (bridge) => {
      bridge.answer('changeReminders', () => null)
      bridge.answer('remindAgain', () => null)
    })
    const days = screen.getByRole('textbox', { name: 'Days before' })
    await user.clear(days)
    await user.type(days, '0{Enter}')
    expect(screen.getByText(/^Give whole days/)).toBeTruthy()
    await user.clear(days)
    await user.type(days, '1, 30{Enter}')
    expect(fake.asked.at(-1)).toEqual(['changeReminders', { tokenId: 'a1', leadDays: [30, 1] }])
    await user.click(button('Tomorrow morning'))
    expect(fake.asked.at(-1)).toEqual(['remindAgain', { tokenId: 'a1', when: 'tomorrow-morning' }])
    await user.click(screen.getByRole('switch', { name: 'Remind me before it ends' }))
    expect(fake.asked.at(-1)).toEqual(['changeReminders', { tokenId: 'a1', muted: true }])
  })
})
