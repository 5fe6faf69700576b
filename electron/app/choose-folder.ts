import { dialog } from 'electron'

/** Asks the person for a folder; null where they chose none. */
export async function chooseFolder(): Promise<string | null> {
  const { canceled, filePaths } = await dialog.showOpenDialog({ properties: ['openDirectory'] })
  return canceled ? null : (filePaths[0] ?? null)
}
