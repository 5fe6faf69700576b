import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { createAzureCli } from '../../../electron/adapters/entra/azure-cli.js'
import type { ProgramAnswer, ProgramOrder } from '../../../electron/adapters/programs/program.js'
import { createFakeLog } from '../../fakes/log.js'

const tenant = '72f988bf-86f1-41af-91ab-2d7cd011db47'
const other = '33e01921-4d64-4f8c-a055-5bdaffd5e33d'
const token = 'eyJ0eXAiOiJKV1Qi.secret.signature'

let folder = ''
let program = ''
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'azure-cli-'))
  program = path.join(folder, 'az')
  // Only has to be there: what runs is played below.
  writeFileSync(program, '#!/bin/sh\nexit 9\n')
  chmodSync(program, 0o700)
})
afterEach(() => {
  rmSync(folder, { recursive: true })
})

function make(answer: Partial<ProgramAnswer> = {}) {
  const orders: ProgramOrder[] = []
  const log = createFakeLog()
  const cli = createAzureCli({
    platform: 'linux',
    environment: { PATH: folder },
    program: () => '',
    log,
    run: (order) => {
      orders.push(order)
      return Promise.resolve({ code: 0, output: '', errors: '', timedOut: false, ...answer })
    }
  })
  return { cli, orders, log }
}

const login = (tenantId: string, name: string, more = {}) => ({
  cloudName: 'AzureCloud',
  id: tenantId,
  state: 'Enabled',
  tenantId,
  user: { name, type: 'user' },
  ...more
})

// The app on Linux is played, with a program that Linux runs.
describe.skipIf(process.platform === 'win32')('a login of Azure CLI', () => {
  it('is asked for with an argument vector, in the environment of our programs', async () => {
    const { cli, orders } = make({ output: JSON.stringify({ accessToken: token, tenant }) })
    const bearer = await cli.bearer(tenant)
    expect(bearer.reveal()).toBe(token)
    await cli.bearer(null)
    const args = ['account', 'get-access-token', '--resource', '499b84ac-1321-427f-aa17-267ca6975798']
    expect(orders.map((order) => order.args)).toEqual([
      [...args, '--tenant', tenant, '--output', 'json'],
      [...args, '--output', 'json']
    ])
    expect(orders[0]).toMatchObject({ program, environment: { PATH: folder }, timeout: 60_000 })
  })

  it('is listed once for each tenant and person, the one in use first, and without services', async () => {
    const output = JSON.stringify([
      login(tenant, 'ada', { isDefault: false }),
      login(other, 'ada', { isDefault: true }),
      login(tenant, 'ada', { isDefault: false }),
      { ...login(tenant, 'build'), user: { name: 'build', type: 'servicePrincipal' } }
    ])
    const { cli, orders } = make({ output })
    expect(await cli.accounts()).toEqual([
      { id: `${other}/ada`, name: 'ada', tenant: other },
      { id: `${tenant}/ada`, name: 'ada', tenant }
    ])
    expect(orders[0]?.args).toEqual(['account', 'list', '--output', 'json'])
  })

  it('of nobody is an empty list', async () => {
    expect(await make({ output: '[]', errors: "Please run 'az login'" }).cli.accounts()).toEqual([])
  })

  it('says that there is no az', async () => {
    const cli = createAzureCli({
      platform: 'linux',
      environment: {},
      program: () => '/nowhere/az',
      log: createFakeLog()
    })
    await expect(cli.accounts()).rejects.toMatchObject({ code: 'azure-cli-missing' })
  })

  it.each([
    [
      'signed-out',
      { code: 1, errors: "ERROR: Please run 'az login' to setup account." },
      'azure-cli-signed-out'
    ],
    ['another tenant', { code: 1, errors: 'ERROR: AADSTS50020: ada' }, 'azure-cli-wrong-tenant'],
    ['a second factor', { code: 1, errors: 'ERROR: AADSTS50076: ada' }, 'azure-cli-needs-sign-in'],
    ['anything else', { code: 2, errors: 'Traceback' }, 'azure-cli-failed'],
    ['no start', { code: null }, 'azure-cli-failed'],
    ['too long', { code: null, timedOut: true }, 'timed-out'],
    ['no JSON', { output: 'hello' }, 'azure-cli-failed'],
    ['another form', { output: '{"token":1}' }, 'azure-cli-failed']
  ])('fails as what it is: %s', async (_what, answer, code) => {
    const { cli } = make(answer)
    await expect(cli.bearer(tenant)).rejects.toMatchObject({ code })
  })

  it('puts nothing of what az wrote into the log or a failure', async () => {
    for (const answer of [
      { output: JSON.stringify({ accessToken: token }) },
      { output: JSON.stringify({ accesstoken: token }) },
      { code: 1, output: token, errors: `ERROR: AADSTS50076: ${token}` }
    ]) {
      const { cli, log } = make(answer)
      const outcome: unknown = await cli.bearer(tenant).catch((error: unknown) => error)
      expect(`${log.lines.join()} ${String(outcome)} ${JSON.stringify(outcome)}`).not.toContain('eyJ')
    }
  })

  it.each(['--help', 'a b', '', 'common', `${tenant}\n`])(
    'is never asked for the tenant %j',
    async (wrong) => {
      const { cli, orders } = make()
      await expect(cli.bearer(wrong)).rejects.toThrow(RangeError)
      expect(orders).toEqual([])
    }
  )

  it('works with a program that really runs, and ends with its signal', async () => {
    writeFileSync(
      program,
      `#!/bin/sh\ncase "$*" in *list*) echo '${JSON.stringify([login(tenant, 'ada')])}';; *) sleep 60;; esac\n`
    )
    const cli = createAzureCli({
      platform: 'linux',
      environment: { PATH: `${folder}:/usr/bin:/bin`, HOME: folder },
      program: () => program,
      log: createFakeLog()
    })
    expect(await cli.accounts()).toMatchObject([{ name: 'ada', tenant }])
    const stop = new AbortController()
    const refused = expect(cli.bearer(null, stop.signal)).rejects.toThrow('enough')
    stop.abort(new Error('enough'))
    await refused
  })
})
