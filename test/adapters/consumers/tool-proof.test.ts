import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { proveByRequest } from '../../../electron/adapters/consumers/feed-proof.js'
import { dotnet, npm, pip, proveByTool } from '../../../electron/adapters/consumers/tool-proof.js'
import type { ProgramOrder } from '../../../electron/adapters/programs/program.js'
import { Secret } from '../../../electron/domain/secret.js'
import { createFakeHttp, empty } from '../../fakes/http.js'

const host = 'pkgs.dev.azure.com'
const address = `https://${host}/contoso/_packaging/shop/nuget/v3/index.json`
const passing = (code: string, more = {}) => ({ code, facts: { host, ...more } })

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'token-tray-tools-'))
  for (const name of ['npm', 'pip', 'dotnet']) program(name, 'exit 0')
})
afterAll(() => {
  rmSync(folder, { recursive: true })
})

/** A program of this name on the search path. */
function program(name: string, script: string): void {
  const file = path.join(folder, name)
  writeFileSync(file, `#!/bin/sh\n${script}\n`)
  chmodSync(file, 0o755)
}

const place = () => ({ file: path.join(folder, 'NuGet.Config'), entry: `My shop=${address}` })
const environment = () => ({ PATH: folder, HOME: folder })

describe('a request of ours', () => {
  const ask = (status: number, headers = {}) =>
    proveByRequest(createFakeHttp(() => empty(status, headers)))(place(), address, new Secret('x'))

  it.each([200, 404])('that is answered with %i proves the token', async (status) => {
    expect(await ask(status)).toBe(`GET ${host}`)
  })

  it.each([401, 403, 203, 302])('that is answered with %i proves that it is refused', async (status) => {
    await expect(ask(status)).rejects.toMatchObject({
      code: 'use-proof-failed',
      facts: { entry: 'My shop', serviceMessage: `HTTP ${status}` }
    })
  })

  it('that is answered by a busy or broken service says nothing of the token', async () => {
    const pause = { retryAfterSeconds: 30 }
    await expect(ask(429, { 'retry-after': '30' })).rejects.toMatchObject(passing('rate-limited', pause))
    await expect(ask(503)).rejects.toMatchObject(passing('service-unavailable', { status: 503 }))
  })
})

describe('what a tool says', () => {
  const asking = (tool: typeof npm, output: string, code = 1, timedOut = false) =>
    proveByTool(
      {
        ...{ platform: 'linux', environment: environment() },
        run: async () => ({ code, output, errors: '', timedOut })
      },
      ...([tool, place(), address] as const)
    )

  it.each([
    ['npm', npm, '{"error":{"code":"E404"}}'],
    ['pip', pip, `Could not fetch URL ${address}: 404 Client Error: Not Found for url - skipping`]
  ])('proves the token where %s was told that there is no such package', async (_name, tool, output) => {
    expect(await asking(tool, output)).toBe(`${tool.asks}, ${host}`)
  })

  it.each([
    ['npm', npm, 'npm error code E401'],
    ['pip', pip, 'WARNING: 401 Error, Credentials not correct\n 401 Client Error: Unauthorized for url'],
    ['dotnet', dotnet, 'error: Response status code does not indicate success: 401 (Unauthorized).']
  ])('proves that it is refused where %s was', async (_name, tool, output) => {
    await expect(asking(tool, output)).rejects.toMatchObject({ code: 'use-proof-failed' })
  })

  it.each([
    ['npm', npm, 'npm error code E503', 'service-unavailable'],
    ['npm', npm, 'npm error code E429', 'rate-limited'],
    ['npm', npm, 'npm error code ETIMEDOUT', 'timed-out'],
    ['npm', npm, 'npm error code ESOCKETTIMEDOUT', 'timed-out'],
    ['npm', npm, 'npm error code ENOTFOUND', 'offline'],
    ['npm', npm, 'npm error code EAI_AGAIN', 'offline'],
    ['npm', npm, 'npm error code ECONNRESET', 'offline'],
    [
      'pip',
      pip,
      'Max retries exceeded (Caused by ResponseError("too many 503 error responses"))',
      'service-unavailable'
    ],
    ['dotnet', dotnet, 'success: 429 (Too Many Requests).', 'rate-limited']
  ])('says nothing of the token where %s met what passes (%#)', async (_name, tool, output, code) => {
    await expect(asking(tool, output)).rejects.toMatchObject(passing(code))
  })

  it('says nothing of the token where it gave no answer in time', async () => {
    await expect(asking(npm, '', 1, true)).rejects.toMatchObject(passing('timed-out'))
  })

  it.each([
    ['npm', npm, 'sh: node: not found'],
    ['npm', npm, 'npm error code EACCES'],
    ['pip', pip, 'ERROR: unknown command "index"'],
    ['dotnet', dotnet, 'error: The feature is not supported by this source.']
  ])('is no proof where %s stumbles over something of its own: then we ask', async (_name, tool, output) => {
    expect(await asking(tool, output)).toBeNull()
  })

  it('is no proof where it succeeds with an error among its words', async () => {
    expect(await asking(dotnet, 'error: Unable to load the service index', 0)).toBeNull()
  })
})

describe('a tool that is asked', () => {
  it('is told the file, and no credential but what lies there', async () => {
    const orders: ProgramOrder[] = []
    const deps = {
      ...{
        platform: 'linux' as const,
        environment: { ...environment(), NuGetPackageSourceCredentials_shop: 'x' }
      },
      run: async (order: ProgramOrder) => {
        orders.push(order)
        return { code: 0, output: '', errors: '', timedOut: false }
      }
    }
    for (const tool of [npm, pip, dotnet]) await proveByTool(deps, tool, place(), address)
    const { file } = place()
    expect(orders.map(({ environment: given }) => Object.values(given).includes(file))).toEqual([
      true,
      true,
      false
    ])
    expect(orders[1]?.environment).toMatchObject({ PIP_INDEX_URL: address, PIP_EXTRA_INDEX_URL: address })
    expect(orders[2]?.environment).not.toHaveProperty('NuGetPackageSourceCredentials_shop')
  })

  it('is dotnet for the source of that name in that file alone', async () => {
    program('dotnet', `printf '%s\\n' "$@" > '${folder}/asked'`)
    const said = await proveByTool(
      { platform: 'linux', environment: environment() },
      dotnet,
      place(),
      address
    )
    expect(said).toBe(`dotnet package search, ${host}`)
    expect(readFileSync(path.join(folder, 'asked'), 'utf8').split('\n')).toEqual([
      ...['package', 'search', 'token-tray-proof', '--source', 'My shop', '--configfile', place().file, '']
    ])
    program(
      'dotnet',
      'echo "error: Response status code does not indicate success: 401 (Unauthorized)." >&2; exit 1'
    )
    await expect(
      proveByTool({ platform: 'linux', environment: environment() }, dotnet, place(), address)
    ).rejects.toMatchObject({ code: 'use-proof-failed', facts: { serviceMessage: 'HTTP 401' } })
  })
})
