import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startDesktop } from '../desktop/desktop.js'
import type { Desktop } from '../desktop/desktop.js'
import { projectRoot } from '../project-root.js'
import { runProgram } from './programs.js'
import type { Ran } from './programs.js'

/* The tour as a stranger starts it, on a desktop where somebody is at work. */

const result = z.object({
  steps: z.array(
    z.object({ name: z.string().min(1), ok: z.boolean(), ms: z.number(), evidence: z.string().min(1) })
  )
})

/** Every file below a folder by name, mode, time of change and content. */
function fingerprintOf(folder: string): string {
  const hash = createHash('sha256')
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const file = path.join(folder, name)
    const facts = statSync(file)
    hash.update(`${name} ${facts.mode} ${facts.isFile() ? facts.mtimeMs : ''}\n`)
    if (facts.isFile()) hash.update(readFileSync(file))
  }
  return hash.digest('hex')
}

describe('the tour', () => {
  let person: Desktop
  let home = ''
  let before = ''
  let keychainBefore = ''
  let ran: Ran
  const tourFolder = path.join(projectRoot(), 'out', 'tour')

  const keychain = async (): Promise<string> =>
    (await runProgram('secret-tool', ['search', '--all', 'service', 'somebody else'], person.env)).output
  const clipboard = async (): Promise<string> =>
    (await runProgram('timeout', ['2', 'xclip', '-o', '-selection', 'clipboard'], person.env)).output

  beforeAll(async () => {
    person = await startDesktop({ panel: false, notifications: false })
    home = mkdtempSync(path.join(tmpdir(), 'somebody-'))
    mkdirSync(path.join(home, '.config', 'git'), { recursive: true })
    writeFileSync(path.join(home, '.gitconfig'), '[credential]\n\thelper = store\n')
    writeFileSync(path.join(home, '.git-credentials'), 'https://contoso:mine@dev.azure.com\n', {
      mode: 0o600
    })
    await runProgram(
      'secret-tool',
      ['store', '--label', 'mine', 'service', 'somebody else', 'account', 'me'],
      person.env,
      'kept'
    )
    await runProgram(
      'sh',
      ['-c', 'printf "my words" | xclip -selection clipboard >/dev/null 2>&1'],
      person.env
    )
    before = fingerprintOf(home)
    keychainBefore = await keychain()
    const environment = { ...person.env, HOME: home, XDG_CONFIG_HOME: path.join(home, '.config') }
    const tour = path.join(projectRoot(), 'out', 'test-tools', 'tour', 'tour.js')
    ran = await runProgram(process.execPath, [tour], environment, '', 240_000)
  }, 300_000)

  afterAll(async () => {
    await person.close()
    rmSync(home, { recursive: true, force: true })
  })

  it('succeeds in every step, each with its evidence and a picture', () => {
    expect(ran.output).toMatch(/(\d+) of \1 steps succeeded$/)
    expect(ran.code).toBe(0)
    const { steps } = result.parse(JSON.parse(readFileSync(path.join(tourFolder, 'result.json'), 'utf8')))
    expect(steps.filter(({ ok }) => !ok)).toEqual([])
    const pictures = readdirSync(tourFolder).filter((name) => /^\d\d-[a-z0-9-]+\.png$/.test(name))
    // The first step has nothing to show yet, the last nothing any more.
    expect(pictures.length).toBe(steps.length - 2)
  })

  it('shows no token in what it prints or leaves behind', () => {
    const said = ran.output + ran.errors + readFileSync(path.join(tourFolder, 'result.json'), 'utf8')
    expect(said).not.toMatch(/[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}/)
  })

  it('leaves the person’s files, keychain and clipboard as they were', async () => {
    expect(fingerprintOf(home)).toBe(before)
    expect(keychainBefore).toContain('kept')
    expect(await keychain()).toBe(keychainBefore)
    expect(
      (await runProgram('secret-tool', ['search', '--all', 'service', 'Token Tray practice'], person.env))
        .output
    ).toBe('')
    expect(await clipboard()).toBe('my words')
  })
})
