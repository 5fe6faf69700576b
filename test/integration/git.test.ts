import { spawn } from 'node:child_process'
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createGitConsumer } from '../../electron/adapters/consumers/git-consumer.js'
import { createGitRemotes } from '../../electron/adapters/consumers/git-remotes.js'
import { Secret } from '../../electron/domain/secret.js'
import type { GitMark } from '../../electron/domain/token.js'
import type { GitConsumer, GitOrder } from '../../electron/services/ports/git.js'
import { buildLibsecretHelper } from '../../scripts/build-libsecret-helper.mjs'
import { installPlayedCredentialManager } from '../adapters/consumers/played-credential-manager.js'
import { startDesktop, type Desktop } from '../desktop/desktop.js'
import { environmentFor } from '../simulator/environment.js'
import { practiceCollection } from '../simulator/organizations.js'
import { startSimulator, type Simulator } from '../simulator/simulator.js'

/** Nobody hands anything for northwind. */
const paths: Readonly<Record<string, string>> = {
  contoso: 'web-shop/_git/web-shop',
  fabrikam: 'Fiber%20Suite/_git/fiber',
  northwind: 'traders/_git/traders'
}

/** The three forms in which people have an organization's addresses. */
const addressesOf = (organization: string): readonly string[] => [
  `https://dev.azure.com/${organization}/${paths[organization]}`,
  `https://${organization}@dev.azure.com/${organization}/${paths[organization]}`,
  `https://${organization}.visualstudio.com/${paths[organization]}`
]

let desktop: Desktop
let simulator: Simulator
let directory: string
let home: string
let environment: Record<string, string>
let consumer: GitConsumer

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'token-tray-git-'))
  installPlayedCredentialManager(path.join(directory, 'bin'))
  ;[desktop, simulator] = await Promise.all([
    startDesktop({ panel: false, notifications: false }),
    startSimulator({ directory })
  ])
})
afterAll(async () => {
  await Promise.all([simulator.close(), desktop.close()])
  rmSync(directory, { recursive: true, maxRetries: 20 })
})

beforeEach(() => {
  home = mkdtempSync(path.join(directory, 'home-'))
  environment = {
    ...environmentFor({ home, simulator, session: desktop.env }),
    PATH: [path.join(directory, 'bin'), '/usr/bin', '/bin'].join(':')
  }
  consumer = createGitConsumer({ platform: 'linux', environment })
})
afterEach(async () => {
  // The keyring is shared by all tests of this file.
  await run('secret-tool', ['clear', 'protocol', 'https'])
})

async function run(
  program: string,
  args: readonly string[],
  input = ''
): Promise<{ readonly code: number | null; readonly output: string; readonly errors: string }> {
  const child = spawn(program, args, { cwd: home, env: environment, stdio: 'pipe' })
  let [output, errors] = ['', '']
  child.stdout.on('data', (part) => (output += String(part)))
  child.stderr.on('data', (part) => (errors += String(part)))
  child.stdin.on('error', () => undefined)
  child.stdin.end(input)
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, output, errors }
}

/** Real git on an address: whether it could read, and whether it sent any password. */
async function lsRemote(address: string): Promise<{ readonly read: boolean; readonly sent: boolean }> {
  Object.assign(environment, { GIT_TRACE_CURL: '1', GIT_TRACE_REDACT: '0' })
  const { code, errors } = await run('git', ['ls-remote', address])
  // An address with a user makes git send that user with an empty password first.
  const sent = [...errors.matchAll(/authorization: basic (\S+)/gi)].some(
    ([, basic = '']) => !Buffer.from(basic, 'base64').toString().endsWith(':')
  )
  return { read: code === 0, sent }
}

const configure = async (...settings: readonly (readonly [string, string])[]): Promise<void> => {
  for (const [key, value] of settings) await run('git', ['config', '--global', '--add', key, value])
}

const contosoHelper = 'credential.https://dev.azure.com/contoso.helper'

const configuration = (): string => {
  const file = path.join(home, '.gitconfig')
  return existsSync(file) ? readFileSync(file, 'utf8') : ''
}

const newToken = (organization: string): Secret =>
  new Secret(simulator.issueToken(organization, { scope: 'vso.code_write' }).value)

const orderOf = (organization: string, token: Secret, more: Partial<GitOrder> = {}): GitOrder => ({
  organization,
  token,
  validTo: Date.now() + 86_400_000,
  allowPlainText: false,
  setUpHelper: false,
  repository: addressesOf(organization)[1] ?? null,
  ...more
})

const write = (order: GitOrder): ReturnType<GitConsumer['write']> => consumer.write(order, () => undefined)

/** How Git is set up on a computer, and what the person agrees to. */
interface Setting {
  readonly name: string
  readonly prepare: () => Promise<void>
  readonly agree: Partial<GitOrder>
}

const withHelperOnPath = (): void => {
  environment['PATH'] = `${path.dirname(buildLibsecretHelper())}:${environment['PATH'] ?? ''}`
}

const settings: readonly Setting[] = [
  {
    name: 'libsecret for everything',
    prepare: () => configure(['credential.helper', buildLibsecretHelper()]),
    agree: {}
  },
  { name: 'no helper', prepare: async () => withHelperOnPath(), agree: { setUpHelper: true } },
  {
    name: 'store, in plain text',
    prepare: () => configure(['credential.helper', 'store']),
    agree: { allowPlainText: true }
  },
  {
    name: 'Git Credential Manager',
    prepare: () =>
      configure(['credential.helper', 'manager'], ['credential.https://dev.azure.com.useHttpPath', 'true']),
    agree: {}
  },
  {
    name: 'libsecret, and store behind it',
    prepare: () => configure(['credential.helper', buildLibsecretHelper()], ['credential.helper', 'store']),
    agree: { allowPlainText: true }
  },
  {
    name: 'Git Credential Manager, and store before it',
    prepare: () =>
      configure(
        ['credential.helper', 'store'],
        ['credential.helper', 'manager'],
        ['credential.https://dev.azure.com.useHttpPath', 'true']
      ),
    // Only a Server's token goes into plain text.
    agree: { allowPlainText: true }
  }
]

describe.each(settings)('Git with $name', ({ prepare, agree }) => {
  beforeEach(() => prepare())

  it('reads by every address of two organizations, each with its own token, and sends a third nothing', async () => {
    for (const organization of ['contoso', 'fabrikam']) {
      const handed = await write(orderOf(organization, newToken(organization), agree))
      expect(handed).toMatchObject({ readRepository: addressesOf(organization)[1] })
    }
    for (const address of addressesOf('northwind')) {
      expect(await lsRemote(address), address).toEqual({ read: false, sent: false })
    }
    for (const address of [...addressesOf('contoso'), ...addressesOf('fabrikam')]) {
      expect(await lsRemote(address), address).toEqual({ read: true, sent: true })
    }
  })

  it('forgets exactly one organization’s token, and is set up as before in the end', async () => {
    const before = configuration()
    const tokens = { contoso: newToken('contoso'), fabrikam: newToken('fabrikam') }
    const marks: Record<string, GitMark> = {}
    for (const organization of ['contoso', 'fabrikam'] as const) {
      marks[organization] = (await write(orderOf(organization, tokens[organization], agree))).mark
    }
    expect(await consumer.erase('contoso', tokens.contoso, marks['contoso']!)).toBe('erased')
    for (const address of addressesOf('contoso')) {
      expect(await lsRemote(address), address).toEqual({ read: false, sent: false })
    }
    for (const address of addressesOf('fabrikam')) expect((await lsRemote(address)).read, address).toBe(true)
    expect(await consumer.erase('contoso', tokens.contoso, marks['contoso']!)).toBe('missing')
    expect(await consumer.erase('fabrikam', tokens.fabrikam, marks['fabrikam']!)).toBe('erased')
    expect(configuration()).toBe(before)
  })

  it('tells whether Git still has exactly this token', async () => {
    const [first, second] = [newToken('contoso'), newToken('contoso')]
    expect(await consumer.holds('contoso', first)).toBe(false)
    const { mark } = await write(orderOf('contoso', first, agree))
    expect(await consumer.holds('contoso', first)).toBe(true)
    expect(await consumer.holds('contoso', second)).toBe(false)
    await consumer.erase('contoso', first, mark)
    expect(await consumer.holds('contoso', first)).toBe(false)
  })

  it('takes the next token for the same organization, after which the first is not erased any more', async () => {
    const [first, second] = [newToken('contoso'), newToken('contoso')]
    const { mark } = await write(orderOf('contoso', first, agree))
    await write(orderOf('contoso', second, agree))
    expect(await consumer.erase('contoso', first, { ...mark, configured: [] })).toBe('missing')
    for (const address of addressesOf('contoso')) expect((await lsRemote(address)).read, address).toBe(true)
  })

  it('is left as it was when the token does not prove itself', async () => {
    const before = configuration()
    const token = new Secret('not-a-token-of-this-organization')
    await expect(write(orderOf('contoso', token, agree))).rejects.toMatchObject({
      code: 'git-proof-failed',
      facts: { step: 'ls-remote' }
    })
    expect(configuration()).toBe(before)
    for (const address of addressesOf('contoso')) {
      expect(await lsRemote(address), address).toEqual({ read: false, sent: false })
    }
  })

  it('has again what it had before when the next token does not prove itself', async () => {
    const first = newToken('contoso')
    await write(orderOf('contoso', first, agree))
    const before = configuration()
    const order = orderOf('contoso', new Secret('not-a-token-of-this-organization'), agree)
    for (const refused of [order, { ...order, token: first, repository: addressesOf('northwind')[0]! }]) {
      await expect(write(refused)).rejects.toMatchObject({ code: 'git-proof-failed' })
      expect(await consumer.holds('contoso', first)).toBe(true)
    }
    expect(configuration()).toBe(before)
    for (const address of addressesOf('contoso')) expect((await lsRemote(address)).read, address).toBe(true)
  })

  it('keeps the token while it is proven, also one that the service refuses', async () => {
    const [first, refused] = [newToken('contoso'), new Secret('not-a-token-of-this-organization')]
    const order = orderOf('contoso', refused, { ...agree, repository: null })
    await write(order)
    const proof = { ...order, repository: addressesOf('contoso')[1]! }
    await expect(consumer.prove(proof)).rejects.toMatchObject({ code: 'git-proof-failed' })
    expect(await consumer.holds('contoso', refused)).toBe(true)
    await expect(consumer.prove({ ...proof, token: first })).rejects.toMatchObject({ code: 'entry-missing' })
    expect(await consumer.holds('contoso', refused)).toBe(true)
    await write({ ...order, token: first })
    await consumer.prove({ ...proof, token: first })
  })

  it('tells what it is about to have before it has it, and when that was taken back', async () => {
    const before = configuration()
    const notes: unknown[] = []
    const order = orderOf('contoso', newToken('contoso'), agree)
    const { mark } = await consumer.write(order, (coming) => notes.push(coming, configuration()))
    expect(notes).toEqual([mark, before])
    const refused = { ...order, token: new Secret('not-a-token-of-this-organization') }
    await expect(consumer.write(refused, (coming) => notes.push(coming))).rejects.toThrow()
    expect(notes.slice(2)).toEqual([expect.objectContaining({ helper: mark.helper }), null])
  })

  it('never has the token in its configuration', async () => {
    const token = newToken('contoso')
    await write(orderOf('contoso', token, agree))
    expect(configuration()).not.toContain(token.reveal())
  })
})

describe.each(settings)('Git with $name, on a Server', ({ prepare, agree }) => {
  const { host } = new URL(practiceCollection)
  const repository = `${practiceCollection}/warehouse/_git/warehouse`
  const withUser = repository.replace('https://', 'https://DefaultCollection@')
  const other = practiceCollection.replace('DefaultCollection', 'Other')
  const order = (token: Secret): GitOrder => ({
    ...orderOf('contoso', token, agree),
    organization: practiceCollection,
    repository
  })

  it('reads by every address of the collection, gives other collections nothing, and leaves no trace', async () => {
    await prepare()
    const before = configuration()
    const token = newToken(practiceCollection)
    const { mark } = await write(order(token))
    expect(await consumer.holds(practiceCollection, token)).toBe(true)
    for (const address of [repository, withUser]) {
      expect(await lsRemote(address), address).toEqual({ read: true, sent: true })
    }
    const filled = await run('git', ['credential', 'fill'], `url=${other}/p/_git/r\n\n`)
    expect(filled.output).not.toContain(token.reveal())
    expect(configuration()).not.toContain(token.reveal())
    expect(await consumer.erase(practiceCollection, token, mark)).toBe('erased')
    expect(await consumer.holds(practiceCollection, token)).toBe(false)
    for (const address of [repository, withUser]) {
      expect(await lsRemote(address), address).toEqual({ read: false, sent: false })
    }
    expect(configuration()).toBe(before)
  })

  it('proves it as for Services: what cannot read is taken back', async () => {
    await prepare()
    const before = configuration()
    await expect(write(order(new Secret('not-a-token')))).rejects.toMatchObject({
      code: 'git-proof-failed',
      facts: { step: 'ls-remote', host }
    })
    expect(configuration()).toBe(before)
  })
})

describe('what Git needs', () => {
  it('is a token of a Server also where Git Credential Manager signs in by itself for Services', async () => {
    await configure(['credential.helper', 'manager'], ['credential.azreposCredentialType', 'oauth'])
    expect(await consumer.plan(practiceCollection)).toMatchObject({ kind: 'ready' })
    await expect(consumer.holds('contoso', newToken('contoso'))).rejects.toMatchObject({
      code: 'git-needs-no-token'
    })
  })

  it('is a plain-text file for each collection, with a name that every disk takes', async () => {
    await configure(['credential.helper', 'store'])
    expect(await consumer.plan(practiceCollection)).toMatchObject({
      file: path.join(home, '.git-credentials-devops.contoso.example-tfs-DefaultCollection')
    })
  })

  it('is nothing where Git Credential Manager signs in by itself: it is told nothing and asked nothing', async () => {
    await configure(['credential.helper', 'manager'], ['credential.azreposCredentialType', 'oauth'])
    const token = newToken('contoso')
    expect(await consumer.plan('contoso')).toEqual({ kind: 'needs-no-token' })
    await expect(write(orderOf('contoso', token))).rejects.toMatchObject({
      code: 'git-needs-no-token'
    })
    expect(await consumer.erase('contoso', token, { helper: 'x', configured: [] })).toBe('missing')
    expect(existsSync(path.join(home, 'gcm-calls'))).toBe(false)
  })

  it('is nothing, too, where that is its default: no account stays bound that was not bound before', async () => {
    await configure(['credential.helper', 'manager'])
    writeFileSync(path.join(home, 'gcm-signs-in'), '')
    const refuses = async (): Promise<void> => {
      const before = configuration()
      await expect(write(orderOf('contoso', newToken('contoso')))).rejects.toMatchObject({
        code: 'git-needs-no-token'
      })
      expect(configuration().trim()).toBe(before.trim())
    }
    await refuses()
    await configure(['credential.azrepos:org/contoso.username', 'contoso'])
    await refuses()
  })

  it('is the person’s word before a token is written as plain text, whose file is named', async () => {
    await configure(['credential.helper', 'store'])
    const plan = await consumer.plan('contoso')
    const file = path.join(home, '.git-credentials-contoso')
    expect(plan).toEqual({ kind: 'plain-text', helper: 'store', file })
    const token = newToken('contoso')
    await expect(write(orderOf('contoso', token))).rejects.toMatchObject({
      code: 'git-plain-text-helper'
    })
    expect(existsSync(file)).toBe(false)
    expect(existsSync(path.join(home, '.git-credentials'))).toBe(false)
    await write(orderOf('contoso', token, { allowPlainText: true }))
    expect(readFileSync(file, 'utf8')).toContain(token.reveal())
    expect(existsSync(path.join(home, '.git-credentials'))).toBe(false)
  })

  it.each([
    ['before', 'libsecret, store', () => [buildLibsecretHelper(), 'store'], 'credential.helper'],
    ['behind', 'store, libsecret', () => ['store', buildLibsecretHelper()], contosoHelper]
  ])(
    'is that word also where a safe helper stands %s it, which keeps the token as well',
    async (_where, helper, chain, secondKey) => {
      const [first = '', second = ''] = chain()
      await configure(['credential.helper', first], [secondKey, second])
      const atFirst = configuration()
      const file = path.join(home, '.git-credentials-contoso')
      expect(await consumer.plan('contoso')).toEqual({ kind: 'plain-text', helper, file })
      const token = newToken('contoso')
      await expect(write(orderOf('contoso', token))).rejects.toMatchObject({ code: 'git-plain-text-helper' })
      const kept = async (): Promise<string> =>
        (await run('secret-tool', ['search', '--all', 'server', 'dev.azure.com'])).output
      expect(await kept()).toBe('')

      const agreed = orderOf('contoso', token, { allowPlainText: true })
      const { mark } = await write(agreed)
      expect(mark.helper).toBe(helper)
      expect(readFileSync(file, 'utf8')).toContain(token.reveal())
      expect(await kept()).toContain(token.reveal())
      expect(existsSync(path.join(home, '.git-credentials'))).toBe(false)
      // Handed over again, it finds all as it should be.
      const before = configuration()
      await write(agreed)
      expect(configuration()).toBe(before)

      expect(await consumer.erase('contoso', token, mark)).toBe('erased')
      expect([readFileSync(file, 'utf8'), await kept(), configuration()]).toEqual(['', '', atFirst])
    }
  )

  it('is added once where the person’s own helpers stand further down in the file', async () => {
    await configure([contosoHelper, buildLibsecretHelper()], ['credential.helper', 'store'])
    const atFirst = configuration()
    const agreed = orderOf('contoso', newToken('contoso'), { allowPlainText: true })
    const { mark } = await write(agreed)
    const before = configuration()
    await write(agreed)
    expect(configuration()).toBe(before)
    await consumer.erase('contoso', agreed.token, mark)
    expect(configuration()).toBe(atFirst)
  })

  it('is taken out without what other files of the configuration say', async () => {
    const included = path.join(home, 'included')
    writeFileSync(included, `[credential "https://dev.azure.com/contoso"]\n\thelper = store\n`)
    await configure(['include.path', included])
    const atFirst = configuration()
    const agreed = orderOf('contoso', newToken('contoso'), { allowPlainText: true })
    const { mark } = await write(agreed)
    await consumer.erase('contoso', agreed.token, mark)
    expect(configuration()).toBe(atFirst)
  })

  it('is no such word where Git Credential Manager answers: nothing is written as plain text', async () => {
    await configure(['credential.helper', 'manager'], ['credential.helper', 'store'])
    await configure(['credential.https://dev.azure.com.useHttpPath', 'true'])
    expect(await consumer.plan('contoso')).toEqual({
      kind: 'ready',
      helper: 'Git Credential Manager',
      withoutStore: true
    })
    await write(orderOf('contoso', newToken('contoso')))
    for (const address of addressesOf('contoso')) expect((await lsRemote(address)).read, address).toBe(true)
    expect(readdirSync(home).filter((name) => name.startsWith('.git-credentials'))).toEqual([])
  })

  it('is a helper, proposed with exact commands that limit it to the organization', async () => {
    withHelperOnPath()
    const helper = buildLibsecretHelper()
    expect(await consumer.plan('contoso')).toEqual({
      kind: 'no-helper',
      proposal: {
        helper: 'libsecret',
        installed: true,
        commands: [
          `git config --global credential.https://dev.azure.com/contoso.helper ${helper}`,
          `git config --global credential.https://contoso.visualstudio.com.helper ${helper}`
        ]
      }
    })
    await expect(write(orderOf('contoso', newToken('contoso')))).rejects.toMatchObject({
      code: 'git-no-helper'
    })
    expect(configuration()).toBe('')
  })

  it('is set up by those commands in a shell as they are, also where the helper’s path has a space', async () => {
    const tools = path.join(home, 'my tools')
    mkdirSync(tools)
    copyFileSync(buildLibsecretHelper(), path.join(tools, 'git-credential-libsecret'))
    environment['PATH'] = `${tools}:${environment['PATH'] ?? ''}`
    const plan = await consumer.plan('contoso')
    if (plan.kind !== 'no-helper') throw new Error(plan.kind)
    expect(plan.proposal.installed).toBe(true)
    await run('sh', ['-e'], plan.proposal.commands.join('\n'))
    expect(await consumer.plan('contoso')).toEqual({
      kind: 'ready',
      helper: 'libsecret',
      withoutStore: false
    })
    await write(orderOf('contoso', newToken('contoso')))
  })

  it('is ready where a safe helper answers', async () => {
    await configure(['credential.helper', buildLibsecretHelper()])
    expect(await consumer.plan('contoso')).toEqual({
      kind: 'ready',
      helper: 'libsecret',
      withoutStore: false
    })
  })
})

describe('a token in the address of a remote', () => {
  it('is found, taken out of it, and the repository is read as before', async () => {
    await configure(['credential.helper', buildLibsecretHelper()])
    const remotes = createGitRemotes({ platform: 'linux', environment })
    const [token, folder] = [newToken('contoso'), path.join(home, 'my clone')]
    const address = addressesOf('contoso')[0]!
    await run('git', ['init', '--quiet', folder])
    await run('git', [
      '-C',
      folder,
      'remote',
      'add',
      'origin',
      address.replace('://', `://x:${token.reveal()}@`)
    ])
    const settings = (): string => readFileSync(path.join(folder, '.git', 'config'), 'utf8')
    const [found, ...others] = await remotes.find(folder)
    expect(found).toMatchObject({ key: 'remote.origin.url', organization: 'contoso', address })
    expect([found?.token.equals(token), others]).toEqual([true, []])
    await write(orderOf('contoso', token))
    const before = settings()
    await remotes.clean(folder, 'remote.origin.url')
    expect(settings()).toBe(before.replace(`x:${token.reveal()}@`, ''))
    expect((await run('git', ['-C', folder, 'fetch', '--quiet'])).code).toBe(0)
    expect(await remotes.find(folder)).toEqual([])
    await expect(remotes.clean(folder, 'remote.origin.url')).rejects.toMatchObject({ code: 'entry-missing' })
    await expect(remotes.find(directory)).rejects.toMatchObject({ code: 'no-repository' })
  })
})

describe('what Git gives for an organization', () => {
  it('is the token that any hand put there, and no login of Git Credential Manager’s own', async () => {
    await configure(['credential.helper', buildLibsecretHelper()])
    expect(await consumer.read('contoso')).toBeNull()
    const put = (password: string): ReturnType<typeof run> =>
      run(
        'git',
        ['credential', 'approve'],
        `protocol=https\nhost=dev.azure.com\nusername=me\npassword=${password}\n\n`
      )
    await put('theirs')
    expect((await consumer.read('contoso'))?.reveal()).toBe('theirs')
    await put('eyJ0eXAi')
    expect(await consumer.read('contoso')).toBeNull()
  })
})

describe('a service that does not answer Git', () => {
  beforeEach(() => configure(['credential.helper', buildLibsecretHelper()]))
  afterEach(() => {
    simulator.setFault(null)
  })

  it.each([
    ['server-error', 'service-unavailable'],
    ['reset', 'offline']
  ] as const)('is no refusal of the token: %s is %s, and Git has what it had', async (kind, code) => {
    const [first, second] = [newToken('contoso'), newToken('contoso')]
    await write(orderOf('contoso', first))
    simulator.setFault({ where: 'git', kind })
    await expect(consumer.prove(orderOf('contoso', first))).rejects.toMatchObject({
      code,
      facts: { host: 'dev.azure.com' }
    })
    await expect(write(orderOf('contoso', second))).rejects.toMatchObject({ code })
    expect(await consumer.holds('contoso', first)).toBe(true)
  })
})

describe('what was there before', () => {
  beforeEach(() => configure(['credential.helper', buildLibsecretHelper()]))

  it('goes on working: a token that another tool keeps for another organization', async () => {
    const other = newToken('northwind')
    await run(
      'git',
      ['credential', 'approve'],
      `protocol=https\nhost=dev.azure.com\nusername=me\npassword=${other.reveal()}\n\n`
    )
    const [withoutUser = ''] = addressesOf('northwind')
    expect((await lsRemote(withoutUser)).read).toBe(true)
    const token = newToken('contoso')
    const { mark } = await write(orderOf('contoso', token))
    expect((await lsRemote(withoutUser)).read).toBe(true)
    for (const address of addressesOf('contoso')) expect((await lsRemote(address)).read, address).toBe(true)
    await consumer.erase('contoso', token, mark)
    expect((await lsRemote(withoutUser)).read).toBe(true)
  })

  it('goes on working: settings of the person’s own for the same organization', async () => {
    await configure(['credential.https://dev.azure.com/contoso.username', 'contoso'])
    const before = configuration()
    const token = newToken('contoso')
    const { mark } = await write(orderOf('contoso', token))
    await consumer.erase('contoso', token, mark)
    expect(configuration()).toBe(before)
  })

  it('is not asked for by a prompt, nor by a program that would ask', async () => {
    const asked = path.join(home, 'asked')
    const askpass = path.join(home, 'askpass')
    writeFileSync(askpass, `#!/bin/sh\ntouch '${asked}'\n`, { mode: 0o755 })
    Object.assign(environment, { GIT_ASKPASS: askpass, SSH_ASKPASS: askpass })
    await configure(['core.askPass', askpass])
    await write(orderOf('contoso', newToken('contoso')))
    expect(existsSync(asked)).toBe(false)
  })
})
