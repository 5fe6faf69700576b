import { mkdirSync, mkdtempSync, rmdirSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import path from 'node:path'

type Environment = Readonly<Record<string, string>>

/** Where this run keeps its things, and under which names. */
export interface Profile {
  readonly practice: boolean
  readonly keychainService: string
  /** Environment for programs that we start: git and its helpers, az, npm. */
  readonly childEnvironment: Environment
  /** The settings file that an administrator can place for everyone on this computer; on Windows others may, too. */
  readonly administratorFile: string
  /** The folder of our own files. */
  readonly userData: string
}

export interface ProfileFacts {
  /** True for an installed app. */
  readonly packaged: boolean
  readonly platform: NodeJS.Platform
  readonly environment: Readonly<Record<string, string | undefined>>
  /** The folder in which the system keeps the data of programs. */
  readonly appData: string
}

function administratorFile({ platform, environment }: ProfileFacts): string {
  switch (platform) {
    case 'win32':
      return path.join(environment['ProgramData'] ?? 'C:\\ProgramData', 'Token Tray', 'settings.json')
    case 'darwin':
      return '/Library/Application Support/Token Tray/settings.json'
    default:
      return '/etc/token-tray/settings.json'
  }
}

/**
 * What a practice run passes on: programs, language, screen and bus, the way through the network and whom to trust
 * there. By name, because what leads git, az and npm to a person's own files has too many names to leave out.
 */
const passedOn = new RegExp(
  `^(${[
    ...['PATH', 'PATHEXT', 'SystemRoot', 'SystemDrive', 'windir', 'ComSpec', 'TEMP', 'TMP', 'TMPDIR'],
    ...['LANG', 'LANGUAGE', 'LC_.*', 'TZ', 'DISPLAY', 'WAYLAND_DISPLAY', 'XAUTHORITY'],
    ...['DBUS_SESSION_BUS_ADDRESS', 'XDG_RUNTIME_DIR', 'XDG_CURRENT_DESKTOP', 'XDG_SESSION_TYPE'],
    ...['(HTTP|HTTPS|ALL|NO)_PROXY', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'NODE_EXTRA_CA_CERTS'],
    ...['REQUESTS_CA_BUNDLE', 'GIT_SSL_CAINFO', 'npm_config_cafile']
  ].join('|')})$`,
  'i'
)

function practiceEnvironment(own: Environment, home: string): Environment {
  return {
    ...Object.fromEntries(Object.entries(own).filter(([name]) => passedOn.test(name))),
    HOME: home,
    USERPROFILE: home,
    APPDATA: path.join(home, 'AppData', 'Roaming'),
    LOCALAPPDATA: path.join(home, 'AppData', 'Local'),
    XDG_CONFIG_HOME: path.join(home, '.config'),
    GIT_CONFIG_GLOBAL: path.join(home, '.gitconfig'),
    GIT_CONFIG_NOSYSTEM: '1',
    npm_config_globalconfig: path.join(home, '.npmrc-global')
  }
}

/** Homebrew's folders on Apple silicon and on Intel (docs.brew.sh/Installation). */
const homebrew = ['/opt/homebrew/bin', '/usr/local/bin']

/** The person's own profile, or the one in the folder that `TOKEN_TRAY_PRACTICE` names. */
export function chooseProfile(facts: ProfileFacts): Profile {
  const own = Object.fromEntries(
    Object.entries(facts.environment).filter((entry): entry is [string, string] => entry[1] !== undefined)
  )
  // Apps see a shorter PATH there than shells, and what we start finds what it starts, as npm its Node, by ours.
  if (facts.platform === 'darwin') own['PATH'] = [...homebrew, own['PATH'] ?? '/usr/bin:/bin'].join(':')
  // SECURITY: read only where the app is not packaged, so an installed app cannot be moved by its environment.
  const practiceFolder = facts.packaged ? '' : (own['TOKEN_TRAY_PRACTICE'] ?? '')
  if (practiceFolder === '') {
    return {
      practice: false,
      keychainService: 'Token Tray',
      childEnvironment: own,
      administratorFile: administratorFile(facts),
      userData: path.join(facts.appData, 'Token Tray')
    }
  }
  return {
    practice: true,
    keychainService: 'Token Tray practice',
    childEnvironment: practiceEnvironment(own, path.join(practiceFolder, 'home')),
    administratorFile: path.join(practiceFolder, 'administrator-settings.json'),
    userData: path.join(practiceFolder, 'user-data')
  }
}

/**
 * Makes these folders, and tries in the last one and in the system's `temporary` one what the single-instance lock
 * needs: Electron calls one that cannot be made taken (docs/electron-border.md). Throws, in words for a person, where
 * that fails.
 */
export function makeFolders(temporary: string, ...folders: readonly string[]): void {
  let tried = folders.at(-1) ?? ''
  try {
    for (const folder of folders) mkdirSync(folder, { recursive: true, mode: 0o700 })
    const trial = path.join(tried, `.trial-${process.pid}-${Date.now()}`)
    // Empty, so that a full disk takes it: that stops nothing, what is changed then stays in memory.
    writeFileSync(trial, '')
    unlinkSync(trial)
    if (process.platform === 'win32') return
    // A link that leads nowhere, and a folder for its socket.
    symlinkSync('trial', trial)
    unlinkSync(trial)
    tried = temporary
    rmdirSync(mkdtempSync(path.join(tried, 'token-tray-')))
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    throw new Error(
      `Token Tray keeps files in ${tried} and cannot write there. Make the folder writable, and start again.\n\n${reason}`,
      { cause }
    )
  }
}
