import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startApp, type RunningApp } from './running-app.js'
import { until } from './until.js'
import { headings, walkWizard } from './wizard-walk.js'

const here = (page: Page) => page.getByRole('heading', { name: 'Tokens', level: 1 }).waitFor()

describe('started by hand on a desktop with a panel', () => {
  let app: RunningApp
  beforeAll(async () => {
    app = await startApp()
  })
  afterAll(() => app.close())

  it('opens its window, which says where the icon is', async () => {
    const page = await app.window()
    await here(page)
    await page
      .getByText(/its icon is in the panel, beside the clock\. Closing this window leaves it/)
      .waitFor()
    const item = await until('the tray item', () => app.tray())
    expect(item.toolTip).toBe('Token Tray: no tokens yet')
    expect(item.entries).toEqual([
      'Open Token Tray',
      'No token is going to end',
      'New token…',
      'All tokens',
      'Pause reminders',
      'Settings',
      'Quit'
    ])
  })

  it('stays in the tray when the window is closed, and opens again from the menu, twice', async () => {
    for (let time = 1; time <= 2; time += 1) {
      await app.closeWindow()
      expect(await app.tray()).not.toBeNull()
      await app.chooseFromTray('Open Token Tray')
      await here(await app.window())
    }
    expect(app.notices().map(({ title }) => title)).toEqual(['Token Tray goes on in the tray'])
  })

  it('opens by a left click on the icon', async () => {
    await app.closeWindow()
    await app.clickTrayIcon()
    await here(await app.window())
  })

  it('is opened by a second start, which ends at once', async () => {
    await app.closeWindow()
    expect(await app.launchAgain()).toBe(0)
    await here(await app.window())
    expect(app.log()).toContain('Token Tray is running already')
  })

  it('goes where the menu says, with the window open', async () => {
    const page = await app.window()
    await app.chooseFromTray('New token…')
    await walkWizard(app, page).at(headings.where)
    await app.chooseFromTray('All tokens')
    await here(page)
  })

  it('comes back into the tray when the panel was ended and started again', async () => {
    await app.desktop.stopPanel()
    await (await app.window()).getByText(/This desktop shows no tray icons/).waitFor()
    await app.desktop.restartPanel()
    await until('the tray item', () => app.tray())
    await (await app.window()).getByText(/This desktop shows no tray icons/).waitFor({ state: 'detached' })
    await app.chooseFromTray('New token…')
    await walkWizard(app, await app.window()).at(headings.where)
  })

  it('ends by «Quit», with exit code 0', async () => {
    await app.chooseFromTray('Quit')
    expect(await app.ended).toBe(0)
    expect(await app.windowIsOpen()).toBe(false)
  })
})

describe('started with --hidden', () => {
  let app: RunningApp
  beforeAll(async () => {
    app = await startApp({ args: ['--hidden'] })
  })
  afterAll(() => app.close())

  it('is in the tray and opens no window', async () => {
    await until('the tray item', () => app.tray())
    await until('the end of the start', () => app.log().includes('app.started'))
    expect(await app.windowIsOpen()).toBe(false)
    // It could have opened one: this is the same door.
    await app.chooseFromTray('Open Token Tray')
    await here(await app.window())
  })

  it('puts everything away when the system ends it, and ends with code 0', async () => {
    process.kill(app.pid, 'SIGTERM')
    expect(await app.ended).toBe(0)
    expect(await app.windowIsOpen()).toBe(false)
  })
})

describe('on a desktop whose panel comes later', () => {
  let app: RunningApp
  beforeAll(async () => {
    app = await startApp({ desktop: { panel: false } })
  })
  afterAll(() => app.close())

  it('says once that there is no tray, and moves into the panel when it is there', async () => {
    const page = await app.window()
    const said = page.getByText(/This desktop shows no tray icons/)
    await said.waitFor()
    expect(await said.count()).toBe(1)
    expect(app.notices()).toEqual([])
    await app.desktop.restartPanel()
    await said.waitFor({ state: 'detached' })
    await app.closeWindow()
    await app.chooseFromTray('Open Token Tray')
    await here(await app.window())
  })

  it('opens its window when the panel goes while it is only there', async () => {
    await app.closeWindow()
    await app.desktop.stopPanel()
    const page = await app.window()
    await page.getByText(/This desktop shows no tray icons/).waitFor()
  })
})

describe('on a desktop without a panel', () => {
  let app: RunningApp
  beforeAll(async () => {
    app = await startApp({ args: ['--hidden'], desktop: { panel: false } })
  })
  afterAll(() => app.close())

  it('is a window that says so, even with --hidden', async () => {
    const page = await app.window()
    await here(page)
    await page.getByText(/This desktop shows no tray icons\. Token Tray works as a window/).waitFor()
    expect(await page.getByText(/its icon is in the panel/).count()).toBe(0)
  })

  it('ends with its window', async () => {
    await app.closeWindow()
    expect(await app.ended).toBe(0)
  })
})
