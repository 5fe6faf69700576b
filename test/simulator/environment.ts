import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Simulator } from './simulator.js'

type Pointers = Pick<Simulator, 'proxies' | 'certificateFile'>

/**
 * The settings that point git and the package tools at the simulator and nowhere else. The app gets them too:
 * the git it starts inherits them.
 */
export function practiceEnvironment({ proxies, certificateFile }: Pointers): Record<string, string> {
  return {
    // Otherwise xdg-open would ask the desktop's own programs for a browser, not the mime settings.
    XDG_CURRENT_DESKTOP: 'X-Generic',
    HTTPS_PROXY: proxies.tools,
    // Plain http is refused there, and seen.
    http_proxy: proxies.tools,
    NO_PROXY: 'localhost,127.0.0.1',
    PIP_CERT: certificateFile,
    // twine, and what else is written with Python's requests.
    REQUESTS_CA_BUNDLE: certificateFile,
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    CARGO_HTTP_CAINFO: certificateFile,
    GIT_SSL_CAINFO: certificateFile,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    npm_config_cafile: certificateFile,
    npm_config_globalconfig: '/dev/null',
    npm_config_update_notifier: 'false'
  }
}

/**
 * The whole environment of a child (the app, git, npm), built from nothing, so that no proxy, certificate,
 * credential helper or setting of the one who runs the tests gets in. Of `session`, only what ties a program to a
 * screen, a bus and a login session is taken.
 */
export function environmentFor(options: {
  readonly home: string
  readonly simulator: Pointers
  readonly session?: Readonly<Record<string, string | undefined>>
}): Record<string, string> {
  const { home, simulator, session = {} } = options
  const tied = Object.entries(session).flatMap(([name, value]) =>
    /^((WAYLAND_)?DISPLAY|XAUTHORITY|DBUS_SESSION_BUS_ADDRESS|XDG_(RUNTIME_DIR|SESSION_TYPE))$/.test(name) &&
    value !== undefined
      ? [[name, value] as const]
      : []
  )
  return {
    PATH: process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin',
    LANG: 'C.UTF-8',
    HOME: home,
    XDG_DATA_HOME: path.join(home, '.local', 'share'),
    XDG_CONFIG_HOME: path.join(home, '.config'),
    XDG_CACHE_HOME: path.join(home, '.cache'),
    XDG_STATE_HOME: path.join(home, '.local', 'state'),
    ...Object.fromEntries(tied),
    ...practiceEnvironment(simulator)
  }
}

/** Writes a program that runs these words, followed by what it is given itself. */
export async function writeProgram(file: string, words: readonly string[]): Promise<void> {
  const quoted = words.map((word) => `'${word.replaceAll("'", `'\\''`)}'`)
  await writeFile(file, `#!/bin/sh\nexec ${quoted.join(' ')} "$@"\n`, { mode: 0o755 })
}
