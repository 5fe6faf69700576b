import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { editText, hasBackup, readText, restoreText } from '../../../electron/adapters/consumers/text-file.js'
import { FormatError } from '../../../electron/domain/consumer-files/file-format.js'
import { code } from '../../services/token-world.js'

let folder = ''
let file = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'token-tray-text-'))
  file = path.join(folder, 'rc')
})
afterEach(() => {
  chmodSync(folder, 0o700)
  rmSync(folder, { recursive: true })
})

const append = (text: string): string => `${text}more\n`
const now = (): string => readFileSync(file, 'utf8')

describe('editing', () => {
  it('makes a file, with the folders above it', async () => {
    file = path.join(folder, 'a', 'b', 'rc')
    await editText(file, append)
    expect(now()).toBe('more\n')
  })

  it('keeps mark and line ends, and leaves nothing else behind but the backup', async () => {
    writeFileSync(file, '\uFEFFold\r\n')
    await editText(file, append)
    expect(now()).toBe('\uFEFFold\r\nmore\n')
    expect(readdirSync(folder).sort()).toEqual(['rc', 'rc.token-tray-backup'])
  })

  it.skipIf(process.platform === 'win32')(
    'lets only the person read a new file, and keeps the mode of another (Windows has no modes)',
    async () => {
      await editText(file, append)
      expect(statSync(file).mode & 0o777).toBe(0o600)
      file = path.join(folder, 'other')
      writeFileSync(file, 'old\n')
      chmodSync(file, 0o640)
      await editText(file, append)
      expect(statSync(file).mode & 0o777).toBe(0o640)
      expect(statSync(`${file}.token-tray-backup`).mode & 0o777).toBe(0o640)
    }
  )

  it('writes where a link leads, and the link stays', async () => {
    const target = path.join(folder, 'target')
    writeFileSync(target, 'old\n')
    symlinkSync(target, file)
    await editText(file, append)
    expect(lstatSync(file).isSymbolicLink()).toBe(true)
    expect(readFileSync(target, 'utf8')).toBe('old\nmore\n')
    await restoreText(file)
    expect(lstatSync(file).isSymbolicLink()).toBe(true)
    expect(readFileSync(target, 'utf8')).toBe('old\n')
  })

  it('makes the file that a link leads to, and the link stays', async () => {
    symlinkSync(path.join('kept', 'rc'), file)
    await editText(file, append)
    expect(lstatSync(file).isSymbolicLink()).toBe(true)
    expect(readFileSync(path.join(folder, 'kept', 'rc'), 'utf8')).toBe('more\n')
    await restoreText(file)
    expect(readdirSync(path.join(folder, 'kept'))).toEqual([])
  })

  it('clears away what a crash left: half a backup, a file that was not put in place', async () => {
    writeFileSync(file, 'old\n')
    writeFileSync(`${file}.token-tray-backup-half`, 'ol')
    writeFileSync(path.join(folder, '.rc.token-tray-new'), 'a token')
    await editText(file, append)
    expect(readdirSync(folder).sort()).toEqual(['rc', 'rc.token-tray-backup'])
    await restoreText(file)
    expect(now()).toBe('old\n')
  })

  it('writes nothing where nothing changes', async () => {
    writeFileSync(file, 'old\n')
    await editText(file, (text) => text)
    expect(readdirSync(folder)).toEqual(['rc'])
  })

  it('starts again on a file that another program changed meanwhile', async () => {
    writeFileSync(file, 'old\n')
    let times = 0
    await editText(file, (text) => {
      times += 1
      if (times === 1) writeFileSync(file, 'theirs\n')
      return append(text)
    })
    expect(now()).toBe('theirs\nmore\n')
  })

  it('makes edits of one file that come at once one after another, also where a link leads to it', async () => {
    writeFileSync(file, 'old\n')
    const link = path.join(folder, 'link')
    symlinkSync(file, link)
    await Promise.all([file, link, file, link, file].map((name) => editText(name, append)))
    expect(now()).toBe(`old\n${'more\n'.repeat(5)}`)
  })

  it('gives up on one that is changed all the time, and leaves theirs', async () => {
    writeFileSync(file, 'old\n')
    let times = 0
    const edit = (text: string): string => {
      times += 1
      writeFileSync(file, `theirs ${String(times)}\n`)
      return append(text)
    }
    await expect(editText(file, edit)).rejects.toMatchObject(code('file-not-written'))
    expect(now()).toBe('theirs 5\n')
  })

  it('leaves alone what it cannot read, and says where', async () => {
    writeFileSync(file, 'odd\n')
    const edit = (): string => {
      throw new FormatError(3)
    }
    await expect(editText(file, edit)).rejects.toMatchObject({
      code: 'file-not-readable',
      facts: { file, line: 3 }
    })
    expect(readdirSync(folder)).toEqual(['rc'])
    rmSync(file)
    mkdirSync(file)
    await expect(readText(file)).rejects.toMatchObject(code('file-not-readable'))
    await expect(editText(file, append)).rejects.toMatchObject(code('file-not-readable'))
  })

  it('tells a folder that cannot be written, and the file is as it was', async () => {
    // A file in the place of the folder: refused to everybody, an administrator included.
    writeFileSync(path.join(folder, 'not-a-folder'), '')
    const inside = path.join(folder, 'not-a-folder', 'rc')
    await expect(editText(inside, append)).rejects.toMatchObject({
      code: 'file-not-written',
      facts: { file: inside }
    })
    expect(readdirSync(folder)).toEqual(['not-a-folder'])
  })

  it('reads what is not there as nothing', async () => {
    expect(await readText(file)).toBeNull()
    expect(await readText(path.join(folder, 'no', 'rc'))).toBeNull()
  })
})

describe('bringing back', () => {
  it('gives the file from before our first write, byte for byte, however often we wrote', async () => {
    const before = Buffer.from([0xef, 0xbb, 0xbf, 0x61, 0x0d, 0x0a, 0x00, 0xff])
    writeFileSync(file, before)
    await editText(file, append)
    await editText(file, append)
    expect(await hasBackup(file)).toBe(true)
    await restoreText(file)
    expect(readFileSync(file)).toEqual(before)
    expect(await hasBackup(file)).toBe(false)
    await expect(restoreText(file)).rejects.toMatchObject(code('backup-missing'))
  })

  const bySomebody = (text: string): void => {
    writeFileSync(file, text)
    const later = Date.now() / 1000 + 60
    utimesSync(file, later, later)
  }

  it('keeps beside it what somebody wrote since, also where we wrote again after that', async () => {
    writeFileSync(file, 'old\n')
    chmodSync(file, 0o640)
    await editText(file, append)
    bySomebody('theirs\n')
    await editText(file, append)
    expect(await restoreText(file)).toBe(`${file}.token-tray-kept`)
    expect(now()).toBe('old\n')
    expect(readFileSync(`${file}.token-tray-kept`, 'utf8')).toBe('theirs\nmore\n')
    expect(statSync(`${file}.token-tray-kept`).mode & 0o777).toBe(0o640)
    await editText(file, append)
    bySomebody('again\n')
    expect(await restoreText(file)).toBe(`${file}.token-tray-kept-2`)
  })

  it('keeps nothing where nobody wrote since, or what they wrote is what is brought back', async () => {
    writeFileSync(file, 'old\n')
    await (
      await editText(file, append)
    )()
    await editText(file, append)
    expect(await restoreText(file)).toBeNull()
    await editText(file, append)
    bySomebody('old\n')
    expect(await restoreText(file)).toBeNull()
    await editText(file, append)
    rmSync(file)
    expect(await restoreText(file)).toBeNull()
    rmSync(file)
    await (
      await editText(file, append)
    )()
    await editText(file, append)
    expect(await restoreText(file)).toBeNull()
    expect(readdirSync(folder)).toEqual([])
  })

  it('keeps what somebody wrote into a file that we made', async () => {
    await editText(file, append)
    bySomebody('theirs\n')
    expect(await restoreText(file)).toBe(`${file}.token-tray-kept`)
    expect(readdirSync(folder)).toEqual(['rc.token-tray-kept'])
  })

  it.skipIf(process.getuid?.() !== 0)(
    'leaves the owner as it is, of the file and of its copies',
    async () => {
      writeFileSync(file, 'old\n')
      chownSync(file, 1234, 2345)
      const owner = (name: string) => [statSync(name).uid, statSync(name).gid]
      await editText(file, append)
      expect([owner(file), owner(`${file}.token-tray-backup`)]).toEqual([
        [1234, 2345],
        [1234, 2345]
      ])
      bySomebody('theirs\n')
      await restoreText(file)
      expect([owner(file), owner(`${file}.token-tray-kept`)]).toEqual([
        [1234, 2345],
        [1234, 2345]
      ])
    }
  )

  it('takes away a file that was not there before', async () => {
    await editText(file, append)
    expect(await hasBackup(file)).toBe(true)
    await restoreText(file)
    expect(existsSync(file)).toBe(false)
    expect(readdirSync(folder)).toEqual([])
  })
})
