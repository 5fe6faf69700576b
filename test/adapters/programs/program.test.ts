import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { commandOf, runProgram, type ProgramOrder } from '../../../electron/adapters/programs/program.js'

/** Milliseconds that no program here needs on any machine. */
const limit = 100_000

const node = (script: string, more: Partial<ProgramOrder> = {}) =>
  runProgram({ program: process.execPath, args: ['-e', script], environment: {}, timeout: limit, ...more })

const alive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

/** A program that starts another one and writes its number into a file; both would go on for minutes. */
const withChild = (file: string): string => `const { spawn } = require('node:child_process')
const { renameSync, writeFileSync } = require('node:fs')
const child = spawn(process.execPath, ['-e', 'setTimeout(() => {}, 300000)'], { stdio: 'inherit' })
writeFileSync('${file}.new', String(child.pid))
renameSync('${file}.new', '${file}')
setTimeout(() => {}, 300000)`

async function gone(pid: number): Promise<void> {
  while (alive(pid)) await new Promise((resolve) => void setTimeout(resolve, 10))
}

describe('a program that is run', () => {
  let folder = ''
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'token-tray-program-'))
  })
  afterEach(() => {
    vi.useRealTimers()
    rmSync(folder, { recursive: true })
  })

  it('gives its output and its code, and takes its input', async () => {
    const answer = await node('process.stdin.pipe(process.stdout); process.exitCode = 3', { input: 'hello' })
    expect(answer).toEqual({ code: 3, output: 'hello', errors: '', timedOut: false })
  })

  it('has its errors dropped unless they are asked for', async () => {
    const script = "console.error('what went wrong')"
    expect((await node(script)).errors).toBe('')
    expect((await node(script, { keepErrors: true })).errors).toBe('what went wrong\n')
  })

  it('is no failure of ours when it cannot be started', async () => {
    const answer = await runProgram({ program: '/no/such', args: [], environment: {}, timeout: limit })
    expect(answer).toEqual({ code: null, output: '', errors: '', timedOut: false })
  })

  it('is ended at the limit with all that it started', async () => {
    const file = join(folder, 'number')
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
    const answer = node(withChild(file))
    await vi.waitFor(() => expect(existsSync(file)).toBe(true), 60_000)
    vi.advanceTimersByTime(limit)
    expect(await answer).toMatchObject({ code: null, timedOut: true })
    vi.useRealTimers()
    await gone(Number(readFileSync(file, 'utf8')))
  })

  it('is ended at its signal, whose reason is passed on', async () => {
    const stop = new AbortController()
    const refused = expect(node(withChild(join(folder, 'number')), { signal: stop.signal })).rejects.toThrow(
      'enough'
    )
    stop.abort(new Error('enough'))
    await refused
    await expect(node('', { signal: stop.signal })).rejects.toThrow('enough')
  })
})

describe('a script of Windows', () => {
  const program = 'C:\\Program Files\\Microsoft SDKs\\Azure\\CLI2\\wbin\\az.cmd'
  const environment = { SystemRoot: 'C:\\Windows' }

  it('is run by the command interpreter', () => {
    const args = ['account', 'list', '--output', 'json', '--tenant', 'contoso.example']
    expect(commandOf({ program, args, environment }, 'win32')).toEqual({
      file: 'C:\\Windows\\System32\\cmd.exe',
      args: ['/d', '/s', '/c', `""${program}" account list --output json --tenant contoso.example"`],
      options: { windowsVerbatimArguments: true }
    })
  })

  it.each(['a b', 'a&calc', '%PATH%', '"', 'a|b', '^', '', 'a\nb', '!x!', '(a)', 'a;b', 'a,b'])(
    'may not be given %j',
    (argument) => {
      expect(() => commandOf({ program, args: [argument], environment }, 'win32')).toThrow(RangeError)
    }
  )

  it.each(['C:\\100%\\az.cmd', 'C:\\a&b\\az.cmd', 'az.cmd', '\\\\server\\share\\az.cmd', 'C:\\"\\az.cmd'])(
    'may not lie at %s',
    (where) => {
      expect(() => commandOf({ program: where, args: [], environment }, 'win32')).toThrow(RangeError)
    }
  )

  it('is only what ends like one: all other programs are given their arguments as they are', () => {
    const args = ['a b', '%PATH%']
    for (const [file, platform] of [
      ['C:\\git.exe', 'win32'],
      ['/bin/az.cmd', 'linux']
    ] as const) {
      expect(commandOf({ program: file, args, environment }, platform)).toEqual({ file, args, options: {} })
    }
  })
})
