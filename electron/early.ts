/*
 * The first import of main.ts: who we are and where our files are, set before any other module can read them.
 * `setPath` throws for a folder that is not there and the single-instance lock lies in userData, so this comes
 * before everything (electron/electron docs/api/app.md) but the handlers of what goes wrong here too.
 */
import { app } from 'electron'
import path from 'node:path'
import { watchForFatal } from './app/fatal.js'
import { chooseProfile, makeFolders } from './app/profile.js'

export const { fatal, logTo } = watchForFatal()

export const appId = 'dev.tokentray.app'

// An AppImage puts its own libraries first, which what we start must not load: git and az, and the browser.
if (process.env['APPIMAGE'] !== undefined) delete process.env['LD_LIBRARY_PATH']

app.setName('Token Tray')
// A run from source has others: by these Windows would start it at a click on a notice of the installed app (B3).
if (process.platform === 'win32' && app.isPackaged) {
  app.setAppUserModelId(appId)
  app.setToastActivatorCLSID('{6B0A3C63-6C7B-4E0A-9D3B-0F3A6E1B7C52}')
}

export const profile = chooseProfile({
  packaged: app.isPackaged,
  platform: process.platform,
  environment: process.env,
  appData: app.getPath('appData')
})
const { userData, childEnvironment, practice } = profile
makeFolders(app.getPath('temp'), ...(practice ? [childEnvironment['HOME'] ?? ''] : []), userData)
app.setPath('userData', userData)
app.setPath('sessionData', userData)

/** Where the built parts of the app lie, seen from the bundle that this module ends up in. */
const root = path.resolve(import.meta.dirname, '../..')
const generated = path.join(root, 'assets', 'generated')
export const appPaths = {
  preload: path.join(root, 'out', 'preload', 'preload.cjs'),
  page: path.join(root, 'out', 'renderer'),
  vaultWorker: path.join(root, 'out', 'main', 'vault-worker.js'),
  icon: path.join(generated, 'icon.png'),
  trayIcons: generated
} as const
