import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fingerprint, gitOf, npmOf } from '../e2e/programs.js'
import { until } from '../e2e/until.js'
import { walkWizard } from '../e2e/wizard-walk.js'
import { engineRoads } from './engine-roads.js'
import { reminderAhead } from './main-road.js'
import { movePageClock } from './page-clock.js'
import type { Tour } from './tour.js'

const hour = 3_600_000
const name = 'Code and packages'
const feed = '//pkgs.dev.azure.com/contoso/_packaging/shop-packages/npm/'

const must = (what: string, holds: boolean): void => {
  if (!holds) throw new Error(`not so: ${what}`)
}

/** A token that Git and npm use is renewed: both work before, meanwhile and after, and the old one dies. */
export async function renewalRoad({ app, step, engine }: Tour): Promise<void> {
  const { simulator } = app
  const git = gitOf(app)
  const npm = npmOf(app)
  const work = path.join(path.dirname(app.profile), 'work', 'new')
  const page = await app.window()
  const wizard = walkWizard(app, page)
  const ours = () => simulator.tokens('contoso').filter(({ displayName }) => displayName === name)
  const npmrc = async (): Promise<string> => {
    const text = await readFile(path.join(app.profile, 'home', '.npmrc'), 'utf8')
    const [, value = ''] = /:_password=(\S+)/.exec(text) ?? []
    return Buffer.from(value, 'base64').toString('utf8')
  }
  let pushes = 0

  /** Git pushes and npm reads, without a prompt; gives what they said. */
  async function bothWork(): Promise<string> {
    pushes += 1
    await git('-C', work, 'commit', '--allow-empty', '-m', `Renewal ${pushes}`)
    const pushed = await git('-C', work, 'push')
    must(`git push: ${pushed.errors}`, pushed.code === 0)
    const viewed = await npm('view', 'tiny-shop', 'version', '--registry', `https:${feed}registry/`)
    must(`npm view: ${viewed.errors}`, viewed.code === 0)
    return `git push: ${pushed.errors.split('\n').at(-1)?.trim() ?? ''}; npm view tiny-shop: ${viewed.output}`
  }

  await step('A token for code and packages, scopes chosen by hand', async () => {
    await app.chooseFromTray('New token…')
    await wizard.where('contoso')
    await engineRoads[engine].again(page, wizard)
    await page.getByRole('button', { name: 'Choose scopes by hand' }).click()
    for (const scope of [/^Code \(read and write\)/, /^Packaging \(read\)/]) {
      await page.getByRole('checkbox', { name: scope }).check()
    }
    await wizard.onward()
    await wizard.life(30, name)
    await wizard.create()
    const said = await wizard.ready()
    must('the scopes as chosen', ours()[0]?.scope === 'vso.code_write vso.packaging')
    return `${ours()[0]?.scope ?? ''}; “${said}”`
  })

  await step('Used for Git and for npm', async () => {
    await page.getByRole('button', { name: 'Use it for Git' }).click()
    const setUp = page.getByRole('button', { name: 'Set it up' })
    const has = page.getByText(/^Git has it/)
    await setUp.or(has).first().waitFor()
    if (await setUp.isVisible()) await setUp.click()
    const inGit = await has.innerText()
    await page.getByRole('button', { name: 'See it in the list' }).click()
    await page.getByRole('button', { name: 'Use it for…' }).click()
    await page.getByRole('radio', { name: /^npm.*shop-packages/ }).check()
    await page.getByRole('button', { name: 'Write it there all the same' }).click()
    const inNpm = await page.getByText(/^Written, and it works/).innerText()
    return `${inGit}\n${inNpm}; .npmrc has ${fingerprint(await npmrc())}`
  })

  await step('Before the renewal: git push and npm view', bothWork)

  await step('Renew: a successor, in Git and npm, both proven', async () => {
    await app.chooseFromTray('All tokens')
    await page
      .getByRole('option', { name: new RegExp(name) })
      .first()
      .click()
    const before = await npmrc()
    await page.getByRole('button', { name: 'Renew', exact: true }).click()
    const panel = page.getByRole('region', { name: 'Renewal' })
    const kept = panel.getByText(/^Both work until/)
    await kept.or(panel.getByText('The renewal has stopped')).first().waitFor()
    const said = (await panel.innerText()).replace(/\n+/g, ' · ')
    const [old, successor] = ours()
    must(`two tokens of one name: ${said}`, ours().length === 2)
    must('the old one still works', old?.revoked === false)
    must('npm has the new value', (await npmrc()) !== before)
    return `${said}\nsame scopes: ${successor?.scope ?? ''}; .npmrc has ${fingerprint(await npmrc())}`
  })

  await step('Meanwhile: git push and npm view', bothWork)

  await step('The grace period is over: the old token is revoked, proven dead, and erased', async () => {
    const ahead = 25 * hour
    simulator.clock.advance(ahead)
    await app.clock.setOffset((reminderAhead + ahead) / 1000)
    await until(
      'the end of the renewal',
      async () => (await app.tray()) !== null && ours()[0]?.revoked === true
    )
    await until('the keychain without the old one', async () => {
      const entries = await app.keychainEntries()
      return entries.filter((entry) => entry.includes(name)).length === 1
    })
    await movePageClock(app, ahead)
    must('the new one works', ours()[1]?.revoked === false)
    return 'one day and an hour later on the app’s clock: the service refuses the old value; one keychain entry is left'
  })

  await step('After the renewal: git push and npm view', bothWork)
}
