import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { isAbandoned, ownerProcess, withLock } from '../../scripts/setup/lock.mjs'

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'token-tray-lock-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

const quiet = { onWait: () => undefined, pollMs: 5 }

/** The id of a process that has just ended. */
async function deadProcess(): Promise<number> {
  const child = spawn(process.execPath, ['-e', ''])
  await new Promise((resolve) => child.once('exit', resolve))
  return child.pid ?? 0
}

describe('the lock of setup', () => {
  it('lets one in after the other, and is gone afterwards', async () => {
    const place = path.join(folder, 'lock')
    const order: string[] = []
    const enter = (name: string) =>
      withLock(place, quiet, async () => {
        order.push(`${name} in`)
        await new Promise((resolve) => setImmediate(resolve))
        order.push(`${name} out`)
      })
    await Promise.all(['a', 'b', 'c'].map(enter))
    expect(order).toHaveLength(6)
    for (let index = 0; index < order.length; index += 2) {
      expect(order[index + 1]).toBe(order[index]?.replace('in', 'out'))
    }
    expect(readdirSync(folder)).toEqual([])
  })

  it('is taken although its folder holds what is no owner’s', async () => {
    const place = path.join(folder, 'lock')
    mkdirSync(place)
    writeFileSync(path.join(place, '.DS_Store'), '')
    expect(await withLock(place, quiet, () => Promise.resolve('in'))).toBe('in')
    expect(readdirSync(folder)).toEqual([])
  })

  it('keeps processes apart', async () => {
    const place = path.join(folder, 'lock')
    const counter = path.join(folder, 'counter')
    writeFileSync(counter, '0')
    const lockModule = path.resolve(import.meta.dirname, '../../scripts/setup/lock.mjs')
    const script = `
      import { readFileSync, writeFileSync } from 'node:fs'
      import { withLock } from ${JSON.stringify(pathToFileURL(lockModule).href)}
      for (let round = 0; round < 5; round += 1)
        await withLock(${JSON.stringify(place)}, { onWait() {}, pollMs: 2 }, async () => {
          const value = Number(readFileSync(${JSON.stringify(counter)}, 'utf8'))
          await new Promise((resolve) => setTimeout(resolve, 3))
          writeFileSync(${JSON.stringify(counter)}, String(value + 1))
        })`
    const codes = await Promise.all(
      [1, 2, 3].map(
        () =>
          new Promise((resolve) => {
            spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' }).once(
              'exit',
              resolve
            )
          })
      )
    )
    expect(codes).toEqual([0, 0, 0])
    expect(readFileSync(counter, 'utf8')).toBe('15')
  })

  it('is taken over from a process that was killed', async () => {
    const place = path.join(folder, 'lock')
    mkdirSync(place)
    writeFileSync(path.join(place, `owner-${await deadProcess()}-0123456789abcdef`), '')
    expect(await withLock(place, quiet, async () => 'done')).toBe('done')
  })

  it('is taken over when it names nobody', async () => {
    const place = path.join(folder, 'lock')
    mkdirSync(place)
    expect(await withLock(place, quiet, async () => 'done')).toBe('done')
  })

  it('says once whom it waits for, and waits while that one lives', async () => {
    const place = path.join(folder, 'lock')
    const owner = path.join(place, `owner-${process.pid}-0123456789abcdef`)
    mkdirSync(place)
    writeFileSync(owner, '')
    const waited: number[] = []
    let rounds = 0
    const beats = setInterval(() => {
      rounds += 1
      if (rounds === 5) rmSync(owner)
    }, 10)
    await withLock(place, { onWait: (other) => waited.push(other), pollMs: 5 }, async () => {
      expect(rounds).toBeGreaterThanOrEqual(5)
    })
    clearInterval(beats)
    expect(waited).toEqual([process.pid])
  })

  it('is freed when the work fails', async () => {
    const place = path.join(folder, 'lock')
    await expect(
      withLock(place, quiet, async () => {
        throw new Error('broken')
      })
    ).rejects.toThrow('broken')
    expect(readdirSync(folder)).toEqual([])
  })

  it('is abandoned by the dead and by the silent only', () => {
    expect(isAbandoned({ alive: false, silentForMs: 0 })).toBe(true)
    expect(isAbandoned({ alive: true, silentForMs: 29_000 })).toBe(false)
    expect(isAbandoned({ alive: true, silentForMs: 31_000 })).toBe(true)
  })

  it('reads its own names only', () => {
    expect(ownerProcess('owner-12-0123456789abcdef')).toBe(12)
    expect(ownerProcess('.DS_Store')).toBeNull()
  })
})
