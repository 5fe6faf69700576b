import type Electron from 'electron'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { notBuilt, onlyBuilt, strict } from '../not-built.js'
import { print } from '../print.js'
import { programEnvironment } from '../program-environment.js'

/** xmessage ends with this and the button's place; with 1 when its window is closed. */
const firstButton = 100

/** Asks with xmessage, which every desktop of X has; gives the button's place, or null where none was pressed. */
function ask(text: string, buttons: readonly string[], usual: string | undefined): Promise<number | null> {
  const labels = buttons.map(
    (label, at) => `${label.replaceAll(/[\\,:]/g, String.raw`\$&`)}:${firstButton + at}`
  )
  const child = spawn(
    'xmessage',
    [
      ...['-center', '-title', 'Question', '-buttons', labels.join(',')],
      ...(usual === undefined ? [] : ['-default', usual]),
      ...['-file', '-']
    ],
    { stdio: ['pipe', 'ignore', 'ignore'], env: programEnvironment() }
  )
  child.stdin.on('error', () => undefined)
  child.stdin.end(`${text}\n`)
  return new Promise((resolve) => {
    child.once('error', () => resolve(null))
    child.once('exit', (code) => {
      const at = (code ?? 0) - firstButton
      resolve(at in buttons ? at : null)
    })
  })
}

/** What a dialog is given: never a window that it belongs to. */
function only<Options extends object>(
  name: string,
  [options, ...rest]: readonly [Electron.BaseWindow | Options, Options?],
  built: readonly string[]
): Options {
  if (rest[0] !== undefined) throw notBuilt(`dialog.${name} of a window`)
  onlyBuilt(`dialog.${name}`, options, built)
  // A window alone would have been refused by the names of its members.
  return options as Options
}

async function showMessageBox(
  ...given: [Electron.BaseWindow | Electron.MessageBoxOptions, Electron.MessageBoxOptions?]
): Promise<Electron.MessageBoxReturnValue> {
  const built = ['type', 'message', 'detail', 'buttons', 'defaultId', 'cancelId']
  const options = only('showMessageBox', given, built)
  const { message, detail = '', buttons = ['OK'], defaultId = 0, cancelId = 0 } = options
  const pressed = await ask(`${message}\n\n${detail}`.trimEnd(), buttons, buttons[defaultId])
  return { response: pressed ?? cancelId, checkboxChecked: false }
}

/** Offers the place that the app names, or the home folder where that is not there; no other can be chosen. */
async function showSaveDialog(
  ...given: [Electron.BaseWindow | Electron.SaveDialogOptions, Electron.SaveDialogOptions?]
): Promise<Electron.SaveDialogReturnValue> {
  const { defaultPath: wanted = 'untitled' } = only('showSaveDialog', given, ['defaultPath'])
  const folder = existsSync(path.dirname(wanted)) ? path.dirname(wanted) : homedir()
  const filePath = path.join(folder, path.basename(wanted))
  const pressed = await ask(`Save as ${filePath}?`, ['Save', 'Cancel'], 'Save')
  return pressed === 0 ? { canceled: false, filePath } : { canceled: true, filePath: '' }
}

/** Offers the home folder; no other can be chosen. */
async function showOpenDialog(
  ...given: [Electron.BaseWindow | Electron.OpenDialogOptions, Electron.OpenDialogOptions?]
): Promise<Electron.OpenDialogReturnValue> {
  only('showOpenDialog', given, ['properties'])
  const folder = homedir()
  const pressed = await ask(`Open ${folder}?`, ['Open', 'Cancel'], 'Open')
  return pressed === 0 ? { canceled: false, filePaths: [folder] } : { canceled: true, filePaths: [] }
}

/** showErrorBox prints on Linux before `ready` (docs/api/dialog.md); here always, because a box would block. */
export const dialog = strict('dialog', {
  showErrorBox: (title: string, content: string) => print(title, content),
  showMessageBox,
  showOpenDialog,
  showSaveDialog
} satisfies Pick<Electron.Dialog, 'showErrorBox' | 'showMessageBox' | 'showOpenDialog' | 'showSaveDialog'>)
