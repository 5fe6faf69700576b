import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fingerprint, gitOf, readClipboard, readKeychain } from '../e2e/programs.js'
import { until } from '../e2e/until.js'
import { headings, walkWizard } from '../e2e/wizard-walk.js'
import { engineRoads } from './engine-roads.js'
import { movePageClock } from './page-clock.js'
import type { Tour } from './tour.js'

const day = 86_400_000

/** Milliseconds by which the clocks are moved on this road. */
export const reminderAhead = 24 * day

/** What git says where the service wants another credential and nobody is there to give one. */
const gitIsRefused = /Authentication failed|could not read Username/

const must = (what: string, holds: boolean): void => {
  if (!holds) throw new Error(`not so: ${what}`)
}

/** From the tray to the first push, the reminder, and the revoke. */
export async function mainRoad({ app, step, engine }: Tour): Promise<void> {
  const { simulator, clock } = app
  const road = engineRoads[engine]
  const git = gitOf(app)
  const work = path.join(path.dirname(app.profile), 'work')
  const made = () => simulator.tokens('contoso').at(-1)
  let secret = ''
  let account = ''

  await step('The tray item is on the bus', async () => {
    const item = await until('the tray item', () => app.tray())
    must('the window stays closed with --hidden', !(await app.windowIsOpen()))
    return `${item.name}: “${item.toolTip}”; menu: ${item.entries.join(' | ')}`
  })

  await step('The tray menu opens the wizard', async () => {
    await app.chooseFromTray('New token…')
    const page = await app.window()
    await walkWizard(app, page).at(headings.where)
    return `«New token…» was clicked in the panel; the window asks “${headings.where}”`
  })

  const page = async () => app.window()
  const wizard = async () => walkWizard(app, await page())

  await step('Where: a pasted clone address is understood', async () => {
    await (await wizard()).where(simulator.cloneAddress('contoso'))
    await (await wizard()).at(headings.how)
    return `${simulator.cloneAddress('contoso')} → contoso`
  })

  await step(road.how, async () => road.choose(app, await wizard()))

  await step('What for: push code', async () => {
    await (await wizard()).what('Push code')
    await (await wizard()).at(headings.life)
    return 'the task needs vso.code_write and nothing else'
  })

  await step('Name and life', async () => {
    const named = await (await page()).getByLabel('Name').inputValue()
    await (await wizard()).life(30)
    await (await wizard()).at(road.lastHeading)
    return named
  })

  await step(road.make, async () => {
    await road.finish(app, await wizard(), await page())
    const said = await (await wizard()).ready()
    const token = made()
    must('the service has the token', token !== undefined)
    const entries = await app.keychainEntries()
    account = entries.find((entry) => entry.startsWith(`contoso · ${token?.displayName ?? ''}`)) ?? ''
    const days = ((token?.validTo ?? 0) - simulator.clock.now()) / day
    must('scope as asked', token?.scope === 'vso.code_write')
    must(`30 days as asked, to the hour that the page allows: ${days}`, Math.abs(days - 30) <= 1)
    return `service: “${token?.displayName ?? ''}”, ${token?.scope ?? ''}, ${Math.round(days)} days; page: “${said}”`
  })

  await step('The keychain has it, read from outside', async () => {
    secret = (await readKeychain(app, account)) ?? ''
    must('secret-tool finds it', secret !== '')
    return `secret-tool lookup “${account}”: ${fingerprint(secret)}`
  })

  await step('Use it for Git: handed over and proven', async () => {
    const window = await page()
    await window.getByRole('button', { name: 'Use it for Git' }).click()
    await window.getByRole('button', { name: 'Set it up' }).click()
    const said = await window.getByText(/^Git has it/).innerText()
    const filled = await git('config', '--global', '--list')
    return `${said}\n${filled.output}`
  })

  await step('git clone by the address of today, without a prompt', async () => {
    await mkdir(work, { recursive: true })
    const address = simulator.cloneAddress('contoso').replace('contoso@', '')
    const cloned = await git('clone', address, path.join(work, 'new'))
    must(`git clone: ${cloned.errors}`, cloned.code === 0)
    return `${address}\n${(await git('-C', path.join(work, 'new'), 'log', '--oneline')).output}`
  })

  await step('git clone by the old address, without a prompt', async () => {
    const today = new URL(simulator.cloneAddress('contoso'))
    const address = `https://contoso.visualstudio.com${today.pathname.replace('/contoso/', '/')}`
    const cloned = await git('clone', address, path.join(work, 'old'))
    must(`git clone: ${cloned.errors}`, cloned.code === 0)
    return address
  })

  await step('Commit and git push, without a prompt', async () => {
    await writeFile(path.join(work, 'new', 'tour.txt'), 'from the tray to the first push\n')
    await git('-C', path.join(work, 'new'), 'add', '.')
    await git('-C', path.join(work, 'new'), 'commit', '-m', 'From the tray to the first push')
    const pushed = await git('-C', path.join(work, 'new'), 'push')
    must(`git push: ${pushed.errors}`, pushed.code === 0)
    return pushed.errors
  })

  await step('Copy: the clipboard has it, then has not', async () => {
    const window = await page()
    await window.getByRole('button', { name: 'Copy', exact: true }).click()
    const countdown = await window.getByText(/^Copied\. Cleared/).innerText()
    must('another program reads the token', (await readClipboard(app)) === secret)
    await clock.setOffset(50)
    // A message on the bus wakes the app, whose timers then see the new time.
    await until(
      'the cleared clipboard',
      async () => (await app.tray()) !== null && (await readClipboard(app)) === null
    )
    return `xclip read ${fingerprint(secret)}; “${countdown}”; 50 s later on the app’s clock it is empty`
  })

  await step('A reminder a week before the end', async () => {
    simulator.clock.advance(reminderAhead)
    await clock.setOffset(reminderAhead / 1000)
    await movePageClock(app, reminderAhead)
    await until('the notice', async () => (await app.tray()) !== null && app.log().includes('reminder.shown'))
    const item = await app.tray()
    const notice = await until('the notice on the bus', () => app.notices().at(-1) ?? null)
    must('it was sent once', app.notices().length === 1)
    return `clock moved 24 days; tray: “${item?.toolTip ?? ''}”; notice: “${notice.title}”: “${notice.body}”`
  })

  await step('Revoke: service, Git and keychain', async () => {
    const window = await page()
    await window.getByRole('button', { name: 'See it in the list' }).click()
    await window.getByRole('button', { name: 'Revoke', exact: true }).click()
    const dialog = window.getByRole('alertdialog')
    await dialog.getByRole('button', { name: 'Revoke' }).click()
    await dialog.getByRole('button', { name: 'Close' }).waitFor()
    await road.revokeToo(app, made()?.displayName ?? '')
    const said = (await dialog.innerText()).replace(/\n+/g, ' · ')
    must(`the service has it revoked: ${said}`, made()?.revoked === true)
    must(`the keychain has it no more: ${said}`, (await readKeychain(app, account)) === null)
    return said
  })

  await step('git push is now refused', async () => {
    const window = await page()
    await window.getByRole('button', { name: 'Close' }).click()
    await git('-C', path.join(work, 'new'), 'commit', '--allow-empty', '-m', 'After the revoke')
    const earlier = simulator.requests().length
    const pushed = await git('-C', path.join(work, 'new'), 'push')
    must(`git was let in no more: ${pushed.errors}`, pushed.code !== 0 && gitIsRefused.test(pushed.errors))
    const answers = simulator
      .requests()
      .slice(earlier)
      .filter(({ path: place, query }) => (place + query).includes('git-receive-pack'))
      .map(({ status }) => status)
    must(`the service answered the push with 401: ${answers.join()}`, answers.includes(401))
    must(
      'and with nothing else',
      answers.every((status) => status === 401)
    )
    return `${pushed.errors.split('\n').at(-1) ?? ''}; the service answered ${answers.join()}`
  })
}
