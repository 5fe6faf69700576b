import { app, dialog } from 'electron'
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { AppFailure } from '../domain/app-failure.js'

/** Asks the person where a text goes and writes it there; false where they chose nothing. */
export async function saveText(name: string, text: string): Promise<boolean> {
  const { canceled, filePath } = await dialog.showSaveDialog({
    defaultPath: path.join(app.getPath('documents'), name)
  })
  if (canceled) return false
  try {
    await writeFile(filePath, text, { mode: 0o600 })
  } catch (error) {
    throw new AppFailure('file-not-written', { file: filePath }, { cause: error })
  }
  return true
}
