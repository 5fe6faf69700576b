import { fireEvent, screen, within } from '@testing-library/react'
import { describe, expect, it } from 'vitest'
import { startNotices } from '../../electron/shared/kinds.js'
import { showApp, violations } from './render-app.js'

const noReminders = { pausedUntil: null, muted: [], leadDays: {} }
const field = (name: string | RegExp): HTMLInputElement => screen.getByRole('textbox', { name })

describe('the settings', () => {
  it('are saved on leaving a field; an address gives its organization', async () => {
    const { fake, user } = await showApp({}, (bridge) => {
      bridge.answer('changeSettings', () => null)
    })
    await user.click(screen.getByRole('button', { name: 'Settings' }))
    await user.type(field('Organization'), 'https://contoso.visualstudio.com{Tab}')
    expect(fake.asked.at(-1)).toEqual(['changeSettings', { organization: 'contoso' }])
    expect(await violations()).toEqual([])
  })

  it('refuse a client id that is none, in words, and save nothing', async () => {
    const { fake, user } = await showApp()
    await user.click(screen.getByRole('button', { name: 'Settings' }))
    await user.type(field('Client id'), 'contoso{Enter}')
    expect(screen.getByText(/A client id looks like/)).toBeTruthy()
    await user.clear(field('Tenant'))
    await user.type(field('Tenant'), 'not a tenant{Enter}')
    expect(screen.getByText(/A tenant is an id, or a domain/)).toBeTruthy()
    expect(fake.asked.some(([call]) => call === 'changeSettings')).toBe(false)
  })

  it('show what the administrator sets and do not let it be changed', async () => {
    const { user } = await showApp({
      settings: { organization: 'contoso', lockedByAdministrator: ['organization', 'theme', 'remindersOn'] }
    })
    await user.click(screen.getByRole('button', { name: 'Settings' }))
    expect(field('Organization').disabled).toBe(true)
    expect(screen.getByRole<HTMLSelectElement>('combobox', { name: 'Colours' }).disabled).toBe(true)
    expect(
      screen.getByRole<HTMLInputElement>('switch', { name: /Remind me .*set by your administrator/ }).disabled
    ).toBe(true)
    expect(screen.getAllByText('Set by your administrator')).toHaveLength(2)
  })

  it('switch reminders, colours and the start with the computer, and sign out', async () => {
    const { fake, user } = await showApp({ accounts: ['ada@contoso.com'] }, (bridge) => {
      bridge.answer('changeSettings', () => null)
      bridge.answer('signOut', () => null)
    })
    await user.click(screen.getByRole('button', { name: 'Settings' }))
    await user.click(screen.getByRole('switch', { name: 'Remind me before a token ends' }))
    await user.click(screen.getByRole('switch', { name: 'Start with the computer' }))
    const time = screen.getByRole('combobox', { name: 'A copied token is cleared after' })
    expect(
      within(time)
        .getAllByRole('option')
        .map(({ textContent }) => textContent)
    ).toEqual(['15 seconds', '45 seconds', '2 minutes'])
    await user.selectOptions(time, '2 minutes')
    await user.selectOptions(screen.getByRole('combobox', { name: 'Colours' }), 'Dark')
    await user.click(screen.getByRole('button', { name: 'Sign out' }))
    expect(fake.asked.slice(-5)).toEqual([
      ['changeSettings', { remindersOn: false }],
      ['changeSettings', { launchAtLogin: true }],
      ['changeSettings', { clipboardSeconds: 120 }],
      ['changeSettings', { theme: 'dark' }],
      ['signOut', null]
    ])
    expect(screen.getByText('Token Tray 0.1.0')).toBeTruthy()
  })

  it('take the programs’ full paths, and name every account that is signed in', async () => {
    const { fake, user } = await showApp({ accounts: ['ada@contoso.com', 'ada@fabrikam.com'] }, (bridge) => {
      bridge.answer('changeSettings', () => null)
    })
    await user.click(screen.getByRole('button', { name: 'Settings' }))
    expect(screen.getByText('Signed in as ada@contoso.com, ada@fabrikam.com')).toBeTruthy()
    await user.type(field('Git'), 'git{Enter}')
    expect(screen.getByText(/Give the full path/)).toBeTruthy()
    await user.clear(field('Git'))
    await user.type(field('Git'), '/opt/git/bin/git{Enter}')
    await user.type(field('Azure CLI'), 'C:\\az\\az.cmd{Enter}')
    expect(fake.asked.slice(-2)).toEqual([
      ['changeSettings', { gitProgram: '/opt/git/bin/git' }],
      ['changeSettings', { azureCliProgram: 'C:\\az\\az.cmd' }]
    ])
  })

  it('draw the page in the colours that are set', async () => {
    const { fake, page } = await showApp({ settings: { theme: 'light' } })
    expect(page.container.querySelector('[data-theme=light]')).toBeTruthy()
    fake.push({ settings: { theme: 'high-contrast' } })
    expect(await screen.findByRole('navigation')).toBeTruthy()
    expect(page.container.querySelector('[data-theme=high-contrast]')).toBeTruthy()
  })
})

describe('settings of reminders and renewal', () => {
  it('take lead times, quiet hours, the time in which both work, and when a token renews itself', async () => {
    const { fake, user } = await showApp(
      { reminders: { ...noReminders, pausedUntil: '2026-11-24T12:00:00.000Z' } },
      (bridge) => {
        bridge.answer('changeSettings', (change) => {
          bridge.push({ settings: Object.fromEntries(Object.entries(change)) })
          return null
        })
      }
    )
    await user.click(screen.getByRole('button', { name: 'Settings' }))
    expect(screen.getByText(/^Reminders pause until Tue, 24 Nov 2026/)).toBeTruthy()
    const days = field('Days before the end')
    await user.clear(days)
    await user.type(days, '30 3{Enter}')
    await user.click(screen.getByRole('switch', { name: /^Quiet hours/ }))
    fireEvent.change(await screen.findByLabelText('From'), { target: { value: '23:15' } })
    const grace = field('Hours in which both tokens work')
    await user.clear(grace)
    await user.type(grace, '1000{Enter}')
    expect(screen.getByText('Give a whole number from 0 to 720.')).toBeTruthy()
    await user.clear(grace)
    await user.type(grace, '0{Enter}')
    await user.clear(field(/^Days before the end for/))
    await user.type(field(/^Days before the end for/), '10{Enter}')
    expect(fake.asked.filter(([call]) => call === 'changeSettings').map(([, change]) => change)).toEqual([
      { leadDays: [30, 3] },
      { quietHours: { from: 1320, to: 420 } },
      { quietHours: { from: 1395, to: 420 } },
      { graceHours: 0 },
      { renewDays: 10 }
    ])
    expect(await violations()).toEqual([])
  })
})

describe('"Remove everything this app did"', () => {
  const item = { id: 'r1', what: 'file', name: '/home/ada/.npmrc' } as const
  const dialog = async () => within(await screen.findByRole('alertdialog', { hidden: true }))
  const press = (name: string) => ({ name, hidden: true })

  it('lists all of it first, and reports what could not be undone', async () => {
    const { fake, user } = await showApp({}, (bridge) => {
      bridge.answer('listRemovals', () => [item])
      bridge.answer('removeEverything', () => ({
        done: [],
        failed: [{ item, error: { code: 'backup-missing', facts: { file: item.name } } }]
      }))
    })
    await user.click(screen.getByRole('button', { name: 'Settings' }))
    await user.click(screen.getByRole('button', { name: 'Remove everything this app did…' }))
    expect(await (await dialog()).findByText('/home/ada/.npmrc')).toBeTruthy()
    expect(fake.asked.some(([call]) => call === 'removeEverything')).toBe(false)
    await user.click((await dialog()).getByRole('button', press('Remove everything')))
    expect(await screen.findByText('Not everything could be removed')).toBeTruthy()
    expect((await dialog()).getByText(/cannot be brought back/)).toBeTruthy()
    fake.answer('removeEverything', () => ({
      done: [{ ...item, kept: '/home/ada/.npmrc.token-tray-kept' }],
      failed: []
    }))
    await user.click((await dialog()).getByRole('button', press('Try again with 1')))
    expect(await screen.findByText('Everything is removed')).toBeTruthy()
    expect(
      screen.getByText(/^It was changed after .* kept as \/home\/ada\/\.npmrc\.token-tray-kept\.$/)
    ).toBeTruthy()
  })

  it('says so where there is nothing', async () => {
    const { user } = await showApp({}, (bridge) => {
      bridge.answer('listRemovals', () => [])
    })
    await user.click(screen.getByRole('button', { name: 'Settings' }))
    await user.click(screen.getByRole('button', { name: 'Remove everything this app did…' }))
    expect(await (await dialog()).findByText('There is nothing to remove.')).toBeTruthy()
    expect((await dialog()).queryByRole('button', press('Remove everything'))).toBeNull()
  })
})

describe('what the page says of this computer', () => {
  it('says that a keychain does not answer, and that nobody has to do more than look', async () => {
    await showApp({ vault: 'no-answer' })
    expect(screen.getByText(/Your keychain does not answer\. It may wait for you/)).toBeTruthy()
    expect(await violations()).toEqual([])
  })

  it('names every notice of the start, a missing tray and a missing keychain, and lets them be dismissed', async () => {
    const { fake, user } = await showApp(
      {
        tray: 'not-available',
        vault: 'no-service',
        practice: true,
        startNotices
      },
      (bridge) => {
        bridge.answer('openHelp', () => null)
      }
    )
    expect(screen.getByText(/settings file could not be read/)).toBeTruthy()
    expect(screen.getByText(/list of tokens could not be read/)).toBeTruthy()
    expect(screen.getByText(/a token that was being renewed may still work/)).toBeTruthy()
    expect(screen.getByText(/one whose making was cut short may live on unseen/)).toBeTruthy()
    expect(screen.getByText(/remembered of your organizations could not be read/)).toBeTruthy()
    expect(screen.getByText(/remembered of reminders could not be read/)).toBeTruthy()
    expect(screen.getByText(/note of what was last copied could not be read/)).toBeTruthy()
    expect(screen.getByText(/cannot be read now, so something may be missing/)).toBeTruthy()
    expect(screen.getByText(/file of your administrator could not be read/)).toBeTruthy()
    expect(screen.getByText(/disk is full or write-protected/)).toBeTruthy()
    expect(screen.getByText(/shows no tray icons/)).toBeTruthy()
    expect(screen.getByText(/There is no keychain here/)).toBeTruthy()
    expect(screen.getByText('Practice')).toBeTruthy()
    expect(screen.queryByText(/lives in the tray/)).toBeNull()
    expect(await violations()).toEqual([])
    await user.click(screen.getAllByRole('button', { name: 'What to do' })[0]!)
    expect(fake.asked.at(-1)).toEqual(['openHelp', { topic: 'linux-tray' }])
    await user.click(screen.getAllByRole('button', { name: 'Dismiss' })[0]!)
    expect(screen.queryByText(/settings file could not be read/)).toBeNull()
  })

  it('asks for the log-in of the proxy and passes it on', async () => {
    const { fake, user } = await showApp(
      { proxyLogin: { host: 'proxy.contoso.com:8080', realm: 'Contoso' } },
      (bridge) => {
        bridge.answer('answerProxyLogin', () => {
          bridge.push({ proxyLogin: null })
          return null
        })
      }
    )
    expect(await violations()).toEqual([])
    await user.type(screen.getByLabelText('User name'), 'ada')
    fireEvent.change(screen.getByLabelText('Password'), { target: { value: 'secret' } })
    await user.click(screen.getByRole('button', { name: 'Log in' }))
    expect(fake.asked.at(-1)).toEqual(['answerProxyLogin', { username: 'ada', password: 'secret' }])
    expect(screen.queryByText('The network asks for a log-in')).toBeNull()
  })
})
