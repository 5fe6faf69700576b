import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { launchCommand } from '../../scripts/launch.mjs'
import { projectRoot } from '../project-root.js'

let profile: string
beforeEach(() => {
  profile = mkdtempSync(path.join(tmpdir(), 'token-tray-refused-'))
})
afterEach(() => {
  rmSync(profile, { recursive: true, force: true })
})

/** The built app, without a desktop: on the stand-in, because Electron's own box would wait for a click. */
async function start(): Promise<{ readonly code: number | null; readonly output: string }> {
  const { program, args } = launchCommand(projectRoot(), { kind: 'stand-in', reason: 'tests' }, [])
  const env = { PATH: process.env['PATH'] ?? '', HOME: profile, TOKEN_TRAY_PRACTICE: profile }
  const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += String(data)))
  const code = await new Promise<number | null>((resolve) => child.once('close', resolve))
  return { code, output }
}

describe('a start whose folder cannot be written', () => {
  it('says so in its dialog and ends with 1', async () => {
    // A file in its place: root may write to any folder.
    writeFileSync(path.join(profile, 'user-data'), '')
    const { code, output } = await start()
    expect(output).toContain(`Token Tray cannot go on\nToken Tray keeps files in ${profile}/user-data`)
    expect(output).not.toContain('running already')
    expect(code).toBe(1)
  })
})
