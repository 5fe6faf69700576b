import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createHistoryFile } from '../../../electron/adapters/store/history.js'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'history-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})
const file = (): string => path.join(folder, 'history.jsonl')

describe('the file of the history', () => {
  it('is added to only', async () => {
    const history = createHistoryFile(folder)
    expect(await history.lines()).toEqual([])
    await history.append(['one', 'two'])
    await history.append(['three'])
    expect(await createHistoryFile(folder).lines()).toEqual(['one', 'two', 'three'])
    expect(readFileSync(file(), 'utf8')).toBe('one\ntwo\nthree\n')
  })

  it.skipIf(process.platform === 'win32')(
    'is readable by the person alone (Windows has no modes)',
    async () => {
      await createHistoryFile(folder).append(['one'])
      expect(statSync(file()).mode & 0o777).toBe(0o600)
    }
  )

  it('keeps a line that a crash cut off apart from the next', async () => {
    const history = createHistoryFile(folder)
    await history.append(['one'])
    appendFileSync(file(), 'tw')
    await history.append(['three'])
    expect(await history.lines()).toEqual(['one', 'tw', 'three'])
  })

  it('makes its folder, and is set aside without overwriting what was', async () => {
    const history = createHistoryFile(path.join(folder, 'deep', 'er'))
    for (const line of ['one', 'two']) {
      await history.append([line])
      await history.setAside()
    }
    expect(await history.lines()).toEqual([])
    expect(readdirSync(path.join(folder, 'deep', 'er')).sort()).toEqual([
      'history.jsonl.set-aside-1',
      'history.jsonl.set-aside-2'
    ])
  })
})
