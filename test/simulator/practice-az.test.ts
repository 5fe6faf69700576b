import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createPracticeClient } from './client.js'
import { azureDevOpsResource, guestTenant, northwindTenant, practiceTenant } from './organizations.js'
import { installPracticeAz, type PracticeAz } from './practice-az.js'
import { startSimulator, type Simulator } from './simulator.js'

const json = ['--output', 'json']
const token = ['account', 'get-access-token', '--resource', azureDevOpsResource, ...json]

let directory: string
let simulator: Simulator
let az: PracticeAz

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'simulator-az '))
  simulator = await startSimulator({ directory })
  az = await installPracticeAz({ simulator, folder: path.join(directory, 'bin') })
})
beforeEach(() => az.setMode('signed-in'))

afterAll(async () => {
  await simulator.close()
  rmSync(directory, { recursive: true, force: true })
})

/** Runs it by its name from the PATH. */
async function run(args: readonly string[], from = az, limit = 120_000) {
  const child = spawn('az', args, {
    env: { PATH: `${from.folder}:/usr/bin:/bin` },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: limit
  })
  let [output, errors] = ['', '']
  child.stdout.on('data', (data) => (output += String(data)))
  child.stderr.on('data', (data) => (errors += String(data)))
  const code = await new Promise<number | null>((resolve) => child.on('close', resolve))
  return { code, errors, value: (output === '' ? null : JSON.parse(output)) as unknown }
}

describe('the practice az, signed in', () => {
  it('lists the developer once for each tenant, the first in use', async () => {
    const user = { name: 'developer@contoso.example', type: 'user' }
    expect(await run(['account', 'list', ...json])).toMatchObject({
      code: 0,
      value: [
        { tenantId: practiceTenant, isDefault: true, user },
        { tenantId: guestTenant, homeTenantId: practiceTenant, isDefault: false, user }
      ]
    })
  })

  async function statusWith({ accessToken }: { readonly accessToken: string }, organization = 'contoso') {
    const client = createPracticeClient(simulator)
    const { status } = await client.send(
      `https://vssps.dev.azure.com/${organization}/_apis/tokens/pats?api-version=7.1-preview.1`,
      { headers: { authorization: `Bearer ${accessToken}`, 'x-tfs-fedauthredirect': 'Suppress' } }
    )
    await client.close()
    return status
  }

  it.each([
    ['contoso', practiceTenant, []],
    ['guestworks', guestTenant, ['--tenant', guestTenant]]
  ])('gives a bearer that %s accepts for its token API', async (organization, tenant, more) => {
    const { code, value } = await run([...token, ...more])
    expect(code).toBe(0)
    expect(value).toMatchObject({ tenant, tokenType: 'Bearer' })
    // The simulator's own.
    expect(await statusWith(value as { accessToken: string }, organization)).toBe(200)
  })

  it('gives one for the management of Azure where no resource is named, which Azure DevOps refuses', async () => {
    const { value } = await run(['account', 'get-access-token', ...json])
    const { accessToken } = value as { accessToken: string }
    expect(JSON.parse(Buffer.from(accessToken.split('.')[1] ?? '', 'base64url').toString())).toMatchObject({
      aud: 'https://management.core.windows.net/'
    })
    expect(await statusWith({ accessToken })).toBe(401)
  })

  it('says with Entra that the account is nobody in another tenant', async () =>
    expect(await run([...token, '--tenant', northwindTenant])).toMatchObject({
      code: 1,
      value: null,
      errors: expect.stringMatching(
        /^ERROR: AADSTS50020: .*does not exist in tenant[^]*Please run:\naz login/
      ) as string
    }))
})

describe('the practice az, otherwise', () => {
  it('is signed out', async () => {
    await az.setMode('signed-out')
    expect(await run(['account', 'list', ...json])).toMatchObject({ code: 0, value: [] })
    expect(await run(token)).toEqual({
      code: 1,
      value: null,
      errors: "ERROR: Please run 'az login' to setup account.\n"
    })
  })

  it('needs interaction', async () => {
    await az.setMode('needs-interaction')
    expect((await run(['account', 'list', ...json])).code).toBe(0)
    expect(await run(token)).toMatchObject({
      code: 1,
      value: null,
      errors: expect.stringMatching(
        /^ERROR: AADSTS50076: [^]*Interactive authentication is needed. Please run:\naz login --scope 499b84ac/
      ) as string
    })
  })

  it('hangs', async () => {
    await az.setMode('hangs')
    expect((await run(token, az, 500)).code).toBeNull()
  })

  it('knows no other command', async () => expect((await run(['repos', 'list'])).code).toBe(2))
})
