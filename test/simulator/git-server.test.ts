import { spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPracticeClient } from './client.js'
import { environmentFor } from './environment.js'
import { startSimulator, type Simulator } from './simulator.js'

let directory: string
let simulator: Simulator
let work: string

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'simulator-git-'))
  simulator = await startSimulator({ directory })
  work = path.join(directory, 'work')
  mkdirSync(work)
})

afterAll(async () => {
  await simulator.close()
  rmSync(directory, { recursive: true, force: true, maxRetries: 20 })
})

/** Runs real git with the token as what its helper answers; the helper's own text keeps it out of the argv. */
async function git(token: string | null, args: readonly string[], cwd = work) {
  const home = mkdtempSync(path.join(directory, 'home-'))
  const helper = '!f() { test "$1" = get && printf "username=any\\npassword=%s\\n" "$PRACTICE_TOKEN"; }; f'
  const environment = {
    ...environmentFor({ home, simulator }),
    ...(token === null ? {} : { PRACTICE_TOKEN: token }),
    GIT_CONFIG_COUNT: '3',
    GIT_CONFIG_KEY_0: 'credential.helper',
    GIT_CONFIG_VALUE_0: token === null ? '' : helper,
    GIT_CONFIG_KEY_1: 'user.name',
    GIT_CONFIG_VALUE_1: 'Practice',
    GIT_CONFIG_KEY_2: 'user.email',
    GIT_CONFIG_VALUE_2: 'practice@contoso.example'
  }
  const child = spawn('git', args, { cwd, env: environment, stdio: ['ignore', 'pipe', 'pipe'] })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (output += String(data)))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, output }
}

const token = (scope: string, organization = 'contoso') => simulator.issueToken(organization, { scope }).value
const head = async (address: string) =>
  (
    await git(token('vso.code', address.includes('fabrikam') ? 'fabrikam' : 'contoso'), [
      'ls-remote',
      address,
      'HEAD'
    ])
  ).output.split('\t')[0]

const forms = [
  'https://dev.azure.com/contoso/web-shop/_git/web-shop',
  'https://contoso@dev.azure.com/contoso/web-shop/_git/web-shop',
  'https://contoso.visualstudio.com/web-shop/_git/web-shop',
  'https://contoso.visualstudio.com/DefaultCollection/web-shop/_git/web-shop',
  'https://dev.azure.com/contoso/_git/web-shop',
  'https://contoso.visualstudio.com/_git/web-shop',
  'https://contoso.visualstudio.com/DefaultCollection/_git/web-shop',
  'https://fabrikam@dev.azure.com/fabrikam/Fiber%20Suite/_git/fiber',
  'https://fabrikam.visualstudio.com/Fiber%20Suite/_git/fiber'
]

it.each(forms)('clones, commits and pushes by %s', async (address) => {
  const value = token('vso.code_write', address.includes('fabrikam') ? 'fabrikam' : 'contoso')
  const folder = mkdtempSync(path.join(work, 'clone-'))
  expect(await git(value, ['clone', '--quiet', address, folder])).toMatchObject({ code: 0 })
  writeFileSync(path.join(folder, 'note.txt'), address)
  expect(await git(null, ['add', '.'], folder)).toMatchObject({ code: 0 })
  expect(await git(null, ['commit', '--quiet', '-m', 'Add a note'], folder)).toMatchObject({ code: 0 })
  expect(await git(value, ['push', '--quiet', 'origin', 'main'], folder)).toMatchObject({ code: 0 })
  const own = (await git(null, ['rev-parse', 'HEAD'], folder)).output.trim()
  expect(await head(address)).toBe(own)
})

describe('what a token may do', () => {
  const address = 'https://dev.azure.com/contoso/web-shop/_git/web-shop'

  it.each([
    'vso.code',
    'vso.code_write',
    'vso.code_manage',
    'vso.code_full',
    'app_token',
    'vso.work vso.code'
  ])('%s may fetch', async (scope) => expect((await git(token(scope), ['ls-remote', address])).code).toBe(0))

  it.each(['vso.work', 'vso.packaging_manage', 'vso.code_status', 'vso.profile'])(
    '%s may not fetch',
    async (scope) => expect((await git(token(scope), ['ls-remote', address])).code).toBe(128)
  )

  it.each([
    ['vso.code', false],
    ['vso.code_write', true],
    ['vso.code_full', true],
    ['app_token', true]
  ])('%s pushes: %s', async (scope, may) => {
    const folder = mkdtempSync(path.join(work, 'push-'))
    await git(token('vso.code'), ['clone', '--quiet', address, folder])
    const before = await head(address)
    await git(null, ['commit', '--quiet', '--allow-empty', '-m', 'Nothing'], folder)
    const pushed = await git(token(scope), ['push', 'origin', 'main'], folder)
    expect(pushed.code === 0).toBe(may)
    expect((await head(address)) !== before).toBe(may)
  })

  it('pushes more than one buffer of data', async () => {
    const folder = mkdtempSync(path.join(work, 'large-'))
    await git(token('vso.code'), ['clone', '--quiet', address, folder])
    const large = Array.from({ length: 300_000 }, (_, number) => `${number * 7919}\n`).join('')
    writeFileSync(path.join(folder, 'large.txt'), large)
    await git(null, ['add', '.'], folder)
    await git(null, ['commit', '--quiet', '-m', 'Add much'], folder)
    expect(await git(token('vso.code_write'), ['push', '--quiet', 'origin', 'main'], folder)).toMatchObject({
      code: 0
    })
  })
})

describe('the refusal', () => {
  async function answerTo(password: string | null) {
    const client = createPracticeClient(simulator, 'tools')
    const headers =
      password === null ? {} : { authorization: `Basic ${Buffer.from(`any:${password}`).toString('base64')}` }
    const response = await client.send(
      'https://dev.azure.com/contoso/web-shop/_git/web-shop/info/refs?service=git-upload-pack',
      { headers }
    )
    const answer = {
      status: response.status,
      challenge: response.headers.get('www-authenticate'),
      body: await response.text()
    }
    await client.close()
    return answer
  }

  it('is the same empty 401 for a token that ended, was revoked, lacks the scope or is none', async () => {
    const expired = simulator.issueToken('contoso', { scope: 'vso.code' })
    const revoked = simulator.issueToken('contoso', { scope: 'vso.code' })
    simulator.expireToken(expired.token.authorizationId)
    simulator.revokeToken(revoked.token.authorizationId)
    const values = [
      expired.value,
      revoked.value,
      token('vso.work'),
      token('vso.code', 'fabrikam'),
      'guess',
      null
    ]
    for (const value of values) {
      const answer = await answerTo(value)
      expect(answer.status).toBe(401)
      expect(answer.body).toBe('')
      expect(answer.challenge).toMatch(/^Basic realm="https:\/\/tfsprod\w+\.visualstudio\.com\/"$/)
    }
    expect((await answerTo(token('vso.code'))).status).toBe(200)
  })

  it('ends a token by the simulator’s clock', async () => {
    const value = token('vso.code')
    simulator.clock.advance(31 * 24 * 60 * 60 * 1000)
    expect((await answerTo(value)).status).toBe(401)
    simulator.clock.set(Date.now())
    expect((await answerTo(value)).status).toBe(200)
  })

  it.each(['web-shop/_git/other', 'other/_git/web-shop'])('is a 404 for contoso/%s', async (place) => {
    const answer = await git(token('vso.code'), ['ls-remote', `https://dev.azure.com/contoso/${place}`])
    expect(answer).toMatchObject({ code: 128, output: expect.stringContaining('not found') as string })
  })

  it('lets git reach no other host, and keeps the attempt', async () => {
    const answer = await git(null, ['ls-remote', 'https://example.org/contoso/_git/web-shop'])
    expect(answer.code).toBe(128)
    expect(simulator.requests()).toContainEqual({
      client: 'tools',
      method: 'CONNECT',
      host: 'example.org:443',
      path: '',
      query: '',
      credential: false,
      status: 403
    })
  })

  it('refuses plain http, and keeps the attempt', async () => {
    await git(null, ['ls-remote', 'http://dev.azure.com/contoso/_git/web-shop'])
    expect(simulator.requests()).toContainEqual(
      expect.objectContaining({ client: 'tools', method: 'GET', host: 'dev.azure.com:80', status: 403 })
    )
  })
})
