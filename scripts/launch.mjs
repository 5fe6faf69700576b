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
