import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readClipboard, readKeychain } from './programs.js'
import { startApp, type RunningApp } from './running-app.js'
import { until } from './until.js'
import { walkWizard } from './wizard-walk.js'

/* Reminders where people work: the tray's menu with real clicks, notices on the bus, and their click. */
const hour = 3600
const day = 24 * hour

let app: RunningApp
let page: Page
let ahead = 0

/** Moves the app's clock; a message on the bus wakes it, whose timers then see the new time. */
async function later(seconds: number): Promise<void> {
  ahead += seconds
  app.simulator.clock.advance(seconds * 1000)
  await app.clock.setOffset(ahead)
  await app.tray()
}

const details = (name: string) => page.getByRole('region', { name: `Details of ${name}` })

/** The entry of the menu that names this token, as it is now. */
const entryOf = (name: string): Promise<string> =>
  until(`the entry of ${name}`, async () => {
    const item = await app.tray()
    return item?.entries.find((entry) => entry.startsWith(`“${name}”`)) ?? null
  })

beforeAll(async () => {
  app = await startApp({ az: 'signed-in' })
  page = await app.window()
  for (const [name, days] of [
    ['Ends first', 7],
    ['Ends later', 30]
  ] as const) {
    await page.getByRole('button', { name: 'New token', exact: true }).first().click()
    const wizard = walkWizard(app, page)
    await wizard.where('contoso')
    await wizard.byAzureCli()
    await wizard.what('Push code')
    await wizard.life(days, name)
    await wizard.create()
    await wizard.ready()
  }
})
afterAll(() => app.close())

describe('the menu of the tray', () => {
  it('names what ends next first, and copies it', async () => {
    const item = await until('the entries', async () => {
      const seen = await app.tray()
      return seen?.entries.some((entry) => entry.startsWith('“Ends later”')) === true ? seen : null
    })
    const named = item.entries.filter((entry) => entry.startsWith('“'))
    expect(named.map((entry) => entry.split('”')[0])).toEqual(['“Ends first', '“Ends later'])
    await app.chooseFromTray(await entryOf('Ends first'), 'Copy')
    const account = (await app.keychainEntries()).find((one) => one.includes('Ends first')) ?? ''
    const token = await readKeychain(app, account)
    await until('the copied token', async () => (await readClipboard(app)) === token)
  })

  it('opens the token that was chosen', async () => {
    await app.chooseFromTray(await entryOf('Ends later'), 'Open')
    await details('Ends later').waitFor()
  })

  it('renews the token that was chosen, and shows how it goes', async () => {
    await app.chooseFromTray(await entryOf('Ends later'), 'Renew')
    await details('Ends later')
      .getByRole('region', { name: 'Renewal' })
      .getByText(/^Both work until/)
      .waitFor()
    const made = app.simulator.tokens('contoso').filter(({ displayName }) => displayName === 'Ends later')
    expect(made).toHaveLength(2)
  })
})

describe('notices', () => {
  it('none comes while reminders are paused, and it does when they go on', async () => {
    const before = app.notices().length
    await app.chooseFromTray('Pause reminders', 'For 1 hour')
    const paused = await until('the pause', async () => {
      const entries = (await app.tray())?.entries ?? []
      return entries.find((entry) => entry.startsWith('Reminders are paused until')) ?? null
    })
    await later(30 * 60)
    expect(app.notices()).toHaveLength(before)
    await app.chooseFromTray(paused)
    await until('the menu without the pause', async () =>
      (await app.tray())?.entries.includes('Pause reminders')
    )
  })

  it('say which token, where and when, and a click opens it', async () => {
    await page.getByRole('button', { name: 'Settings' }).click()
    await later(4 * day + 2 * hour)
    const notice = await until(
      'the notice',
      () => app.notices().find(({ title }) => title.startsWith('“Ends first” ends in')) ?? null
    )
    expect(notice.title).toMatch(/^“Ends first” ends in \d days, \w+ \d\d:\d\d$/)
    expect(notice.body).toContain('A token of contoso.')
    await clickNotice()
    await details('Ends first').waitFor()
  })

  it('turn the icon’s tool tip as well: a notice is never the only channel', async () => {
    const item = await until('the tray item', () => app.tray())
    expect(item.toolTip).toMatch(/^Token Tray: “Ends first” ends in \d days/)
  })

  it('none comes twice, also when the app is started once more', async () => {
    const before = app.notices().length
    expect(await app.launchAgain()).toBe(0)
    await later(hour)
    await details('Ends first').waitFor()
    expect(app.notices()).toHaveLength(before)
  })
})

/** The button of the newest notice, by the bus: as the notifier tells the app that a person clicked. */
async function clickNotice(): Promise<void> {
  const run = async (...words: string[]): Promise<string> =>
    (await promisify(execFile)('xdotool', words, { env: app.desktop.env })).stdout.trim()
  const window = await until('the window of the notice', async () => {
    const found = await run('search', '--onlyvisible', '--class', 'notif').catch(() => '')
    return found.split('\n').at(-1) || null
  })
  const place = await run('getwindowgeometry', '--shell', window)
  const field = (name: string): number => Number(new RegExp(`^${name}=(-?\\d+)$`, 'm').exec(place)?.[1])
  // Its button is at the lower right.
  await run(
    ...['mousemove', String(field('X') + field('WIDTH') - 58), String(field('Y') + field('HEIGHT') - 30)],
    ...['click', '1']
  )
}
