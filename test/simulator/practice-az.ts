import { chmod, mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import program from './az-program.mjs?raw'
import { createPracticeClient } from './client.js'
import { azureCliClient, azureDevOpsResource, homeOf } from './organizations.js'
import { practiceLogin } from './practice-bearer.js'
import type { Simulator } from './simulator.js'

/**
 * `needs-interaction`: every token is refused for want of a second factor. `hangs`: no command ever ends. A wrong
 * tenant needs no mode: it is any in which the account is nobody.
 */
export type AzMode = 'signed-in' | 'signed-out' | 'needs-interaction' | 'hangs'

export interface PracticeAz {
  /** To be put first on the PATH. */
  readonly folder: string
  readonly program: string
  /** For every command from now on. */
  setMode(mode: AzMode): Promise<void>
}

const shellQuoted = (text: string) => `'${text.replaceAll("'", `'\\''`)}'`

/**
 * Writes an `az` into a folder, signed in as an account of the simulator: `account list`, `account show` and
 * `account get-access-token`, in the forms of the real one (Azure/azure-cli `profile/custom.py`, `auth/util.py`).
 * Its bearers are the simulator's, got by a refresh token through the `tools` proxy at each call, so they follow
 * the simulator's clock, life, tenants and `failRefresh`.
 */
export async function installPracticeAz(options: {
  readonly simulator: Simulator
  readonly folder: string
  readonly mode?: AzMode
  /** Left out: the developer. */
  readonly account?: string
}): Promise<PracticeAz> {
  const { simulator, folder, mode = 'signed-in', account = 'developer@contoso.example' } = options
  const atHome = simulator.people.find((one) => one.upn === account && !one.home)
  if (!atHome) throw new Error(`nobody signs in as ${account}`)
  const client = createPracticeClient(simulator, 'tools')
  const { refreshToken } = await practiceLogin(client, {
    account,
    tenant: atHome.tenant,
    clientId: azureCliClient,
    scopes: ['.default']
  })
  await client.close()

  const state = {
    clientId: azureCliClient,
    resource: azureDevOpsResource,
    proxy: simulator.proxies.tools,
    certificateFile: simulator.certificateFile,
    account,
    tenants: simulator.people
      .filter((one) => homeOf(one).oid === atHome.oid)
      .map((one) => ({ tenantId: one.tenant, homeTenantId: atHome.tenant })),
    refreshToken
  }
  const file = path.join(folder, 'az')
  const setMode = (next: AzMode) =>
    writeFile(path.join(folder, 'az.json'), JSON.stringify({ ...state, mode: next }), { mode: 0o600 })
  await mkdir(folder, { recursive: true })
  await writeFile(path.join(folder, 'az-program.mjs'), program)
  await writeFile(
    file,
    `#!/bin/sh\nexec ${shellQuoted(process.execPath)} ${shellQuoted(path.join(folder, 'az-program.mjs'))} "$@"\n`
  )
  await chmod(file, 0o755)
  await setMode(mode)
  return { folder, program: file, setMode }
}
