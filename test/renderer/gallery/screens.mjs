/** @typedef {import('playwright-core').Page} Page */

const press = (/** @type {string} */ name) => (/** @type {Page} */ page) =>
  page.getByRole('button', { name, exact: true }).first().click()
const onward = press('Continue')

/** @param {Page} page */
const where = async (page) => {
  await press('New token')(page)
  await page.getByRole('textbox').fill('https://contoso@dev.azure.com/contoso/Shop/_git/web')
}
/** @param {Page} page */
const byHand = async (page) => {
  await where(page)
  await onward(page)
}
/** @param {Page} page */
const signedIn = async (page) => {
  await byHand(page)
  await onward(page)
}
/** @param {Page} page */
const tokenPage = async (page) => {
  await byHand(page)
  await onward(page)
  await onward(page)
}
/** @param {Page} page */
const review = async (page) => {
  await signedIn(page)
  await onward(page)
  await onward(page)
}
/** @param {Page} page */
const done = async (page) => {
  await review(page)
  await press('Create token')(page)
  await page.getByRole('heading', { name: 'Your token is ready' }).waitFor()
}
/** @param {Page} page */
const proposed = async (page) => {
  await press('New token')(page)
  for (let step = 0; step < 3; step += 1) await onward(page)
}
/** @param {Page} page */
const pasted = async (page) => {
  await tokenPage(page)
  await press('Paste token (Ctrl+V)')(page)
  await page.getByRole('heading', { name: 'Your token is ready' }).waitFor()
}
const details = (/** @type {RegExp} */ name) => (/** @type {Page} */ page) =>
  page.getByRole('option', { name }).click()
/** @param {(page: Page) => Promise<void>} first @param {(page: Page) => Promise<void>} second */
const then = (first, second) => async (/** @type {Page} */ page) => {
  await first(page)
  await second(page)
}
const wait = (/** @type {number} */ milliseconds) => (/** @type {Page} */ page) =>
  page.waitForTimeout(milliseconds)

const restore = details(/Restore packages/)
const choose = (/** @type {RegExp} */ name) => (/** @type {Page} */ page) =>
  page.getByRole('radio', { name }).first().click()
/** @param {RegExp} place */
const useFor = (place) => then(then(restore, press('Use it for…')), choose(place))
const edit = then(restore, press('Edit'))
/** @param {RegExp} button */
const inDialog = (button) => (/** @type {Page} */ page) =>
  page.getByRole('alertdialog').getByRole('button', { name: button }).click()
/** Chooses the first three rows by keys. @param {Page} page */
const several = async (page) => {
  await page.getByRole('listbox', { name: 'Tokens' }).focus()
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
  await page.keyboard.press('Shift+ArrowDown')
}
/** @param {string} text */
const reveal = (text) => (/** @type {Page} */ page) => page.getByText(text).first().scrollIntoViewIfNeeded()

/**
 * Every screen worth a look: its world, and the way there as a person goes it.
 * @type {Record<string, { world: string, with?: string, act?: (page: Page) => Promise<void> }>}
 */
export const screens = {
  'tokens-empty': { world: 'empty' },
  'tokens-empty-sign-in': {
    world: 'empty',
    with: 'sign-in-waits',
    act: then(press('Show the tokens I have at Azure DevOps'), wait(600))
  },
  'tokens-which': { world: 'which', act: then(details(/Found in/), reveal('Which one is it')) },
  'tokens-listed': { world: 'which', act: details(/Nightly/) },
  'tokens-listed-place': { world: 'which', act: then(details(/Nightly/), press('Say where it is used')) },
  'tokens-first-of-all': { world: 'first-of-all' },
  'tokens-list': { world: 'many' },
  'tokens-details': { world: 'many', act: details(/Push code/) },
  'tokens-details-copied': { world: 'many', act: then(details(/Push code/), press('Copy')) },
  'tokens-details-git-none': {
    world: 'many',
    with: 'git-none',
    act: then(then(details(/Push code/), press('Use it for…')), press('Use it for Git'))
  },
  'tokens-details-unfinished': { world: 'many', act: details(/Clone/) },
  'tokens-details-many-scopes': { world: 'many', act: details(/Nightly/) },
  'tokens-revoke': { world: 'many', act: then(details(/Push code/), press('Revoke')) },
  'tokens-revoke-failed': {
    world: 'many',
    with: 'revoke-fails',
    act: then(then(details(/Push code/), press('Revoke')), (page) =>
      page.getByRole('alertdialog').getByRole('button', { name: 'Revoke', exact: true }).click()
    )
  },
  'tokens-strangers': { world: 'strangers' },
  'tokens-global': { world: 'strangers', act: details(/Publishing/) },
  'tokens-stray': { world: 'strangers', act: details(/Lost/) },
  'tokens-server': { world: 'strangers', act: details(/Mirror/) },
  'tokens-stop': { world: 'many', act: then(details(/Push code/), press('Why did it stop?')) },
  'tokens-stop-unsure': {
    world: 'many',
    with: 'cannot-tell',
    act: then(details(/Push code/), press('Why did it stop?'))
  },
  'tokens-proxy': { world: 'proxy' },
  'list-thousand': { world: 'thousand' },
  'list-thousand-end': {
    world: 'thousand',
    act: async (page) => {
      await page.getByRole('listbox', { name: 'Tokens' }).focus()
      await page.keyboard.press('End')
    }
  },
  'list-searched': {
    world: 'thousand',
    act: async (page) => {
      await page.keyboard.press('Control+f')
      await page.keyboard.type('nightly fabrikam')
    }
  },
  'list-nothing': {
    world: 'used',
    act: (page) => page.getByRole('searchbox').fill('nowhere')
  },
  'list-odd': { world: 'used', act: press('Show them') },
  'list-several': { world: 'used', act: several },
  'list-several-asks': { world: 'used', act: then(several, press('Revoke 3')) },
  'list-several-renew': { world: 'used', act: then(several, press('Renew 2')) },
  'list-several-renewing': {
    world: 'used',
    act: then(then(several, press('Renew 2')), inDialog(/^Renew 2 tokens/))
  },
  'list-several-report': {
    world: 'used',
    with: 'revoke-fails',
    act: then(then(several, press('Revoke 3')), inDialog(/^Revoke 3 tokens/))
  },
  'details-used': { world: 'used', act: restore },
  'details-used-below': { world: 'used', act: then(restore, reveal('Remind me again')) },
  'details-inactive': { world: 'used', act: (page) => page.getByRole('option', { name: /likely/ }).click() },
  'details-revoke-used': { world: 'used', act: then(restore, press('Revoke')) },
  'use-git': { world: 'used', act: then(restore, press('Use it for…')) },
  'use-write': { world: 'used', act: useFor(/^NuGet (?!and)/) },
  'use-written': {
    world: 'used',
    act: then(useFor(/^npm pkgs/), press('Write it there all the same'))
  },
  'use-proof-fails': {
    world: 'used',
    with: 'proof-fails',
    act: then(useFor(/^npm pkgs/), press('Write it there all the same'))
  },
  'use-snippet': { world: 'used', act: useFor(/^Maven/) },
  'use-snippet-copied': { world: 'used', act: then(useFor(/^curl/), press('Copy with the token')) },
  'use-manual': { world: 'used', act: useFor(/^A place this app/) },
  edit: { world: 'extendable', act: edit },
  'edit-too-late': { world: 'extendable', act: then(edit, choose(/In 90 days/)) },
  'edit-scopes': { world: 'extendable', act: then(edit, press('Change scopes')) },
  'edit-done-cut': {
    world: 'extendable',
    with: 'cut',
    act: then(then(edit, choose(/In 90 days/)), press('Save'))
  },
  renewal: { world: 'renewing', act: (page) => page.locator('[data-token=u]').click() },
  'renewal-stopped': {
    world: 'renewing-stopped',
    act: (page) => page.locator('[data-token=u]').click()
  },
  'renewal-waits': {
    world: 'renewing-waits',
    act: (page) => page.locator('[data-token=u]').click()
  },
  'renewal-grace': {
    world: 'renewing-grace',
    act: (page) => page.locator('[data-token=u]').click()
  },
  'renewal-paste': { world: 'renewing-paste', act: restore },
  'renewal-paste-page': { world: 'renewing-paste', act: then(restore, press('Make it on the page')) },
  uses: { world: 'used', act: press('Uses') },
  'uses-none': { world: 'own', act: press('Uses') },
  'uses-found': {
    world: 'used',
    act: then(then(press('Uses'), press('Look into the files of tools')), wait(400))
  },
  'uses-adopted': {
    world: 'used',
    act: then(
      then(press('Uses'), press('Look into the files of tools')),
      press('Take into the list: /home/ada/.pypirc')
    )
  },
  'settings-reminders': { world: 'extendable', act: then(press('Settings'), reveal('Days before the end')) },
  'settings-removal': {
    world: 'used',
    act: then(press('Settings'), press('Remove everything this app did…'))
  },
  'settings-removed': {
    world: 'used',
    act: then(
      then(press('Settings'), press('Remove everything this app did…')),
      inDialog(/^Remove everything/)
    )
  },
  'wizard-1-where-new': { world: 'empty', act: press('New token') },
  'wizard-1-where': { world: 'empty', act: where },
  'wizard-1-where-credentials': {
    world: 'own',
    act: async (page) => {
      await press('New token')(page)
      await page.getByRole('textbox').fill('https://ada:secret@dev.azure.com/contoso/Shop/_git/web')
    }
  },
  'wizard-1-where-other': {
    world: 'empty',
    act: async (page) => {
      await press('New token')(page)
      await page.getByRole('textbox').fill('https://github.com/contoso/web')
    }
  },
  'wizard-1-where-organizations': { world: 'known', with: 'reach-some', act: press('New token') },
  'wizard-1-where-many': { world: 'known', with: 'reach-many', act: press('New token') },
  'wizard-1-where-server': { world: 'server', with: 'reach-some', act: press('New token') },
  'wizard-1-where-offline': { world: 'own', with: 'find-offline,reach-some', act: then(where, onward) },
  'wizard-2-how-three': { world: 'own', with: 'three-ways', act: byHand },
  'wizard-2-how-one': {
    world: 'empty',
    act: then(then(byHand, press('Made by: you, on the token page')), (page) =>
      page.getByRole('menuitem').click()
    )
  },
  'wizard-2-how-device': {
    world: 'own',
    with: 'device',
    act: then(byHand, press('Sign in on another device'))
  },
  'wizard-2-how': { world: 'own', act: byHand },
  'wizard-2-how-waiting': { world: 'own', with: 'sign-in-waits', act: then(signedIn, wait(600)) },
  'wizard-2-how-refused': { world: 'own', with: 'sign-in-refused', act: signedIn },
  'wizard-3-what-switch': {
    world: 'own',
    with: 'three-ways',
    act: then(then(byHand, onward), press('Made by: your Azure CLI login'))
  },
  'wizard-3-what-switch-escaped': {
    world: 'own',
    with: 'three-ways',
    act: async (page) => {
      await byHand(page)
      await onward(page)
      await press('Made by: your Azure CLI login')(page)
      await page.getByRole('menuitemradio').first().waitFor()
      await page.keyboard.press('Escape')
      await page.getByRole('menuitemradio').first().waitFor({ state: 'detached' })
      // Escape is the menu's alone: it is no step back.
      await page.getByRole('heading', { name: 'What do you need it for?' }).waitFor()
    }
  },
  'wizard-3-what-git-signs-in': { world: 'own-signed-in', with: 'git-signs-in', act: signedIn },
  'wizard-3-what-packages': {
    world: 'own-signed-in',
    act: then(signedIn, (page) => page.getByRole('radio', { name: /Publish packages/ }).click())
  },
  'wizard-3-what': { world: 'own-signed-in', act: signedIn },
  'wizard-3-what-everything': {
    world: 'own-signed-in',
    act: then(signedIn, (page) => page.getByRole('radio', { name: /Everything/ }).click())
  },
  'wizard-3-what-by-hand': {
    world: 'own-signed-in',
    act: then(then(signedIn, press('Choose scopes by hand')), async (page) => {
      await page.getByRole('searchbox').fill('code')
      await page.getByRole('checkbox', { name: /^Code \(read and write\)/ }).click()
    })
  },
  'wizard-4-life': { world: 'own-signed-in', act: then(signedIn, onward) },
  'wizard-4-life-date': {
    world: 'own-signed-in',
    act: then(then(signedIn, onward), async (page) => {
      await page.getByRole('radio', { name: 'On a date' }).click()
      await page.getByLabel('Date', { exact: true }).fill('2020-01-01')
    })
  },
  'wizard-5-review': { world: 'own-signed-in', act: review },
  'wizard-5-review-waiting': {
    world: 'own-signed-in',
    with: 'create-waits',
    act: then(then(review, press('Create token')), wait(2300))
  },
  'wizard-5-review-forbidden': {
    world: 'own-signed-in',
    with: 'forbidden',
    act: then(review, press('Create token'))
  },
  'wizard-5-review-everything': {
    world: 'own-signed-in',
    act: async (page) => {
      await signedIn(page)
      await page.getByRole('radio', { name: /Everything/ }).click()
      await onward(page)
      await onward(page)
    }
  },
  'wizard-5-review-patience': {
    world: 'own-signed-in',
    with: 'patience',
    act: then(review, press('Create token'))
  },
  'wizard-5-review-answer-lost': {
    world: 'own-signed-in',
    with: 'answer-lost',
    act: then(review, press('Create token'))
  },
  'wizard-5-review-consent': {
    world: 'own-signed-in',
    with: 'consent',
    act: then(review, press('Create token'))
  },
  'wizard-5-page-server': { world: 'server', act: proposed },
  'page-step-many-scopes': {
    world: 'empty',
    act: async (page) => {
      await byHand(page)
      await press('Choose scopes by hand')(page)
      for (const name of [
        'Agent pools (read)',
        'Build (read)',
        'Code (read)',
        'Packaging (read)',
        'Wiki (read)'
      ]) {
        await page.getByRole('checkbox', { name: new RegExp(`^${name.replace(/[()]/g, '\\$&')} `) }).click()
      }
      await onward(page)
      await onward(page)
    }
  },
  'wizard-5-page-unlikely': {
    world: 'empty',
    with: 'paste-unlikely',
    act: then(tokenPage, press('Paste token (Ctrl+V)'))
  },
  'wizard-5-page': { world: 'empty', act: tokenPage },
  'wizard-5-page-clipboard-empty': {
    world: 'empty',
    with: 'paste-empty',
    act: then(tokenPage, press('Paste token (Ctrl+V)'))
  },
  'wizard-5-paste': {
    world: 'empty',
    act: async (page) => {
      await press('I already have one')(page)
      await page.getByRole('textbox').fill('contoso')
      await onward(page)
      await onward(page)
      await page.getByRole('radio', { name: 'I do not know' }).click()
      await onward(page)
    }
  },
  'wizard-6-done-by-hand': { world: 'empty', act: pasted },
  'wizard-6-done-by-hand-other-date': {
    world: 'empty',
    act: then(pasted, (page) => page.getByRole('radio', { name: 'Another date' }).click())
  },
  'wizard-6-done': { world: 'own-signed-in', act: done },
  'wizard-6-done-cut': { world: 'own-signed-in', with: 'cut', act: done },
  'wizard-6-done-memory': { world: 'own-signed-in', with: 'memory', act: done },
  'wizard-6-done-git-copied': {
    world: 'own-signed-in',
    act: then(then(done, press('Use it for Git')), press('Copy'))
  },
  'wizard-6-done-git-none': {
    world: 'own-signed-in',
    with: 'git-none,cut',
    act: then(done, press('Use it for Git'))
  },
  'wizard-6-done-git-plain': {
    world: 'own-signed-in',
    with: 'git-plain',
    act: then(done, press('Use it for Git'))
  },
  settings: { world: 'own-signed-in', act: press('Settings') },
  'settings-locked': { world: 'locked', act: press('Settings') }
}
