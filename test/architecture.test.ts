import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { violations, type SourceFile } from './architecture/borders.js'

const root = path.resolve(import.meta.dirname, '..')

function sourcesIn(folder: string): SourceFile[] {
  return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .map((file) => ({
      path: path.relative(root, file).replaceAll(path.sep, '/'),
      text: readFileSync(file, 'utf8')
    }))
}

const planted = (file: string, text: string): readonly string[] => violations([{ path: file, text }])

describe('the borders of docs/architecture.md', () => {
  it('hold in all that ships', () => {
    const sources = [...sourcesIn('electron'), ...sourcesIn('renderer')]
    // So that a folder that was moved does not pass for one without faults.
    expect(sources.length).toBeGreaterThan(60)
    expect(violations(sources)).toEqual([])
  })

  it.each([
    ['electron/shared/expiry.ts', "import { Secret } from '../domain/secret.js'", 'electron/domain/secret'],
    ['electron/shared/expiry.ts', "import { z } from 'zod'", 'zod'],
    ['electron/shared/expiry.ts', "import { readFileSync } from 'node:fs'", 'node:fs'],
    [
      'electron/domain/token.ts',
      "import type { Clock } from '../services/ports/clock.js'",
      'electron/services/ports/clock'
    ],
    ['electron/domain/token.ts', "export { net } from 'electron'", 'electron'],
    [
      'electron/services/core.ts',
      "import { createHttp } from '../adapters/network/http.js'",
      'electron/adapters/network/http'
    ],
    [
      'electron/services/core.ts',
      "void import('../adapters/network/http.js')",
      'electron/adapters/network/http'
    ],
    ['electron/services/core.ts', "import { spawn } from 'node:child_process'", 'node:child_process'],
    ['electron/services/core.ts', "type App = import('electron').App", 'electron'],
    ['electron/adapters/network/host-allow-list.ts', "import { net } from 'electron'", 'electron'],
    [
      'electron/adapters/store/settings-store.ts',
      "import x from '../../services/core.js'",
      'electron/services/core'
    ],
    [
      'electron/adapters/store/settings-store.ts',
      "import x from '../vault/keychain-vault.js'",
      'electron/adapters/vault/keychain-vault'
    ],
    ['electron/adapters/vault/keychain-vault.ts', "import keytar from 'keytar'", 'keytar'],
    ['electron/adapters/vault/keychain-vault.ts', "import Store from 'electron-store'", 'electron-store'],
    [
      'electron/app/tray.ts',
      "import { createHttp } from '../adapters/network/http.js'",
      'electron/adapters/network/http'
    ],
    ['electron/app/tray.ts', "import left from 'left-pad'", 'left-pad'],
    ['electron/app/tray.ts', 'const name = "fs"; void import(name)', '(computed)'],
    ['electron/preload.ts', "import { Secret } from './domain/secret.js'", 'electron/domain/secret'],
    ['electron/preload.ts', "const fs = require('fs')", 'fs'],
    ['electron/main.ts', "import { App } from '../renderer/app.js'", 'renderer/app'],
    ['renderer/main.tsx', "import { Secret } from '../electron/domain/secret.js'", 'electron/domain/secret'],
    ['renderer/main.tsx', "import path from 'node:path'", 'node:path'],
    ['renderer/main.tsx', "import/* a comment */ { ipcRenderer } from\n'electron'", 'electron']
  ])('are seen to be broken in %s by %s', (file, line, what) => {
    expect(planted(file, line)).toEqual([`${file} may not import ${what}`])
  })

  it('let through what the table allows', () => {
    expect(planted('electron/adapters/network/http.ts', "import { net } from 'electron'")).toEqual([])
    expect(
      planted('electron/adapters/entra/msal-sign-in.ts', "import { x } from '../network/msal-network.js'")
    ).toEqual([])
    expect(
      planted('electron/adapters/store/a.ts', "import type { X } from '../../services/ports/stores.js'")
    ).toEqual([])
    expect(planted('renderer/ui/a.tsx', "import { day } from '../../electron/shared/expiry.js'")).toEqual([])
    expect(planted('electron/main.ts', "import { x } from './adapters/network/http.js'")).toEqual([])
    expect(
      planted('electron/domain/a.ts', "// import { net } from 'electron'\nconst s = \"from 'electron'\"")
    ).toEqual([])
  })

  it.each([
    ['renderer/bridge.ts', '../electron/shared'],
    ['electron/main.ts', './shared'],
    ['electron/shared/expiry.ts', '.']
  ])(
    'keep the schemas out of the page and out of the start: of them %s may know types only',
    (file, from) => {
      for (const schema of ['ipc-contract', 'view', 'settings-view', 'stored-token']) {
        expect(planted(file, `import { x } from '${from}/${schema}.js'`)).toEqual([
          `${file} may import types of electron/shared/${schema} only`
        ])
        expect(planted(file, `import type { X } from '${from}/${schema}.js'`)).toEqual([])
      }
    }
  )

  it('let one file load all schemas, and the store those that it writes files with', () => {
    const load = (schema: string): string => `import { x } from '../../shared/${schema}.js'`
    expect(
      planted('electron/app/call-answer.ts', "import { calls } from '../shared/ipc-contract.js'")
    ).toEqual([])
    expect(planted('electron/adapters/store/a.ts', load('settings-view'))).toEqual([])
    expect(planted('electron/adapters/store/a.ts', load('stored-token'))).toEqual([])
    expect(planted('electron/adapters/store/a.ts', load('view'))).toEqual([
      'electron/adapters/store/a.ts may import types of electron/shared/view only'
    ])
  })

  it.each([
    'secret.reveal()',
    'const { length } = secret\n  // why\n  .reveal()',
    "secret['reveal']()",
    'const f = secret.reveal'
  ])('see a secret revealed in the wrong place: %j', (line) => {
    expect(planted('electron/services/core.ts', line)).toEqual([
      'electron/services/core.ts may not reveal a secret'
    ])
    expect(planted('electron/adapters/consumers/git-program.ts', line)).toEqual([])
  })

  it('see default exports and names that say nothing', () => {
    expect(planted('electron/app/a.ts', 'export default 1')).toEqual([
      'electron/app/a.ts has a default export'
    ])
    expect(planted('electron/app/a.ts', 'export default function f() {}')).toEqual([
      'electron/app/a.ts has a default export'
    ])
    expect(planted('electron/app/utils.ts', '')).toEqual([
      'electron/app/utils.ts has a name that says nothing'
    ])
    expect(planted('electron/app/index.ts', '')).toEqual([
      'electron/app/index.ts has a name that says nothing'
    ])
    expect(planted('electron/app/ipcRouter.ts', '')).toEqual([
      'electron/app/ipcRouter.ts is not in kebab-case'
    ])
    expect(planted('electron/app/a.ts', "import { b } from './b'")).toEqual([
      'electron/app/a.ts imports ./b without .js'
    ])
  })
})
