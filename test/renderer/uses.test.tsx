import { screen, within } from '@testing-library/react'
import type { UserEvent } from '@testing-library/user-event'
import { describe, expect, it } from 'vitest'
import type { FoundUse, UseView } from '../../electron/shared/consumer-view.js'
import { tokenView, type FakeBridge } from '../fakes/fake-bridge.js'
import { showApp, violations } from './render-app.js'

const inDays = (days: number): string => new Date(Date.now() + days * 86_400_000).toISOString()
const button = (name: string | RegExp): HTMLElement => screen.getByRole('button', { name })
const place = { kind: 'npmrc', file: '/home/ada/.npmrc', entry: 'pkgs.dev.azure.com/contoso/' } as const
const npm: UseView = {
  ...{ id: 'u1', kind: 'npmrc', name: place.file, entry: place.entry },
  ...{ link: '', note: '', plainText: true }
}
const token = tokenView({ validTo: inDays(40), usedByGit: true, uses: [npm] })

async function shown(setUp?: (bridge: FakeBridge) => void): Promise<{
  readonly fake: FakeBridge
  readonly user: UserEvent
}> {
  const page = await showApp({ tokens: [token] }, (bridge) => {
    bridge.answer('listPlaces', () => [{ ...place, now: 'another' }])
    setUp?.(bridge)
  })
  await page.user.click(document.querySelector('[data-token=a1]')!)
  return page
}

describe('where a token is used', () => {
  it('is told by the person also for a token without a value here, with a link that opens', async () => {
    const link = 'https://dev.azure.com/contoso/p/_library'
    const manual = { kind: 'manual', entry: '', note: '', plainText: false } as const
    const listed = tokenView({
      ...{ id: 'a1', origin: 'elsewhere', kept: 'nowhere' },
      uses: [
        { ...manual, id: 'u1', name: 'Nightly', link },
        { ...manual, id: 'u2', name: 'Server', link: 'cupboard' }
      ]
    })
    const { fake, user } = await showApp({ tokens: [listed] }, (bridge) => {
      bridge.answer('openPlace', () => null)
      bridge.answer('addManualUse', () => null)
    })
    await user.click(document.querySelector('[data-token=a1]')!)
    expect(screen.getByText('cupboard').closest('button')).toBeNull()
    await user.click(button(link))
    expect(fake.asked.at(-1)).toEqual(['openPlace', { tokenId: 'a1', useId: 'u1' }])
    await user.click(button('Say where it is used'))
    await user.type(screen.getByRole('textbox', { name: /^Name/ }), 'Pipeline')
    await user.click(button('Add this place'))
    expect(fake.asked.at(-1)).toEqual([
      'addManualUse',
      expect.objectContaining({ tokenId: 'a1', name: 'Pipeline' })
    ])
  })

  it('is listed with what lies open, and each place is taken out alone', async () => {
    const { fake, user } = await shown((bridge) => {
      bridge.answer('removeUse', () => null)
    })
    const uses = within(screen.getByRole('group', { name: 'Where it is used' }))
    expect(uses.getByText('Git on this computer')).toBeTruthy()
    expect(uses.getByText(place.entry)).toBeTruthy()
    expect(uses.getByText(/^Plain text/)).toBeTruthy()
    await user.click(button('Remove from Git on this computer'))
    expect(fake.asked.at(-1)).toEqual(['removeUse', { tokenId: 'a1', useId: 'git' }])
    await user.click(button(`Remove from ${place.file}`))
    expect(fake.asked.at(-1)).toEqual(['removeUse', { tokenId: 'a1', useId: 'u1' }])
  })

  it('says first, by name, what a revoke breaks', async () => {
    const { user } = await shown()
    await user.click(button('Revoke'))
    const dialog = within(await screen.findByRole('alertdialog', { hidden: true }))
    expect(dialog.getByText(/^npm \(\/home\/ada\/\.npmrc\): pkgs/)).toBeTruthy()
  })
})

describe('"Use it for…"', () => {
  it('warns of plain text, names the better way, and writes only when that is pressed', async () => {
    const { fake, user } = await shown((bridge) => {
      bridge.answer('useAt', () => ({ asked: 'npm view shop' }))
    })
    await user.click(button('Use it for…'))
    await user.click(await screen.findByRole('radio', { name: /^npm pkgs/ }))
    expect(screen.getByText(/npm reads it from this file as plain text/)).toBeTruthy()
    expect(screen.getByText(/ado-npm-auth signs you in/)).toBeTruthy()
    expect(screen.getByText('Another token, which is replaced')).toBeTruthy()
    expect(fake.asked.some(([call]) => call === 'useAt')).toBe(false)
    expect(await violations()).toEqual([])
    await user.click(button('Write it there all the same'))
    expect(await screen.findByText('Written, and it works: npm view shop')).toBeTruthy()
    expect(fake.asked).toContainEqual(['useAt', { tokenId: 'a1', ...place }])
  })

  it('says which other kind of credential is replaced', async () => {
    const { user } = await shown((bridge) => {
      bridge.answer('listPlaces', () => [{ ...place, now: 'other-kind' }])
    })
    await user.click(button('Use it for…'))
    await user.click(await screen.findByRole('radio', { name: /^npm pkgs.* has another credential/ }))
    expect(screen.getByText(/^Another kind of credential .*, which is replaced$/)).toBeTruthy()
  })

  it('shows a text without the token, and copies it with the token, which is cleared again', async () => {
    const { fake, user } = await shown((bridge) => {
      bridge.answer('getSnippet', ({ tool }) => [
        {
          tool,
          place: 'the input of curl',
          text: 'user = ":•••"',
          encoding: 'Plain',
          feed: 'shop',
          setup: null
        }
      ])
      bridge.answer('copySnippet', ({ tokenId }) => {
        const clearsAt = new Date(Date.now() + 45_000).toISOString()
        bridge.push({ clipboard: { tokenId, clearsAt, needsFocus: false, concealed: true } })
        return { clearsAt }
      })
    })
    await user.click(button('Use it for…'))
    await user.click(screen.getByRole('radio', { name: 'curl' }))
    expect(await screen.findByText('user = ":•••"')).toBeTruthy()
    await user.click(button('Copy with the token'))
    expect(await screen.findByText(/^Copied\. Cleared in/)).toBeTruthy()
    expect(fake.asked.at(-1)).toEqual(['copySnippet', { tokenId: 'a1', tool: 'curl', feed: 'shop' }])
  })

  it('shows the texts of the feed that is chosen: one that names it, and one with the token', async () => {
    const { fake, user } = await shown((bridge) => {
      bridge.answer('getSnippet', ({ tool }) =>
        ['shop', 'web/site'].map((feed) => ({
          ...{ tool, feed, place: '~/.npmrc', text: `${feed}:•••`, encoding: 'Plain' },
          setup: { place: '.npmrc of the project', text: `registry=${feed}` }
        }))
      )
      bridge.answer('copyValue', () => null)
      bridge.answer('copySnippet', () => ({ clearsAt: new Date().toISOString() }))
    })
    await user.click(button('Use it for…'))
    await user.click(screen.getByRole('radio', { name: 'npm' }))
    expect(await screen.findByText('registry=shop')).toBeTruthy()
    await user.selectOptions(screen.getByRole('combobox', { name: 'Feed' }), 'web/site')
    expect(screen.getByText('web/site:•••')).toBeTruthy()
    await user.click(button('Copy'))
    expect(fake.asked.at(-1)).toEqual(['copyValue', { value: 'registry=web/site' }])
    await user.click(button('Copy with the token'))
    expect(fake.asked.at(-1)).toEqual(['copySnippet', { tokenId: 'a1', tool: 'npm', feed: 'web/site' }])
  })

  it('takes a place that the app cannot see, and goes back by Escape', async () => {
    const { fake, user } = await shown((bridge) => {
      bridge.answer('addManualUse', () => null)
    })
    await user.click(button('Use it for…'))
    await user.click(screen.getByRole('radio', { name: 'A place this app cannot see' }))
    await user.type(screen.getByRole('textbox', { name: /^Name/ }), ' Server ')
    await user.type(screen.getByRole('textbox', { name: 'Note' }), 'in the cellar{Enter}ask Grace')
    await user.click(button('Add this place'))
    expect(await screen.findByText(/^“Server” is added/)).toBeTruthy()
    expect(fake.asked.at(-1)?.[1]).toEqual({
      tokenId: 'a1',
      name: 'Server',
      link: '',
      note: 'in the cellar\nask Grace'
    })
    await user.keyboard('{Escape}')
    expect(screen.getByRole('region', { name: `Details of ${token.name}` })).toBeTruthy()
  })
})

describe('the page of all uses', () => {
  const found = (change: Partial<FoundUse>): FoundUse => ({
    ...{ ...place, organization: 'contoso', holds: { what: 'stranger' }, drifted: null },
    ...change
  })
  const look = async (user: UserEvent): Promise<void> => {
    await user.click(button('Uses'))
    await user.click(button('Look into the files of tools'))
  }

  it('looks only when asked, and leads to the token of each place', async () => {
    const { fake, user } = await shown((bridge) => {
      bridge.answer('findUses', () => ({
        ...{ found: [found({ holds: { what: 'token', tokenId: 'a1' } })], unreadable: [], looked: [] }
      }))
    })
    await user.click(button('Uses'))
    expect(screen.getByText('Git on this computer')).toBeTruthy()
    expect(fake.asked.some(([call]) => call === 'findUses')).toBe(false)
    await user.click(button('Look into the files of tools'))
    const list = within(await screen.findByRole('region', { name: 'Found in files' }))
    await user.click(list.getByRole('button', { name: token.name }))
    expect(screen.getByRole('region', { name: `Details of ${token.name}` })).toBeTruthy()
  })

  it('tells drift and files that cannot be read, with the line', async () => {
    const { fake, user } = await shown((bridge) => {
      bridge.answer('findUses', () => ({
        found: [found({ drifted: 'a1' })],
        unreadable: [{ kind: 'pypirc', file: '/home/ada/.pypirc', line: 12 }],
        looked: []
      }))
      bridge.answer('useAt', () => ({ asked: '' }))
    })
    await look(user)
    expect(await screen.findByText(/This app wrote “Push code · LAPTOP-7” there/)).toBeTruthy()
    expect(screen.getByText('/home/ada/.pypirc cannot be read')).toBeTruthy()
    expect(screen.getAllByText(/Line 12 is not in the form/)[0]).toBeTruthy()
    expect(await violations()).toEqual([])
    await user.click(button(/^Write ours again/))
    expect(fake.asked).toContainEqual(['useAt', { tokenId: 'a1', ...place }])
  })

  it('tells that a token of ours is no longer where it was written, and that a renewal leaves it so', async () => {
    const { user } = await shown((bridge) => {
      bridge.answer('findUses', () => ({
        ...{ found: [found({ holds: { what: 'nothing' }, drifted: 'a1' })], unreadable: [], looked: [] }
      }))
    })
    await look(user)
    expect(
      await screen.findByText(
        /^This app wrote “.*” there, and there is no token any more\. A renewal leaves it so\.$/
      )
    ).toBeTruthy()
    expect(button(/^Write ours again/)).toBeTruthy()
  })

  it('looks into a repository that the person chooses, and moves a token out of the address of its remote', async () => {
    const { fake, user } = await shown((bridge) => {
      const remote = { kind: 'git-remote', file: '/home/ada/clone', entry: 'remote.origin.url' } as const
      bridge.answer('findRemotes', () => ({ found: [found(remote)], unreadable: [], looked: [remote.file] }))
      bridge.answer('moveOutRemote', () => ({ tokenId: 'a1' }))
    })
    await user.click(button('Uses'))
    await user.click(button('Look into a repository…'))
    const list = within(await screen.findByRole('region', { name: 'Found in a repository' }))
    expect(list.getByText(/in the address, as plain text/)).toBeTruthy()
    expect(await violations()).toEqual([])
    await user.click(list.getByRole('button', { name: /^Move it out/ }))
    expect(await list.findByText(/^Moved out of the address/)).toBeTruthy()
    expect(fake.asked.at(-1)).toEqual(['moveOutRemote', { key: 'remote.origin.url' }])
  })

  it('says of a token that could not be moved out that it is in the list, where Git has nowhere to keep it', async () => {
    const { user } = await shown((bridge) => {
      const remote = { kind: 'git-remote', file: '/home/ada/clone', entry: 'remote.origin.url' } as const
      bridge.answer('findRemotes', () => ({ found: [found(remote)], unreadable: [], looked: [remote.file] }))
      bridge.refuse('moveOutRemote', 'git-no-helper', { tokenId: 'a1' })
    })
    await user.click(button('Uses'))
    await user.click(button('Look into a repository…'))
    const list = within(await screen.findByRole('region', { name: 'Found in a repository' }))
    expect(list.getByText(/not in the list here/)).toBeTruthy()
    await user.click(list.getByRole('button', { name: /^Move it out/ }))
    expect(await list.findByText('Git has nowhere to keep a token')).toBeTruthy()
    expect(list.getByText(/^Has/)).toBeTruthy()
    expect(list.queryByText(/not in the list here/)).toBeNull()
    expect(list.getByText(/in the address, as plain text/)).toBeTruthy()
    expect(list.getByRole('button', { name: /^Move it out/ })).toBeTruthy()
  })

  it('shows what Git has, and hands ours over again where that is another', async () => {
    const { fake, user } = await shown((bridge) => {
      const git = { kind: 'git', file: 'Git', entry: 'contoso', drifted: 'a1' } as const
      bridge.answer('findUses', () => ({ found: [found(git)], unreadable: [], looked: ['Git'] }))
      bridge.refuse('useForGit', 'git-no-helper')
    })
    await look(user)
    await user.click(await screen.findByRole('button', { name: /^Write ours again/ }))
    expect(await screen.findByText('Git has nowhere to keep a token')).toBeTruthy()
    expect(fake.asked.at(-1)?.[1]).toMatchObject({ tokenId: 'a1', allowPlainText: false })
  })

  it('takes a stranger into the list', async () => {
    const { fake, user } = await shown((bridge) => {
      bridge.answer('findUses', () => ({ found: [found({})], unreadable: [], looked: [] }))
      bridge.answer('adoptToken', () => ({ tokenId: 'a1' }))
    })
    await look(user)
    await user.click(await screen.findByRole('button', { name: /^Take into the list/ }))
    expect(await screen.findByText(/In the list now/)).toBeTruthy()
    expect(fake.asked.at(-1)).toEqual(['adoptToken', place])
    expect(button('See it in the list')).toBeTruthy()
  })
})
