/*
 * The first import of main.ts: who we are and where our files are, set before any other module can read them.
 * `setPath` throws for a folder that is not there and the single-instance lock lies in userData, so this comes
 * before everything (electron/electron docs/api/app.md).
 */
import { app } from 'electron'
import { mkdirSync } from 'node:fs'
import path from 'node:path'

export const appId = 'dev.tokentray.app'

/** Where this run keeps its things, and under which names. */
export interface Profile {
  readonly practice: boolean
  readonly keychainService: string
  /** Environment for programs that we start: git and its helpers. */
  readonly childEnvironment: Readonly<Record<string, string>>
  /** The settings file that an administrator can place for everyone on this computer; on Windows others may, too. */
  readonly administratorFile: string
}

function administratorFile(): string {
  switch (process.platform) {
    case 'win32':
      return path.join(process.env['ProgramData'] ?? 'C:\\ProgramData', 'Token Tray', 'settings.json')
    case 'darwin':
      return '/Library/Application Support/Token Tray/settings.json'
    default:
      return '/etc/token-tray/settings.json'
  }
}

function ownEnvironment(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).filter((entry): entry is [string, string] => entry[1] !== undefined)
  )
}

/** Without what leads tools to the person's own files, wherever the home folder is. */
function practiceEnvironment(): Record<string, string> {
  const leads = /^(npm_config_userconfig|npm_config_globalconfig|netrc)$/i
  return Object.fromEntries(Object.entries(ownEnvironment()).filter(([name]) => !leads.test(name)))
}

function choose(): Profile & { userData: string } {
  // SECURITY: read only where the app is not packaged, so an installed app cannot be moved by its environment.
  const practiceFolder = app.isPackaged ? undefined : process.env['TOKEN_TRAY_PRACTICE']
  if (practiceFolder === undefined || practiceFolder === '') {
    return {
      practice: false,
      keychainService: 'Token Tray',
      childEnvironment: ownEnvironment(),
      administratorFile: administratorFile(),
      userData: path.join(app.getPath('appData'), 'Token Tray')
    }
  }
  const home = path.join(practiceFolder, 'home')
  mkdirSync(home, { recursive: true })
  return {
    practice: true,
    keychainService: 'Token Tray practice',
    childEnvironment: {
      ...practiceEnvironment(),
      HOME: home,
      USERPROFILE: home,
      APPDATA: path.join(home, 'AppData', 'Roaming'),
      XDG_CONFIG_HOME: path.join(home, '.config'),
      GIT_CONFIG_GLOBAL: path.join(home, '.gitconfig'),
      GIT_CONFIG_NOSYSTEM: '1'
    },
    administratorFile: path.join(practiceFolder, 'administrator-settings.json'),
    userData: path.join(practiceFolder, 'user-data')
  }
}

app.setName('Token Tray')
if (process.platform === 'win32') {
  app.setAppUserModelId(appId)
  app.setToastActivatorCLSID('{6B0A3C63-6C7B-4E0A-9D3B-0F3A6E1B7C52}')
}

const { userData, ...chosen } = choose()
mkdirSync(userData, { recursive: true, mode: 0o700 })
app.setPath('userData', userData)
app.setPath('sessionData', userData)

export const profile: Profile = chosen

/** Where the built parts of the app lie, seen from the bundle that this module ends up in. */
const root = path.resolve(import.meta.dirname, '../..')
const generated = path.join(root, 'assets', 'generated')
export const appPaths = {
  preload: path.join(root, 'out', 'preload', 'preload.cjs'),
  page: path.join(root, 'out', 'renderer'),
  icon: path.join(generated, 'icon.png'),
  trayIcons: generated
} as const
