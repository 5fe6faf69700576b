import { chmod, mkdir, readlink, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { chromiumProgram } from '../../scripts/setup/chromium.mjs'
import type { Simulator } from './simulator.js'

export interface PracticeBrowser {
  readonly profile: string
  /** Written by Chromium once it runs: the port on the first line, the path of the browser's socket on the second. */
  readonly devToolsPortFile: string
  /** Ends the browser if it was started. */
  close(): Promise<void>
}

const entryName = 'practice-browser.desktop'
/** Whatever opens a web address looks one of these up. */
const kinds = ['x-scheme-handler/http', 'x-scheme-handler/https', 'text/html']

const shellQuoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

const alive = (processId: number) => {
  try {
    return process.kill(processId, 0)
  } catch {
    return false
  }
}

/** Chromium names the process that holds a profile in the profile's lock: a link to `host-processId`. */
async function endBrowser(profile: string): Promise<void> {
  const holder = await readlink(path.join(profile, 'SingletonLock')).catch(() => '')
  const processId = Number(/-(\d+)$/.exec(holder)?.[1])
  if (!Number.isInteger(processId) || !alive(processId)) return
  process.kill(processId, 'SIGTERM')
  for (let tries = 0; tries < 100 && alive(processId); tries += 1) await delay(50)
  if (alive(processId)) process.kill(processId, 'SIGKILL')
}

/**
 * Makes Debian's Chromium, with a profile of its own and pointed at the simulator, the web browser of the
 * given environment's home; `xdg-open` then finds it as it would find the person's.
 */
export async function installPracticeBrowser(options: {
  /** Of whoever will call `xdg-open`: its HOME or XDG folders say where browsers are looked up. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** The profile and the start script are made in here. */
  readonly directory: string
  readonly simulator: Pick<Simulator, 'proxies' | 'certificateHash'>
  readonly program?: string
}): Promise<PracticeBrowser> {
  const { env, directory, simulator, program = chromiumProgram() } = options
  const home = env.HOME
  if (home === undefined)
    throw new Error('a browser without a HOME would become the browser of the one who runs this')
  const dataHome = env.XDG_DATA_HOME ?? path.join(home, '.local', 'share')
  const configHome = env.XDG_CONFIG_HOME ?? path.join(home, '.config')
  const profile = path.join(directory, 'browser-profile')
  const script = path.join(directory, 'practice-browser')
  const switches = [
    `--user-data-dir=${profile}`,
    `--proxy-server=${simulator.proxies.browser}`,
    `--ignore-certificate-errors-spki-list=${simulator.certificateHash}`,
    '--remote-debugging-port=0',
    '--no-first-run',
    '--no-default-browser-check',
    '--disable-quic',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
    '--password-store=basic',
    // Chromium refuses to start its sandbox as root.
    ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])
  ]
  // Chromium hangs when its clock jumps, so a driven clock must not reach it.
  const clean = [
    'LD_PRELOAD',
    'FAKETIME_TIMESTAMP_FILE',
    'FAKETIME_NO_CACHE',
    'DONT_FAKE_MONOTONIC',
    'FAKETIME'
  ]
  const command = [
    'exec env',
    ...clean.map((name) => `-u ${name}`),
    shellQuoted(program),
    ...switches.map(shellQuoted),
    '"$@"'
  ]
  const applications = path.join(dataHome, 'applications')
  await Promise.all([profile, applications, configHome].map((folder) => mkdir(folder, { recursive: true })))
  await writeFile(script, `#!/bin/sh\n${command.join(' ')}\n`)
  await chmod(script, 0o755)
  await writeFile(
    path.join(applications, entryName),
    [
      '[Desktop Entry]',
      'Type=Application',
      'Name=Practice browser',
      // Quoted only where it must be: the generic part of xdg-open takes quotes for a part of the name.
      `Exec=${/\s/.test(script) ? `"${script}"` : script} %u`,
      'Terminal=false',
      `MimeType=${kinds.join(';')};`,
      ''
    ].join('\n')
  )
  await writeFile(
    path.join(configHome, 'mimeapps.list'),
    ['[Default Applications]', ...kinds.map((kind) => `${kind}=${entryName}`), ''].join('\n')
  )
  return {
    profile,
    devToolsPortFile: path.join(profile, 'DevToolsActivePort'),
    close: () => endBrowser(profile)
  }
}
