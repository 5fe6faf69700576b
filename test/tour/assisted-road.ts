import { fingerprint, readClipboard, readKeychain } from '../e2e/programs.js'
import { until } from '../e2e/until.js'
import { headings, makeTokenByHand, walkWizard } from '../e2e/wizard-walk.js'
import type { Tour } from './tour.js'

/** The road for those who cannot use the API: made by hand on the token page, pasted, checked, kept. */
export async function assistedRoad({ app, step }: Tour): Promise<void> {
  const { simulator } = app

  await step('Assisted: the wizard shows what to enter on the token page', async () => {
    await app.chooseFromTray('New token…')
    const page = await app.window()
    const wizard = walkWizard(app, page)
    await wizard.where('fabrikam')
    await wizard.byHand()
    await wizard.what('Clone and fetch code')
    await wizard.life(30, 'Made by hand')
    await wizard.at(headings.page)
    const list = page.getByRole('list', { name: 'What to enter on the page' })
    return (await list.innerText()).replace(/\n+/g, ' · ')
  })

  await step('Assisted: made by hand in the browser, pasted, checked and kept', async () => {
    const page = await app.window()
    const copyDate = page.getByRole('button', { name: /^Copy \d{4}-/ })
    const date = ((await copyDate.getAttribute('aria-label')) ?? '').replace('Copy ', '')
    await page.getByRole('button', { name: 'Open the page' }).click()
    const browser = await app.browser(/fabrikam\/_usersSettings\/tokens|login/)
    await makeTokenByHand(browser, { name: 'Made by hand', date, scope: 'Code: Read' })
    const copied = (await readClipboard(app)) ?? ''
    await page.getByRole('button', { name: /^Paste token/ }).click()
    const said = await walkWizard(app, page).ready()
    const token = simulator.tokens('fabrikam').at(-1)
    const entries = await app.keychainEntries()
    const account = entries.find((entry) => entry.startsWith('fabrikam · Made by hand')) ?? ''
    if ((await readKeychain(app, account)) !== copied) throw new Error('the keychain has another token')
    await until('the cleared clipboard', async () => (await readClipboard(app)) === null)
    return `service: “${token?.displayName ?? ''}”, ${token?.scope ?? ''}; keychain: ${fingerprint(copied)}; clipboard cleared; page: “${said}”`
  })
}
