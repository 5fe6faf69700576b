import type Electron from 'electron'
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { onlyBuilt, strict } from '../not-built.js'
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
    child.once('error', () => {
      resolve(null)
    })
    child.once('exit', (code) => {
      const at = (code ?? 0) - firstButton
      resolve(at in buttons ? at : null)
    })
  })
}

async function showMessageBox(options: Electron.MessageBoxOptions): Promise<Electron.MessageBoxReturnValue> {
  onlyBuilt('dialog.showMessageBox', options, [
    'type',
    'message',
    'detail',
    'buttons',
    'defaultId',
    'cancelId'
  ])
  const { message, detail = '', buttons = ['OK'], defaultId = 0, cancelId = 0 } = options
  const pressed = await ask(`${message}\n\n${detail}`.trimEnd(), buttons, buttons[defaultId])
  return { response: pressed ?? cancelId, checkboxChecked: false }
}

/** Offers the place that the app names, or the home folder where that is not there; no other can be chosen. */
async function showSaveDialog(options: Electron.SaveDialogOptions): Promise<Electron.SaveDialogReturnValue> {
  onlyBuilt('dialog.showSaveDialog', options, ['defaultPath'])
  const wanted = options.defaultPath ?? 'untitled'
  const folder = existsSync(path.dirname(wanted)) ? path.dirname(wanted) : homedir()
  const filePath = path.join(folder, path.basename(wanted))
  const pressed = await ask(`Save as ${filePath}?`, ['Save', 'Cancel'], 'Save')
  return pressed === 0 ? { canceled: false, filePath } : { canceled: true, filePath: '' }
}

/** Offers the home folder; no other can be chosen. */
async function showOpenDialog(options: Electron.OpenDialogOptions): Promise<Electron.OpenDialogReturnValue> {
  onlyBuilt('dialog.showOpenDialog', options, ['properties'])
  const folder = homedir()
  const pressed = await ask(`Open ${folder}?`, ['Open', 'Cancel'], 'Open')
  return pressed === 0 ? { canceled: false, filePaths: [folder] } : { canceled: true, filePaths: [] }
}

/** showErrorBox prints on Linux before `ready` (docs/api/dialog.md); here always, because a box would block. */
export const dialog = strict('dialog', {
  showErrorBox: (title: string, content: string) => {
    print(title, content)
  },
  // Neither overload with a window is built; what is given in place of options then is refused by its names.
  showMessageBox: (options: Electron.MessageBoxOptions) => showMessageBox(options),
  showOpenDialog: (options: Electron.OpenDialogOptions) => showOpenDialog(options),
  showSaveDialog: (options: Electron.SaveDialogOptions) => showSaveDialog(options)
} satisfies Record<'showErrorBox' | 'showMessageBox' | 'showOpenDialog' | 'showSaveDialog', unknown>)
