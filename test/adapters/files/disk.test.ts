import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { contentOf, isThere, setAside, writeWhole } from '../../../electron/adapters/files/disk.js'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(os.tmpdir(), 'disk-'))
  file = path.join(folder, 'file')
})
afterEach(() => rmSync(folder, { recursive: true }))

describe('a file', () => {
  it('that is not there has no content, also below what is no folder', async () => {
    writeFileSync(file, '')
    for (const missing of [path.join(folder, 'other'), path.join(file, 'below')]) {
      expect(await contentOf(missing)).toBeNull()
      expect(await isThere(missing)).toBe(false)
    }
  })

  it('that the disk does not give rejects, as a missing one does not', async () => {
    await expect(contentOf(folder)).rejects.toMatchObject({ code: 'EISDIR' })
    if (process.platform === 'win32') return
    await expect(isThere(path.join(folder, 'long'.repeat(200)))).rejects.toMatchObject({
      code: 'ENAMETOOLONG'
    })
  })

  it('is written for its owner alone, and over another one only where that is asked for', async () => {
    await writeWhole(file, 'one', 'wx')
    if (process.platform !== 'win32') expect(statSync(file).mode & 0o777).toBe(0o600)
    await expect(writeWhole(file, 'two', 'wx')).rejects.toMatchObject({ code: 'EEXIST' })
    await writeWhole(file, 'two', 'w')
    expect(readFileSync(file, 'utf8')).toBe('two')
  })

  it('that is set aside takes the place of none that was set aside before', async () => {
    for (const content of ['one', 'two']) {
      writeFileSync(file, content)
      await setAside(file)
    }
    expect(readdirSync(folder)).toEqual(['file.set-aside-1', 'file.set-aside-2'])
    expect(readFileSync(`${file}.set-aside-1`, 'utf8')).toBe('one')
  })
})
