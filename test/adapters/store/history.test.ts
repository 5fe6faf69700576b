import { appendFileSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs'
import type * as Fs from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { FileHandle } from 'node:fs/promises'
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createHistoryFile } from '../../../electron/adapters/store/history.js'
import { printTable } from '../../services/faults/printed-table.js'

/** At which step of an append the disk fails, with which code. */
const disk = vi.hoisted(() => ({
  fails: null as { readonly at: 'write' | 'sync'; readonly code: string } | null
}))

vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof Fs>()
  const failAt = (at: string): void => {
    if (disk.fails?.at === at) throw Object.assign(new Error(disk.fails.code), disk.fails)
  }
  /** A real file on a disk that takes half of what is written, or does not keep what it took. */
  const open = async (...given: Parameters<typeof Fs.open>): Promise<FileHandle> => {
    const handle = await fs.open(...given)
    const [write, sync] = [handle.writeFile.bind(handle), handle.sync.bind(handle)]
    return Object.assign(handle, {
      writeFile: async (text: string) => {
        await write(disk.fails?.at === 'write' ? text.slice(0, text.length / 2) : text)
        failAt('write')
      },
      sync: async () => {
        failAt('sync')
        await sync()
      }
    })
  }
  return { ...fs, open, default: { ...fs, open } }
})

let folder = ''
beforeEach(() => {
  disk.fails = null
  folder = mkdtempSync(path.join(tmpdir(), 'history-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})
const rows: (readonly string[])[] = []
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

  it.each([
    ['write', 'ENOSPC'],
    ['write', 'EROFS'],
    ['sync', 'EIO'],
    ['sync', 'EDQUOT']
  ] as const)('is as it was when the disk fails at the %s (%s)', async (at, code) => {
    const history = createHistoryFile(folder)
    await history.append(['one'])
    disk.fails = { at, code }
    await expect(history.append(['two', 'three', 'four'])).rejects.toMatchObject({ code })
    expect(readFileSync(file(), 'utf8')).toBe('one\n')
    disk.fails = null
    await history.append(['two', 'three', 'four'])
    expect(await history.lines()).toEqual(['one', 'two', 'three', 'four'])
    rows.push([
      'history',
      `the disk says ${code} at the ${at}`,
      'that not all is written',
      'all of it, in memory',
      'with the next event'
    ])
  })

  afterAll(() => {
    const head = ['Store', 'Fault', 'The person sees', 'Kept', 'Heals']
    printTable({ name: '3-history', title: 'The history on a disk that refuses', head, rows })
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
