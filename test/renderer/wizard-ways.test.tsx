import { act, screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { TokenMade } from '../../electron/shared/outcome-view.js'
import { wordsFor } from '../../renderer/ui/error-words.js'
import { tokenView, waysView, type FakeBridge, type SnapshotChange } from '../fakes/fake-bridge.js'
import { showApp, violations } from './render-app.js'

const contoso: SnapshotChange = { settings: { organization: 'contoso' } }
const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()
const made = (change: Partial<TokenMade> = {}): TokenMade => ({
  tokenId: 'a1',
  kept: 'keychain',
  keepError: null,
  requestedValidTo: null,
  validTo: inDays(30),
  account: null,
  looksLikeToken: true,
  ...change
})

const button = (name: string | RegExp): HTMLElement => screen.getByRole('button', { name })
const radio = (name: RegExp): HTMLInputElement => screen.getByRole('radio', { name })
const heading = (name: string): Promise<HTMLElement> => screen.findByRole('heading', { level: 1, name })
const field = (): HTMLInputElement => screen.getByLabelText('Organization, or any address from Azure DevOps')
const asked = (fake: FakeBridge, call: string): readonly unknown[] =>
  fake.asked.filter(([name]) => name === call).map(([, input]) => input)

/** Goes `steps` steps on from the first one, with the organization that is proposed. */
async function walk(user: UserEvent, steps: number): Promise<void> {
  await user.keyboard('{Control>}n{/Control}')
  for (let step = 0; step < steps; step += 1) await user.click(button('Continue'))
}

const allWays = (bridge: FakeBridge): void => {
  bridge.answer('findWays', () =>
    waysView(['sign-in', 'azure-cli', 'assisted'], { account: 'ada@contoso.com', reason: 'signed-in' })
  )
}

describe('where', () => {
  it('offers the organizations of before and those that can be reached, each once', async () => {
    const { user } = await showApp(
      {
        accounts: ['ada@contoso.com'],
        organizations: [{ organization: 'contoso', engine: 'assisted', account: null }]
      },
      (bridge) => {
        bridge.answer('listOrganizations', () => ({
          organizations: [
            { organization: 'Contoso', account: 'ada@contoso.com' },
            { organization: 'fabrikam', account: 'ada@contoso.com' }
          ],
          failures: [{ account: 'eve@wingtip.com', error: { code: 'sign-in-again', facts: {} } }]
        }))
      }
    )
    await walk(user, 0)
    expect(await screen.findByText('fabrikam')).toBeTruthy()
    expect(screen.getAllByRole('option')).toHaveLength(2)
    expect(screen.getByText(/eve@wingtip\.com: Your sign-in has ended/)).toBeTruthy()
    expect(await violations()).toEqual([])
    await user.click(screen.getByRole('option', { name: /fabrikam/ }))
    expect(field().value).toBe('fabrikam')
    expect(screen.getByRole('option', { name: /fabrikam/ }).getAttribute('aria-selected')).toBe('true')
  })

  it('searches a long list, and looks again where looking failed', async () => {
    const { fake, user } = await showApp({ accounts: ['ada@contoso.com'] }, (bridge) => {
      bridge.refuse('listOrganizations', 'offline')
    })
    await walk(user, 0)
    expect(await screen.findByText(/No connection\./)).toBeTruthy()
    fake.answer('listOrganizations', () => ({
      organizations: Array.from({ length: 30 }, (_, index) => ({
        organization: `organization-${index}`,
        account: 'ada@contoso.com'
      })),
      failures: []
    }))
    await user.click(button('Look again'))
    expect(await screen.findAllByRole('option')).toHaveLength(30)
    await user.type(screen.getByRole('searchbox', { name: 'Search organizations' }), '27')
    expect(screen.getAllByRole('option')).toHaveLength(1)
  })

  it('says so where nobody that is signed in reaches an organization', async () => {
    const { user } = await showApp({ accounts: ['ada@contoso.com'] })
    await walk(user, 0)
    expect(await screen.findByText(/reaches no organization/)).toBeTruthy()
  })

  it('understands a Server, says when it is not encrypted, and cuts credentials off', async () => {
    const { user } = await showApp()
    await walk(user, 0)
    await user.type(field(), 'https://TFS.contoso.com/tfs/DefaultCollection/Shop/_git/web')
    expect(screen.getByText('DefaultCollection on tfs.contoso.com · Azure DevOps Server')).toBeTruthy()
    await user.clear(field())
    await user.type(field(), 'http://tfs.contoso.com/tfs/DefaultCollection')
    expect(screen.getByText(/without encryption/)).toBeTruthy()
    await user.clear(field())
    await user.type(field(), 'https://tfs.contoso.com/')
    expect(screen.getByText(/Which collection of tfs\.contoso\.com\?/)).toBeTruthy()
    await user.clear(field())
    await user.click(field())
    await user.paste('https://ada:hunter2@tfs.contoso.com/DefaultCollection')
    expect(screen.getByText(/It was cut off/)).toBeTruthy()
    expect(field().value).toBe('https://tfs.contoso.com/DefaultCollection')
  })

  it('tells in place why the ways could not be found, and tries again', async () => {
    const { fake, user } = await showApp(contoso, (bridge) => {
      bridge.refuse('findWays', 'offline')
    })
    await walk(user, 1)
    expect(await screen.findByText('No connection')).toBeTruthy()
    allWays(fake)
    await user.click(button('Try again'))
    expect(await heading('How do you want to make it?')).toBeTruthy()
  })
})

describe('how', () => {
  it('shows the proposed way first with its reason, and greys out what is not possible with why', async () => {
    const { fake, user } = await showApp(contoso, (bridge) => {
      bridge.answer('findWays', () =>
        waysView(['azure-cli', 'assisted'], { account: 'ada@contoso.com', reason: 'azure-cli-signed-in' })
      )
      bridge.answer('openHelp', () => null)
    })
    await walk(user, 1)
    await heading('How do you want to make it?')
    const radios = screen.getAllByRole<HTMLInputElement>('radio')
    expect(radios.map(({ value, checked, disabled }) => [value, checked, disabled])).toEqual([
      ['azure-cli', true, false],
      ['by-hand', false, false],
      ['sign-in', false, true]
    ])
    expect(radio(/Proposed: Azure CLI is signed in already/)).toBeTruthy()
    expect(screen.getByText('Azure CLI is signed in as ada@contoso.com.')).toBeTruthy()
    expect(screen.getByText(/Not possible: Your own sign-in is not set up/)).toBeTruthy()
    expect(await violations()).toEqual([])
    await user.click(button('How to register the app'))
    expect(fake.asked.at(-1)).toEqual(['openHelp', { topic: 'entra-app' }])
  })

  it('looks again where what was missing may be there by now', async () => {
    const { fake, user } = await showApp({ settings: { clientId: aClient, organization: 'contoso' } })
    await walk(user, 1)
    await heading('How do you want to make it?')
    expect(radio(/Azure CLI/).disabled).toBe(true)
    allWays(fake)
    await user.click(button('Look again'))
    expect(radio(/Azure CLI/).disabled).toBe(false)
  })

  it('makes a token with the login of Azure CLI and asks for no sign-in', async () => {
    const { fake, user } = await showApp(contoso, (bridge) => {
      bridge.answer('findWays', () => waysView(['azure-cli', 'assisted'], { account: 'ada@contoso.com' }))
      bridge.answer('createToken', () => made())
    })
    await walk(user, 4)
    await user.click(button('Create token'))
    await heading('Your token is ready')
    expect(asked(fake, 'createToken')).toEqual([expect.objectContaining({ engine: 'azure-cli' })])
  })

  it('signs in on another device: shows the code, copies it, and can be cancelled', async () => {
    let release: (value: { account: string }) => void = () => undefined
    const { fake, user } = await showApp(
      { settings: { organization: 'contoso', clientId: aClient } },
      (bridge) => {
        release = bridge.hold('signIn')
        bridge.answer('cancelSignIn', () => null)
        bridge.answer('copyValue', () => null)
      }
    )
    await walk(user, 1)
    const code = {
      userCode: 'HJ4K2PQ7',
      address: 'https://microsoft.com/devicelogin',
      expiresAt: new Date(Date.now() + 900_000).toISOString()
    }
    await user.click(button('Sign in on another device'))
    expect(fake.asked.at(-1)).toEqual(['signIn', { organization: 'contoso', device: true }])
    act(() => {
      fake.push({ deviceCode: code })
    })
    expect(await heading('Sign in on another device')).toBeTruthy()
    expect(screen.getByText('HJ4K2PQ7')).toBeTruthy()
    expect(screen.getByText(/The code works for (15:00|14:59) minutes/)).toBeTruthy()
    expect(await violations()).toEqual([])
    await user.click(button('Copy the code'))
    expect(fake.asked.at(-1)).toEqual(['copyValue', { value: 'HJ4K2PQ7' }])
    await user.click(button('Cancel'))
    expect(fake.asked.at(-1)).toEqual(['cancelSignIn', null])
    expect(await heading('How do you want to make it?')).toBeTruthy()

    await user.click(button('Sign in on another device'))
    release({ account: 'ada@contoso.com' })
    expect(await heading('What do you need it for?')).toBeTruthy()
    await user.click(button('Back'))
    expect(await screen.findAllByText('Signed in as ada@contoso.com.')).not.toHaveLength(0)
  })
})

const aClient = '11111111-2222-4333-8444-555555555555'

describe('switching the way', () => {
  const choose = async (user: UserEvent, name: string): Promise<void> => {
    await user.click(button(/^Made by/))
    await user.click(await screen.findByRole('menuitemradio', { name }))
  }

  it('goes on in place at the last step, with all that was entered', async () => {
    const { fake, user } = await showApp(contoso, (bridge) => {
      allWays(bridge)
      bridge.answer('createToken', () => made())
    })
    await walk(user, 3)
    await user.clear(screen.getByLabelText('Name'))
    await user.type(screen.getByLabelText('Name'), 'Mine')
    await user.click(button('Continue'))
    expect(button('Made by: your sign-in')).toBeTruthy()
    await choose(user, 'Make it on the token page')
    expect(await heading('Make it on this page')).toBeTruthy()
    expect(button('Copy Mine')).toBeTruthy()
    await choose(user, 'Let this app make it with your Azure CLI login')
    expect(await heading('Is this what you want?')).toBeTruthy()
    expect(screen.getByText('Mine')).toBeTruthy()
    await user.click(button('Create token'))
    await heading('Your token is ready')
    expect(asked(fake, 'createToken')).toEqual([
      expect.objectContaining({ name: 'Mine', engine: 'azure-cli' })
    ])
  })

  it('leads to all ways, also where there was only one', async () => {
    const { user } = await showApp(contoso)
    await walk(user, 1)
    await heading('What do you need it for?')
    await user.click(button('Made by: you, on the token page'))
    await user.click(await screen.findByRole('menuitem', { name: 'All ways, and why' }))
    expect(await heading('How do you want to make it?')).toBeTruthy()
    expect(radio(/Sign in, and let this app make it/).disabled).toBe(true)
  })

  it('signs in before it creates where the way asks for it', async () => {
    const { fake, user } = await showApp(contoso, (bridge) => {
      bridge.answer('findWays', () => waysView(['assisted', 'sign-in']))
      bridge.answer('signIn', () => ({ account: 'ada@contoso.com' }))
      bridge.answer('createToken', () => made())
    })
    await walk(user, 4)
    await choose(user, 'Sign in, and let this app make it')
    expect(await screen.findByText(/Your browser opens for the sign-in first/)).toBeTruthy()
    await user.click(button('Create token'))
    await heading('Your token is ready')
    expect(fake.asked.map(([call]) => call).slice(-2)).toEqual(['signIn', 'createToken'])
  })
})

describe('what for', () => {
  it('says where Git needs no token, only for the tasks of Git', async () => {
    const { user } = await showApp(contoso, (bridge) => {
      bridge.answer('findWays', () => waysView(['assisted'], { gitNeedsNoToken: true }))
    })
    await walk(user, 1)
    expect(await screen.findByText(/No token is needed for this: Git signs in by itself/)).toBeTruthy()
    await user.click(radio(/^Work items/))
    expect(screen.queryByText(/No token is needed for this: Git/)).toBeNull()
  })
})

describe('creating', () => {
  const toCreate = async (): Promise<{ readonly fake: FakeBridge; readonly user: UserEvent }> => {
    const { fake, user } = await showApp(contoso, (bridge) => {
      allWays(bridge)
      bridge.answer('cancelCreate', () => null)
    })
    await walk(user, 4)
    return { fake, user }
  }

  it('waits visibly where the service asks for patience, and can be cancelled', async () => {
    const { fake, user } = await toCreate()
    fake.hold('createToken')
    await user.click(button('Create token'))
    act(() => {
      fake.push({ waiting: { why: 'rate-limited', until: new Date(Date.now() + 23_000).toISOString() } })
    })
    expect(await screen.findByText(/Azure DevOps asks for patience\. Going on in 2[23] s\./)).toBeTruthy()
    expect(await violations()).toEqual([])
    await user.click(button('Cancel'))
    expect(fake.asked.at(-1)).toEqual(['cancelCreate', null])
    expect(await screen.findByText('Stopping, and looking whether it was made')).toBeTruthy()
  })

  it('asks main to stop, and shows what main says became of it', async () => {
    const { fake, user } = await toCreate()
    const answer = fake.hold('createToken')
    await user.click(button('Create token'))
    await user.keyboard('{Escape}')
    expect(asked(fake, 'cancelCreate')).toHaveLength(1)
    answer({ ok: false, error: { code: 'create-cancelled', facts: {} } })
    expect(await screen.findByText(wordsFor({ code: 'create-cancelled', facts: {} }).title)).toBeTruthy()
    expect(screen.queryByText('Stopping, and looking whether it was made')).toBeNull()
  })

  it('shows a token whose answer was lost in the list', async () => {
    const { fake, user } = await toCreate()
    fake.push({ tokens: [tokenView({ stray: true, kept: 'nowhere' })] })
    fake.refuse('createToken', 'create-answer-lost', { organization: 'contoso', found: 1, tokenId: 'a1' })
    await user.click(button('Create token'))
    await user.click(await screen.findByRole('button', { name: 'See it in the list' }))
    const details = within(await screen.findByRole('region', { name: /^Details of/ }))
    expect(details.getByText(/Nobody has its value/)).toBeTruthy()
  })
})

describe('the token page', () => {
  it('warns of what does not look like a token and sends it when the person says so', async () => {
    const { fake, user } = await showApp(contoso, (bridge) => {
      bridge.refuse('pasteToken', 'unlikely-token', { length: 12 })
    })
    await walk(user, 3)
    expect(screen.getByText(/This token can read and change code .* Whoever finds it/)).toBeTruthy()
    await user.click(button(/^Paste token/))
    fake.answer('pasteToken', () => made({ looksLikeToken: false }))
    await user.click(await screen.findByRole('button', { name: 'Send it anyway' }))
    await heading('Your token is ready')
    expect(asked(fake, 'pasteToken')).toEqual([
      expect.objectContaining({ anyway: false }),
      expect.objectContaining({ anyway: true })
    ])
  })

  it('asks which end the page granted, and says first when it is an earlier one', async () => {
    const { fake, user } = await showApp(contoso, (bridge) => {
      bridge.answer('pasteToken', () => made())
      bridge.answer('setTokenEnd', () => null)
    })
    await walk(user, 3)
    await user.click(button(/^Paste token/))
    expect(await screen.findByText('Which end does the page show?')).toBeTruthy()
    expect(screen.getByText('Kept in your keychain.')).toBeTruthy()
    expect(await violations()).toEqual([])
    await user.click(radio(/^Another date/))
    const date = inDays(7).slice(0, 10)
    const input = screen.getByLabelText<HTMLInputElement>('The end on the page')
    await user.clear(input)
    await user.type(input, date)
    await user.click(button('Save'))
    expect(fake.asked.at(-1)).toEqual(['setTokenEnd', { tokenId: 'a1', validTo: `${date}T12:00:00.000Z` }])
    expect(await screen.findByText(/You asked for .*; contoso allows \d days\./)).toBeTruthy()
  })

  it('shows an end that the page does not show as not known', async () => {
    const { fake, user } = await showApp(contoso, (bridge) => {
      bridge.answer('pasteToken', () => made())
      bridge.answer('setTokenEnd', () => null)
    })
    await walk(user, 3)
    await user.click(button(/^Paste token/))
    await user.click(await screen.findByRole('radio', { name: 'It shows none' }))
    expect(fake.asked.at(-1)).toEqual(['setTokenEnd', { tokenId: 'a1', validTo: null }])
    expect(await screen.findByText(/Its end is not known/)).toBeTruthy()
  })

  it('speaks of collections for a Server, whose only way it is', async () => {
    const { fake, user } = await showApp(
      { settings: { organization: 'https://tfs.contoso.com/DefaultCollection' } },
      (bridge) => {
        bridge.answer('findWays', () => waysView(['assisted'], { backing: 'server', reason: 'server' }))
        bridge.answer('openTokenPage', () => null)
      }
    )
    await walk(user, 3)
    await heading('Make it on this page')
    expect(screen.getByRole('checkbox', { name: 'Collection DefaultCollection' })).toBeTruthy()
    expect(screen.getByText(/token page of DefaultCollection on tfs\.contoso\.com/)).toBeTruthy()
    await user.click(button('Open the page'))
    expect(fake.asked.at(-1)).toEqual([
      'openTokenPage',
      { organization: 'https://tfs.contoso.com/DefaultCollection' }
    ])
  })
})
