import { mkdir, readlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { chromiumProgram, quietSwitches } from '../../scripts/setup/chromium.mjs'
import { writeProgram } from './environment.js'
import type { Simulator } from './simulator.js'

export interface PracticeBrowser {
  readonly profile: string
  /** Ends the browser if it was started. */
  close(): Promise<void>
}

/** Whatever opens a web address looks one of these up. */
const kinds = ['x-scheme-handler/http', 'x-scheme-handler/https', 'text/html']

/** Chromium hangs when its clock jumps, so a driven clock must not reach it. */
const drivenClock = [
  ...['LD_PRELOAD', 'FAKETIME_TIMESTAMP_FILE', 'FAKETIME_NO_CACHE', 'DONT_FAKE_MONOTONIC', 'FAKETIME']
]

/** Chromium names the process that holds a profile in the profile's lock: a link to `host-processId`. */
async function endBrowser(profile: string): Promise<void> {
  const holder = await readlink(path.join(profile, 'SingletonLock')).catch(() => '')
  const processId = Number(/-(\d+)$/.exec(holder)?.[1])
  const send = (signal: NodeJS.Signals | 0) => {
    try {
      return process.kill(processId, signal)
    } catch {
      return false
    }
  }
  if (!Number.isInteger(processId) || !send('SIGTERM')) return
  for (let tries = 0; tries < 400; tries += 1) {
    if (!send(0)) return
    await delay(50)
  }
  send('SIGKILL')
}

/**
 * Makes Debian's Chromium, with a profile of its own and pointed at the simulator, the web browser of the home of
 * whoever has this environment; `xdg-open` then finds it as it would find the person's.
 */
export async function installPracticeBrowser(options: {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The profile and the start script are made in here. */
  readonly directory: string
  readonly simulator: Pick<Simulator, 'proxies' | 'certificateHash'>
}): Promise<PracticeBrowser> {
  const { env, directory, simulator } = options
  const home = env.HOME
  if (home === undefined)
    throw new Error('a browser without a HOME would become the browser of the one who runs this')
  const profile = path.join(directory, 'browser-profile')
  const script = path.join(directory, 'practice-browser')
  const applications = path.join(home, '.local', 'share', 'applications')
  const configuration = path.join(home, '.config')
  for (const folder of [profile, applications, configuration]) await mkdir(folder, { recursive: true })
  await writeProgram(script, [
    'env',
    ...drivenClock.flatMap((name) => ['-u', name]),
    chromiumProgram(),
    `--user-data-dir=${profile}`,
    `--proxy-server=${simulator.proxies.browser}`,
    `--ignore-certificate-errors-spki-list=${simulator.certificateHash}`,
    '--remote-debugging-port=0',
    ...quietSwitches
  ])
  const entry = [
    '[Desktop Entry]',
    'Type=Application',
    'Name=Practice browser',
    // Quoted only where it must be: the generic part of xdg-open takes quotes for a part of the name.
    `Exec=${/\s/.test(script) ? `"${script}"` : script} %u`,
    `MimeType=${kinds.join(';')};`
  ]
  const defaults = ['[Default Applications]', ...kinds.map((kind) => `${kind}=practice-browser.desktop`)]
  await writeFile(path.join(applications, 'practice-browser.desktop'), `${entry.join('\n')}\n`)
  await writeFile(path.join(configuration, 'mimeapps.list'), `${defaults.join('\n')}\n`)
  return { profile, close: () => endBrowser(profile) }
}
