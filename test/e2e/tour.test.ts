import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { startDesktop, type Desktop } from '../desktop/desktop.js'
import { projectRoot } from '../project-root.js'
import { runProgram, type Ran } from './programs.js'
import { wholeKeyring } from './whole-keyring.js'

/* The tour as a stranger starts it, on a desktop where somebody is at work. */

const result = z.object({
  steps: z.array(
    z.object({ name: z.string().min(1), ok: z.boolean(), ms: z.number(), evidence: z.string().min(1) })
  )
})

/** The steps that the tour has at least, in their order. */
const wholeRoad = [
  'The tray item is on the bus',
  'The tray menu opens the wizard',
  'Where: a pasted clone address is understood',
  'How: signing in with the system browser',
  'What for: push code',
  'Name and life',
  'Review and create: made as asked',
  'The keychain has it, read from outside',
  'Use it for Git: handed over and proven',
  'git clone by the address of today, without a prompt',
  'git clone by the old address, without a prompt',
  'Commit and git push, without a prompt',
  'Copy: the clipboard has it, then has not',
  'A reminder a week before the end',
  'Revoke: service, Git and keychain',
  'git push is now refused',
  'Assisted: the wizard shows what to enter on the token page',
  'Assisted: made by hand in the browser, pasted, checked and kept',
  'Quit from the tray',
  'Nothing is left running'
]

/** Every file below a folder, one a line: name, mode, time of change and a hash of its content. */
function filesBelow(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .sort()
    .map((name) => {
      const file = path.join(folder, name)
      const facts = statSync(file)
      if (!facts.isFile()) return `${name} ${facts.mode}`
      const content = createHash('sha256').update(readFileSync(file)).digest('hex')
      return `${name} ${facts.mode} ${facts.mtimeMs} ${content}`
    })
}

describe('the tour', () => {
  let person: Desktop
  let home = ''
  let temporary = ''
  let before: readonly string[] = []
  let keychainBefore = ''
  let ran: Ran
  const tourFolder = path.join(projectRoot(), 'out', 'tour')

  const keychain = async (): Promise<string> => {
    const secret = await runProgram('secret-tool', ['lookup', 'service', 'somebody else'], person.env)
    return `${secret.output}\n${await wholeKeyring(person.env['DBUS_SESSION_BUS_ADDRESS'] ?? '')}`
  }
  const clipboard = async (): Promise<string> =>
    (await runProgram('timeout', ['20', 'xclip', '-o', '-selection', 'clipboard'], person.env)).output

  beforeAll(async () => {
    person = await startDesktop({ panel: false, notifications: false })
    home = mkdtempSync(path.join(tmpdir(), 'somebody-'))
    temporary = mkdtempSync(path.join(tmpdir(), 'somebody-tmp-'))
    for (const folder of ['.config/git', '.local/share', '.local/state', '.cache'])
      mkdirSync(path.join(home, folder), { recursive: true })
    mkdirSync(path.join(home, 'run'), { mode: 0o700 })
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
    before = filesBelow(home)
    keychainBefore = await keychain()
    const environment = {
      ...person.env,
      HOME: home,
      XDG_CONFIG_HOME: path.join(home, '.config'),
      XDG_DATA_HOME: path.join(home, '.local/share'),
      XDG_STATE_HOME: path.join(home, '.local/state'),
      XDG_CACHE_HOME: path.join(home, '.cache'),
      XDG_RUNTIME_DIR: path.join(home, 'run'),
      TMPDIR: temporary,
      // npm's own notes, in HOME and TMPDIR, are not the tour's.
      npm_config_cache: path.join(person.directory, 'npm'),
      npm_config_update_notifier: 'false',
      NODE_DISABLE_COMPILE_CACHE: '1'
    }
    ran = await runProgram('npm', ['run', 'tour'], environment, '', 1_200_000)
  }, 1_300_000)

  afterAll(async () => {
    await person.close()
    for (const folder of [home, temporary]) rmSync(folder, { recursive: true, force: true, maxRetries: 20 })
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

  it('goes the whole road: from the tray item to the refused push, by hand once, and leaves nothing running', () => {
    const { steps } = result.parse(JSON.parse(readFileSync(path.join(tourFolder, 'result.json'), 'utf8')))
    const names = steps.map(({ name }) => name)
    expect(names.filter((name) => wholeRoad.includes(name))).toEqual(wholeRoad)
  })

  it('shows no token in what it prints or leaves behind', () => {
    const said = ran.output + ran.errors + readFileSync(path.join(tourFolder, 'result.json'), 'utf8')
    expect(said).not.toMatch(/[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}/)
  })

  it('leaves the person’s files, keychain and clipboard as they were, and nothing temporary', async () => {
    expect(filesBelow(home)).toEqual(before)
    expect(readdirSync(temporary)).toEqual([])
    expect(keychainBefore).toContain('kept')
    expect(keychainBefore).toContain('somebody else')
    expect(await keychain()).toBe(keychainBefore)
    expect(await clipboard()).toBe('my words')
  })
})
