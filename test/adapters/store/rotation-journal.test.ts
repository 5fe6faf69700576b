import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type * as Electron from 'electron'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { createRotationJournal } from '../../../electron/adapters/store/rotation-journal.js'
import type { Rotation } from '../../../electron/domain/rotation.js'
import type { RotationJournal } from '../../../electron/services/ports/stores.js'
import { createFakeRotationJournal } from '../../fakes/rotation-journal.js'

// electron-store asks Electron for a default folder and a version; the real one is used for all the rest.
vi.mock('electron', () => {
  const electron = {
    app: { getPath: () => '/nowhere', getVersion: () => '0.0.0' } as Pick<
      Electron.App,
      'getPath' | 'getVersion'
    >,
    ipcMain: { on: () => undefined } as unknown as Electron.IpcMain
  }
  return { ...electron, default: electron }
})

let folder = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'rotations-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const rotation: Rotation = {
  tokenId: 'old',
  stage: 'prove',
  startedAt: '2026-11-23T12:00:00.000Z',
  automatic: true,
  assisted: false,
  attempts: [{ sentAt: '2026-11-23T12:00:01.000Z', validTo: '2027-01-20T12:00:00.123Z' }],
  insisted: false,
  successorId: 'new',
  uses: [
    { useId: 'git', manual: false, state: 'proven', error: null },
    {
      ...{ useId: 'npm', manual: false, state: 'failed' },
      error: { code: 'use-proof-failed', facts: { file: '/home/ada/.npmrc', line: 3, sure: true } }
    }
  ],
  graceUntil: null,
  stopped: { code: 'offline', facts: {} },
  failures: 2,
  retryAt: '2026-11-23T12:04:00.000Z'
}

describe.each<[string, () => RotationJournal]>([
  ['in memory', createFakeRotationJournal],
  ['on disk', () => createRotationJournal(folder)]
])('a journal of renewals %s', (_where, open) => {
  it('holds one for each token, as it was saved last', () => {
    const journal = open()
    journal.save(rotation)
    journal.save({ ...rotation, tokenId: 'other' })
    journal.save({ ...rotation, stage: 'grace', graceUntil: '2026-11-24T12:00:00.000Z' })
    expect(journal.all()).toHaveLength(2)
    expect(journal.all()).toContainEqual({
      ...rotation,
      stage: 'grace',
      graceUntil: '2026-11-24T12:00:00.000Z'
    })
    journal.remove('old')
    journal.remove('never there')
    expect(journal.all()).toEqual([{ ...rotation, tokenId: 'other' }])
  })
})

describe('the journal of renewals', () => {
  it('is as it was after a restart', () => {
    createRotationJournal(folder).save(rotation)
    expect(createRotationJournal(folder).all()).toEqual([rotation])
  })

  it('takes nothing that is no renewal: the file is set aside', () => {
    const content = { rotations: [{ ...rotation, stage: 'dancing' }] }
    writeFileSync(path.join(folder, 'rotations.json'), JSON.stringify({ version: 1, content }))
    expect(createRotationJournal(folder).all()).toEqual([])
  })
})
