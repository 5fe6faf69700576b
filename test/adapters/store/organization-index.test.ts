import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type * as Electron from 'electron'
import { createOrganizationIndex } from '../../../electron/adapters/store/organization-index.js'
import type { OrganizationIndex } from '../../../electron/services/ports/stores.js'
import { createFakeOrganizationIndex } from '../../fakes/organization-index.js'

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
  folder = mkdtempSync(path.join(tmpdir(), 'organizations-'))
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

const server = 'https://tfs.contoso.com/tfs/DefaultCollection'
const unknown = {
  engine: null,
  account: null,
  tenant: null,
  consentWasNeeded: false,
  listedAt: null,
  signedInAt: null
}

describe.each<[string, () => OrganizationIndex]>([
  ['the index on disk', () => createOrganizationIndex(folder)],
  ['the fake', createFakeOrganizationIndex]
])('%s of organizations', (_name, open) => {
  it('knows none at first, and then what it was told, one thing after another', () => {
    const index = open()
    expect(index.all()).toEqual([])
    index.change('contoso', { engine: 'sign-in', account: { id: 'a', name: 'ada' } })
    index.change(server, { engine: 'assisted' })
    index.change('contoso', { consentWasNeeded: true })
    expect(index.all()).toEqual([
      {
        ...unknown,
        organization: 'contoso',
        engine: 'sign-in',
        account: { id: 'a', name: 'ada' },
        consentWasNeeded: true
      },
      { ...unknown, organization: server, engine: 'assisted' }
    ])
  })

  it('takes two spellings for one, and keeps the first', () => {
    const index = open()
    index.change('Contoso', { engine: 'assisted' })
    index.change('contoso', { engine: 'sign-in' })
    expect(index.all()).toEqual([{ ...unknown, organization: 'Contoso', engine: 'sign-in' }])
  })
})

describe('the file of organizations', () => {
  it('is as it was after a restart, with every kind of tenant', () => {
    const index = createOrganizationIndex(folder)
    const at = '2026-11-23T12:00:00.000Z'
    index.change('contoso', { tenant: { found: { kind: 'entra', id: 'x' }, at } })
    index.change('adventure', { tenant: { found: { kind: 'microsoft-account' }, at } })
    index.change('tailspin', { tenant: { found: { kind: 'unknown' }, at } })
    expect(createOrganizationIndex(folder).all()).toEqual(index.all())
  })

  it.each([
    [1, {}],
    [2, { listedAt: '2026-11-20T12:00:00.000Z' }]
  ])('of version %i is read, and what it did not remember is not known', (version, some) => {
    const old = {
      organization: 'contoso',
      engine: null,
      account: null,
      tenant: null,
      consentWasNeeded: false
    }
    const content = { organizations: [{ ...old, ...some }] }
    writeFileSync(path.join(folder, 'organizations.json'), JSON.stringify({ version, content }))
    expect(createOrganizationIndex(folder).all()).toEqual([{ ...unknown, organization: 'contoso', ...some }])
  })

  it('is set aside when it is damaged, and begun anew', () => {
    writeFileSync(path.join(folder, 'organizations.json'), '{"version":1,"content":{"organizations":[{}]}}')
    expect(createOrganizationIndex(folder).all()).toEqual([])
    expect(readdirSync(folder)).toContain('organizations.json.set-aside-1')
  })
})
