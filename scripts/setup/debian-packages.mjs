// The Debian packages of what the stand-in, the tests and the tour run.
import { existsSync, readFileSync, readdirSync, statSync } from 'node:fs'
import path from 'node:path'
import { findChromium } from './chromium.mjs'
import { run } from './run.mjs'
import { SetupProblem } from './problem.mjs'

/*
 * dbus-x11 is left out on purpose: with a display and no bus address it lets a program start a stray bus and keyring.
 */
const desktop = [
  'adwaita-icon-theme',
  'chromium',
  'dbus-daemon',
  'faketime',
  'fonts-dejavu-core',
  'git',
  'gnome-keyring',
  'imagemagick',
  'libsecret-1-0',
  'libsecret-tools',
  'openbox',
  'strace',
  'wmctrl',
  'x11-utils',
  'x11-xserver-utils',
  'xauth',
  'xclip',
  'xdg-utils',
  'xdotool',
  'xfce4-notifyd',
  'xfce4-panel',
  'xvfb'
]
const gitHelper = ['gcc', 'git', 'libc6-dev', 'libsecret-1-dev', 'make', 'pkg-config']
const watch = ['xserver-xephyr']

/** The lists are fetched again when they are older than this: packages they name may be gone from the archive. */
const listsAgeMs = 7 * 24 * 60 * 60 * 1000

/**
 * The packages for what is asked for, each once, in order.
 * @param {readonly string[]} needs
 * @returns {string[]}
 */
export function packagesFor(needs) {
  return [
    ...new Set([
      ...(needs.includes('desktop') ? desktop : []),
      ...(needs.includes('git-helper') ? gitHelper : []),
      ...(needs.includes('watch') ? watch : [])
    ])
  ].sort()
}

/**
 * Those of `packages` that dpkg-query's `${db:Status-Status} ${Package}` lines do not report as installed.
 * @param {readonly string[]} packages
 * @param {string} report
 */
export function missingFrom(packages, report) {
  const installed = new Set(
    report
      .split('\n')
      .filter((line) => line.startsWith('installed '))
      .map((line) => line.slice('installed '.length).trim())
  )
  return packages.filter((name) => !installed.has(name))
}

/**
 * The one line that installs packages.
 * @param {readonly string[]} packages
 * @param {{ sudo: boolean }} as
 */
export function aptLine(packages, { sudo }) {
  return `${sudo ? 'sudo ' : ''}apt-get install -y --no-install-recommends ${packages.join(' ')}`
}

/**
 * Whether this is Ubuntu, from /etc/os-release. Its package `chromium` is a stub that calls snap.
 * @param {string} osRelease
 */
export function isUbuntu(osRelease) {
  return /^ID="?ubuntu"?$/m.test(osRelease)
}

function listsAreFresh() {
  const folder = '/var/lib/apt/lists'
  if (!existsSync(folder)) return false
  const ages = readdirSync(folder)
    .filter((name) => name.endsWith('InRelease') || name.includes('_Packages'))
    .map((name) => statSync(path.join(folder, name)).mtimeMs)
  return ages.length > 0 && Date.now() - Math.max(...ages) < listsAgeMs
}

/**
 * The packages that are missing here. Throws SetupProblem where this system cannot have them.
 * @param {readonly string[]} needs
 * @param {string} [system] the file that names the system
 * @returns {Promise<string[]>}
 */
export async function missingPackages(needs, system = '/etc/os-release') {
  let wanted = packagesFor(needs)
  if (wanted.length === 0) return []
  const osRelease = existsSync(system) ? readFileSync(system, 'utf8') : ''
  if (wanted.includes('chromium') && isUbuntu(osRelease)) {
    wanted = wanted.filter((name) => name !== 'chromium')
    if (findChromium() === null) {
      throw new SetupProblem(
        'This needs a browser named chromium, and Ubuntu\'s is a snap that cannot be given a profile. Please install Chrome, then run: sudo ln -s "$(command -v google-chrome)" /usr/local/bin/chromium'
      )
    }
  }
  const { status, stdout } = await run('dpkg-query', [
    '-W',
    '-f',
    '${db:Status-Status} ${Package}\\n',
    ...wanted
  ])
  if (status === 127) {
    throw new SetupProblem(`This needs a Debian system: it runs programs of ${wanted.join(', ')}.`)
  }
  return missingFrom(wanted, stdout)
}

/**
 * Installs packages as root or through a sudo that asks nothing. Throws SetupProblem with the line to type otherwise.
 * @param {readonly string[]} packages
 * @param {(line: string) => void} log
 */
export async function installPackages(packages, log) {
  const root = process.getuid?.() === 0
  if (!root && (await run('sudo', ['-n', 'true'])).status !== 0) {
    throw new SetupProblem(
      `Some Debian packages are missing. Please run: ${aptLine(packages, { sudo: true })}`
    )
  }
  log(`Installing Debian packages: ${packages.join(' ')} …`)
  /** @param {readonly string[]} args */
  const apt = (args) => {
    const line = [
      'env',
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      '-qq',
      '-o',
      'DPkg::Lock::Timeout=300',
      ...args
    ]
    const [program, ...rest] = root ? line : ['sudo', '-n', ...line]
    return run(/** @type {string} */ (program), rest)
  }
  const install = ['install', '-y', '--no-install-recommends', ...packages]
  if (!listsAreFresh()) await apt(['update'])
  let done = await apt(install)
  if (done.status !== 0) {
    await apt(['update'])
    done = await apt(install)
  }
  if (done.status !== 0) {
    const why = done.stderr.trim().split('\n').slice(-3).join('\n')
    throw new SetupProblem(`apt-get failed:\n${why}\nPlease run: ${aptLine(packages, { sudo: !root })}`)
  }
}
