// How the built app is started: on real Electron, or on the stand-in where Electron cannot be had.
import path from 'node:path'

/** @typedef {{ kind: 'real', path: string } | { kind: 'stand-in', reason: string }} ElectronChoice */

/**
 * The program and arguments that start the app with `args`.
 * @param {string} root the project's folder
 * @param {ElectronChoice} electron
 * @param {readonly string[]} args
 * @returns {{ program: string, args: string[] }}
 */
export function launchCommand(root, electron, args) {
  return electron.kind === 'real'
    ? { program: electron.path, args: [root, ...args] }
    : {
        program: process.execPath,
        args: [
          '--import',
          path.join(root, 'out/test-tools/stand-in/register.js'),
          path.join(root, 'out/main/main.js'),
          ...args
        ]
      }
}

/**
 * The environment of an app that is started from here. Editors set `ELECTRON_RUN_AS_NODE` in their terminals, with which
 * Electron would be a Node. `given` is all of it where it is given, but for a person's decision on the sandbox and the
 * stand-in's switches for looking inside (test/electron-stand-in/README.md).
 * @param {Readonly<Record<string, string | undefined>>} own
 * @param {Readonly<Record<string, string>> | null} given
 * @returns {Record<string, string>}
 */
export function launchEnvironment(own, given = null) {
  const passedOn = given === null ? /^(?!ELECTRON_RUN_AS_NODE$)/ : /^(ELECTRON_DISABLE_SANDBOX$|STAND_IN_)/
  const kept = Object.entries(own).flatMap(([name, value]) =>
    value !== undefined && passedOn.test(name) ? [[name, value]] : []
  )
  return { ...given, ...Object.fromEntries(kept) }
}

/**
 * Ends the app with this process. A terminal sends SIGINT and SIGHUP to both by itself, and Electron is killed by a
 * second one (shell/browser/electron_browser_main_parts_posix.cc), so only SIGTERM is handed on.
 * @param {{ kill: (signal: NodeJS.Signals) => unknown }} app
 * @param {{ on: (signal: NodeJS.Signals, listener: () => void) => unknown }} source
 * @param {NodeJS.Platform} platform
 * @returns {() => boolean} whether an end was asked for
 */
export function handSignalsOn(app, source = process, platform = process.platform) {
  let wasAsked = false
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGHUP', 'SIGTERM'])) {
    source.on(signal, () => {
      wasAsked = true
      // The console of Windows tells nothing to a program with windows.
      if (signal === 'SIGTERM' || platform === 'win32') app.kill(signal)
    })
  }
  return () => wasAsked
}
