import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { onStandInOnly } from '../e2e/on-electron.js'

/** What only the stand-in has: a driven clock, its switches and records, its dialogs, its processes. */
const standIn = /setOffset|STAND_IN_|'\^Question\$'|'chromium'|'run', 'tour'/

describe('the end-to-end specs on real Electron', () => {
  it('leave out those that need the stand-in, and no other', () => {
    const folder = path.resolve(import.meta.dirname, '../e2e')
    const needing = readdirSync(folder)
      .filter((name) => name.endsWith('.test.ts'))
      .filter((name) => standIn.test(readFileSync(path.join(folder, name), 'utf8')))
      .map((name) => name.replace('.test.ts', ''))
    expect(Object.keys(onStandInOnly).sort()).toEqual(needing.sort())
  })
})
