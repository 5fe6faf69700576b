import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createLog } from '../../../electron/adapters/desktop/log.js'
import { Secret } from '../../../electron/domain/secret.js'
import { tokenText } from '../../fakes/pat-api.js'

const token = tokenText(1)
let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'log-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

describe('the log', () => {
  it('is a line for each event, with its fields, in main.log', async () => {
    const log = createLog(folder)
    log.info('app.started', { version: '0.1.0', practice: false })
    log.warn('vault.late')
    const lines = await log.newest()
    expect(lines).toHaveLength(2)
    expect(lines[0]).toMatch(/app\.started version="0\.1\.0" practice=false$/)
    expect(readFileSync(log.file, 'utf8')).toBe(`${lines.join('\n')}\n`)
  })

  it('has no secret, whoever puts one in: as a field, in an error or its stack, or as an object', async () => {
    const log = createLog(folder)
    log.info('a', { odd: token })
    log.warn('b', { odd: `https://x:${token}@dev.azure.com` })
    log.bug('c', new Error(`bad ${token}`))
    log.bug('d', token)
    log.bug('e', new Secret(token))
    log.info(token)
    expect((await log.newest()).join('\n')).toContain('[redacted]')
    expect(readFileSync(log.file, 'utf8')).not.toContain(token)
  })

  it('names a bug with its stack', async () => {
    const log = createLog(folder)
    log.bug('ipc.signOut', new TypeError('no'))
    const text = (await log.newest()).join('\n')
    expect(text).toContain('ipc.signOut TypeError: no')
    expect(text).toContain('log.test.ts')
  })

  it('begins anew at a megabyte and keeps one predecessor', () => {
    const log = createLog(folder)
    writeFileSync(log.file, 'x'.repeat(1_048_577))
    log.info('one')
    log.info('two')
    expect(statSync(log.file).size).toBeLessThan(1_000)
    expect(existsSync(path.join(folder, 'main.old.log'))).toBe(true)
  })

  it('gives its newest two hundred lines, and none where there is no file', async () => {
    const log = createLog(folder)
    expect(await log.newest()).toEqual([])
    for (let number = 1; number <= 205; number += 1) log.info(`line-${number}`)
    const lines = await log.newest()
    expect([lines.length, lines[0]?.endsWith('line-6'), lines.at(-1)?.endsWith('line-205')]).toEqual([
      200,
      true,
      true
    ])
  })

  it('stops nothing where it cannot be written', () => {
    const file = path.join(folder, 'file')
    writeFileSync(file, '')
    const log = createLog(file)
    expect(() => {
      log.warn('vault.late')
    }).not.toThrow()
  })
})
