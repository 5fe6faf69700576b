import type Electron from 'electron'
import { existsSync, writeSync } from 'node:fs'
import { homedir } from 'node:os'
import path from 'node:path'
import { onlyBuilt, strict } from '../not-built.js'
import { start } from '../program.js'

/** xmessage ends with this and the button's place; with 1 when its window is closed. */
const firstButton = 100

/** Asks with xmessage, which every desktop of X has; gives the button's place, or null where none was pressed. */
function ask(text: string, buttons: readonly string[], usual: string): Promise<number | null> {
  const labels = buttons.map(
    (label, at) => `${label.replaceAll(/[\\,:]/g, String.raw`\$&`)}:${firstButton + at}`
  )
  const words = ['-center', '-title', 'Question', '-buttons', labels.join(','), '-default', usual]
  const child = start('xmessage', [...words, '-file', '-'], { stdio: ['pipe', 'ignore', 'ignore'] })
  child.stdin?.end(`${text}\n`)
  return new Promise((resolve) => {
    child.once('error', () => resolve(null))
    child.once('exit', (code) => {
      const at = (code ?? 0) - firstButton
      resolve(at in buttons ? at : null)
    })
  })
}

type Given<Options> = [window: Electron.BaseWindow, options: Options] | [options: Options]

/** No dialog belongs to a window here, so one that is given is left alone. */
const optionsOf = <Options>(given: Given<Options>): Options => given[given.length - 1] as Options

export const dialog = strict('dialog', {
  /** On Linux printed before `ready` (docs/api/dialog.md); here always, because a box would block. */
  showErrorBox: (title: string, content: string): void => {
    try {
      writeSync(2, `${title}\n${content}\n`)
    } catch {
      // Nobody reads it.
    }
  },

  showMessageBox: async (
    ...given: Given<Electron.MessageBoxOptions>
  ): Promise<Electron.MessageBoxReturnValue> => {
    const options = optionsOf(given)
    onlyBuilt('message box', options, 'type', 'message', 'detail', 'buttons', 'defaultId', 'cancelId')
    const { message, detail = '', buttons = ['OK'], defaultId = 0, cancelId = 0 } = options
    const pressed = await ask(`${message}\n\n${detail}`.trimEnd(), buttons, buttons[defaultId] ?? '')
    return { response: pressed ?? cancelId, checkboxChecked: false }
  },

  /** Offers the place that the app names, or the home folder where that is not there; no other can be chosen. */
  showSaveDialog: async (
    ...given: Given<Electron.SaveDialogOptions>
  ): Promise<Electron.SaveDialogReturnValue> => {
    const options = optionsOf(given)
    onlyBuilt('save dialog', options, 'defaultPath')
    const { defaultPath: wanted = 'untitled' } = options
    const folder = existsSync(path.dirname(wanted)) ? path.dirname(wanted) : homedir()
    const filePath = path.join(folder, path.basename(wanted))
    const pressed = await ask(`Save as ${filePath}?`, ['Save', 'Cancel'], 'Save')
    return pressed === 0 ? { canceled: false, filePath } : { canceled: true, filePath: '' }
  },

  /** Offers the home folder; no other can be chosen. */
  showOpenDialog: async (
    ...given: Given<Electron.OpenDialogOptions>
  ): Promise<Electron.OpenDialogReturnValue> => {
    const options = optionsOf(given)
    onlyBuilt('open dialog', options, 'properties')
    const pressed = await ask(`Open ${homedir()}?`, ['Open', 'Cancel'], 'Open')
    return pressed === 0 ? { canceled: false, filePaths: [homedir()] } : { canceled: true, filePaths: [] }
  }
})
