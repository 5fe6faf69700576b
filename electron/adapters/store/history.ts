import { mkdir, open, truncate } from 'node:fs/promises'
import path from 'node:path'
import type { HistoryFile } from '../../services/ports/history.js'
import { contentOf, setAside } from '../files/disk.js'

/** The history as a file of JSON lines in `folder`, readable by the person alone. */
export function createHistoryFile(folder: string): HistoryFile {
  const file = path.join(folder, 'history.jsonl')

  const text = async (): Promise<string> => (await contentOf(file))?.toString('utf8') ?? ''

  return {
    lines: async () => (await text()).split('\n').filter((line) => line !== ''),
    append: async (lines) => {
      const before = await text()
      // A line that a crash cut off stays as it is; the next one must not continue it.
      const gap = before === '' || before.endsWith('\n') ? '' : '\n'
      await mkdir(folder, { recursive: true })
      const handle = await open(file, 'a', 0o600)
      const { size } = await handle.stat()
      try {
        await handle.writeFile(gap + lines.map((line) => `${line}\n`).join(''))
        await handle.sync()
      } catch (error) {
        // Lines that are written again later must not be there twice, nor half of one. By its name: on Windows, a
        // handle that only adds may not shorten.
        await truncate(file, size)
        throw error
      } finally {
        await handle.close()
      }
    },
    setAside: () => setAside(file)
  }
}
