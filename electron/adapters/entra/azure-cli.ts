import { z } from 'zod'
import { AppFailure } from '../../domain/app-failure.js'
import { Secret } from '../../domain/secret.js'
import { azureCliFailure } from '../../domain/sign-in-error.js'
import { namesTenant } from '../../domain/tenant-id.js'
import type { Account, AzureCli } from '../../services/ports/sign-in.js'
import type { Log } from '../../services/ports/log.js'
import { findProgram, type ProgramSearch } from '../programs/program-finder.js'
import { runProgram } from '../programs/program.js'

/** Azure DevOps as a resource (azure-devops.md 4.3). */
const azureDevOps = '499b84ac-1321-427f-aa17-267ca6975798'
/** Milliseconds. The list is read from its own files; a token may be asked of the network. */
const listLimit = 20_000
const tokenLimit = 60_000

const accountList = z.array(
  z.object({
    tenantId: z.string(),
    user: z.object({ name: z.string(), type: z.string() }),
    isDefault: z.boolean().default(false)
  })
)
const accessToken = z.object({ accessToken: z.string().min(1) })

export interface AzureCliDeps extends ProgramSearch {
  readonly log: Log
}

/** SECURITY: the output holds the bearer; it is neither logged nor named in a failure. */
function readOutput<T>(output: string, schema: z.ZodType<T>): T {
  try {
    return schema.parse(JSON.parse(output))
  } catch {
    throw new AppFailure('azure-cli-failed', { exitCode: 0, reason: 'unreadable' })
  }
}

/** The `az` of this computer, as the person signed in to it (azure-devops.md 4.3). */
export function createAzureCli(deps: AzureCliDeps): AzureCli {
  const { environment, log, run = runProgram } = deps

  async function ask<T>(
    args: readonly string[],
    timeout: number,
    schema: z.ZodType<T>,
    tenant: string | null = null,
    signal?: AbortSignal
  ): Promise<T> {
    const program = await findProgram('az', deps)
    if (program === null) throw new AppFailure('azure-cli-missing')
    const { code, output, errors, timedOut } = await run({
      program,
      args: ['account', ...args, '--output', 'json'],
      environment,
      timeout,
      keepErrors: true,
      signal
    })
    if (code === 0) return readOutput(output, schema)
    const failure = timedOut
      ? new AppFailure('timed-out', { program: 'az' })
      : azureCliFailure(code ?? -1, errors, tenant)
    log.info('azure-cli.failed', { code: failure.code, exit: code })
    throw failure
  }

  return {
    accounts: async () => {
      const listed = await ask(['list'], listLimit, accountList)
      const accounts = new Map<string, Account>()
      // The one that is in use comes first.
      for (const { tenantId, user } of listed.toSorted((a, b) => Number(b.isDefault) - Number(a.isDefault))) {
        // Service principals may not have tokens (azure-devops.md 1.9).
        if (user.type !== 'user') continue
        const id = `${tenantId}/${user.name}`
        accounts.set(id, { id, name: user.name, tenant: tenantId })
      }
      return [...accounts.values()]
    },
    bearer: async (tenant, signal) => {
      if (tenant !== null && !namesTenant(tenant)) throw new RangeError('not a tenant')
      const inTenant = tenant === null ? [] : ['--tenant', tenant]
      const args = ['get-access-token', '--resource', azureDevOps, ...inTenant]
      return new Secret((await ask(args, tokenLimit, accessToken, tenant, signal)).accessToken)
    }
  }
}
