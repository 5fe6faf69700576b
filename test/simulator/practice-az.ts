import { mkdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { projectRoot } from '../project-root.js'
import { createPracticeClient } from './client.js'
import { writeProgram } from './environment.js'
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
  /** For every command from now on. */
  setMode(mode: AzMode): Promise<void>
}

/**
 * Writes an `az` into a folder, signed in as the developer: `account list` and `account get-access-token`,
 * with what the app reads of their answers. Its bearers are the simulator's, got by a refresh token through the `tools` proxy at
 * each call, so they follow the simulator's clock, life and tenants.
 */
export async function installPracticeAz(options: {
  readonly simulator: Simulator
  readonly folder: string
  readonly mode?: AzMode
}): Promise<PracticeAz> {
  const { simulator, folder, mode = 'signed-in' } = options
  const [developer] = simulator.people
  if (!developer) throw new Error('nobody is there to sign in')
  const client = createPracticeClient(simulator, 'tools')
  const { refreshToken } = await practiceLogin(client, {
    account: developer.upn,
    tenant: developer.tenant,
    clientId: azureCliClient,
    scopes: ['.default']
  })
  await client.close()

  const state = {
    clientId: azureCliClient,
    resource: azureDevOpsResource,
    proxy: simulator.proxies.tools,
    certificateFile: simulator.certificateFile,
    account: developer.upn,
    tenants: simulator.people.filter((one) => homeOf(one).oid === developer.oid).map(({ tenant }) => tenant),
    refreshToken
  }
  const stateFile = path.join(folder, 'az.json')
  const setMode = (next: AzMode) =>
    writeFile(stateFile, JSON.stringify({ ...state, mode: next }), { mode: 0o600 })
  await mkdir(folder, { recursive: true })
  const program = path.join(projectRoot(), 'test', 'simulator', 'az-program.mjs')
  await writeProgram(path.join(folder, 'az'), [process.execPath, program, stateFile])
  await setMode(mode)
  return { folder, setMode }
}
