import { spawnSync } from 'node:child_process'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createTokenCheck } from '../../electron/adapters/azure-devops/token-check.js'
import { createFeedApi } from '../../electron/adapters/azure-devops/feed-api.js'
import { createFileConsumers } from '../../electron/adapters/consumers/file-consumers.js'
import { Secret } from '../../electron/domain/secret.js'
import type { FileConsumer, FilePlace } from '../../electron/services/ports/files.js'
import type { FileConsumerKind } from '../../electron/shared/consumer-view.js'
import { code } from '../services/token-world.js'
import { createPracticeClient } from '../simulator/client.js'
import { environmentFor } from '../simulator/environment.js'
import { startSimulator, type Simulator } from '../simulator/simulator.js'
import { createNodeHttp } from './node-http.js'

let simulator: Simulator
let directory: string
let home: string
let environment: Record<string, string>
let consumers: readonly FileConsumer[]
let good: Secret

const http = () => createNodeHttp(createPracticeClient(simulator))
const consumer = (kind: FileConsumerKind): FileConsumer => {
  const found = consumers.find((one) => one.kind === kind)
  if (found === undefined) throw new Error(`no consumer ${kind}`)
  return found
}
const token = (scope: string): Secret => new Secret(simulator.issueToken('contoso', { scope }).value)

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'token-tray-files-'))
  simulator = await startSimulator({ directory })
  good = token('vso.packaging')
})
afterAll(async () => {
  await simulator.close()
  rmSync(directory, { recursive: true, maxRetries: 20 })
})
beforeEach(() => {
  home = mkdtempSync(path.join(directory, 'home-'))
  environment = { ...environmentFor({ home, simulator }) }
  const door = http()
  const tokenCheck = createTokenCheck(door)
  consumers = createFileConsumers({ platform: 'linux', environment, http: door, tokenCheck })
})

const files: Readonly<Record<FileConsumerKind, string>> = {
  npmrc: '.npmrc',
  'nuget-config': '.nuget/NuGet/NuGet.Config',
  netrc: '.netrc',
  pypirc: '.pypirc'
}
const kinds = Object.keys(files) as FileConsumerKind[]

/** The tool asks, where it is on this computer. */
function asked(program: string, words: string): string {
  if (spawnSync(program, ['--version']).status === 0) return `${words},`
  console.log(`not run: ${program} missing`)
  return 'GET'
}
const asks: Readonly<Record<FileConsumerKind, string>> = {
  npmrc: asked('npm', 'npm view'),
  'nuget-config': asked('dotnet', 'dotnet package search'),
  netrc: asked('pip', 'pip index versions'),
  pypirc: 'GET'
}

async function placeOf(kind: FileConsumerKind): Promise<FilePlace> {
  const feeds = await createFeedApi(http()).list('contoso', good)
  const [place] = await consumer(kind).places('contoso', feeds)
  if (place === undefined) throw new Error(`no place for ${kind}`)
  return place
}

it('lists the feeds that a token can see, and none for one that may see none', async () => {
  expect(await createFeedApi(http()).list('contoso', good)).toEqual([
    { name: 'shop-packages', project: null },
    { name: 'site-packages', project: 'web-shop' }
  ])
  expect(await createFeedApi(http()).list('contoso', token('vso.code'))).toEqual([])
})

describe.each(kinds)('%s', (kind) => {
  it('proposes the file where its tool looks, writes it, reads it back and proves it at the feed', async () => {
    const place = await placeOf(kind)
    expect(place.file).toBe(path.join(home, files[kind]))
    expect(await consumer(kind).read(place)).toBeNull()
    await expect(consumer(kind).verify(place)).rejects.toMatchObject(code('entry-missing'))
    await consumer(kind).write(place, good)
    expect((await consumer(kind).read(place))?.equals(good)).toBe(true)
    const { asked } = await consumer(kind).verify(place)
    expect(asked).toBe(`${asks[kind]} pkgs.dev.azure.com`)
    const found = await consumer(kind).find()
    expect(found).toMatchObject([{ file: place.file, problem: null }])
    expect(found[0]?.entries.map((one) => one.token?.equals(good))).toEqual([true])
  })

  it('a token that the feed does not take fails its proof, and is told by what answered', async () => {
    const place = await placeOf(kind)
    for (const bad of [token('vso.code'), new Secret('a'.repeat(52))]) {
      await consumer(kind).write(place, bad)
      await expect(consumer(kind).verify(place)).rejects.toMatchObject({
        code: 'use-proof-failed',
        facts: { file: place.file, serviceMessage: 'HTTP 401' }
      })
    }
  })

  it('takes out exactly the token that is named, and brings the file back', async () => {
    const file = path.join(home, files[kind])
    const place = await placeOf(kind)
    await consumer(kind).write(place, good)
    expect(await consumer(kind).erase(place, token('vso.code'))).toBe('missing')
    expect(await consumer(kind).erase(place, good)).toBe('erased')
    expect(await consumer(kind).read(place)).toBeNull()
    expect(await consumer(kind).changed([])).toEqual([file])
    await consumer(kind).restore(file)
    expect(existsSync(file)).toBe(false)
    expect(await consumer(kind).changed([])).toEqual([])
  })

  it('proves an entry that somebody else made, too', async () => {
    const made = await placeOf(kind)
    await consumer(kind).write(made, token('vso.code'))
    const again = await placeOf(kind)
    await consumer(kind).write(again, good)
    expect((await consumer(kind).verify(again)).asked).toContain('pkgs.dev.azure.com')
  })

  it('leaves a file alone that it cannot read, and says so in its list', async () => {
    const place = await placeOf(kind)
    const text = Buffer.from('\uFEFFodd', 'utf16le')
    await consumer(kind).write(place, good)
    writeFileSync(place.file, text)
    await expect(consumer(kind).write(place, good)).rejects.toMatchObject(code('file-not-readable'))
    expect(readFileSync(place.file)).toEqual(text)
    expect(await consumer(kind).find()).toEqual([{ file: place.file, entries: [], problem: { line: 1 } }])
  })
})

describe('an entry of .netrc without a feed', () => {
  const blind = () => token('vso.code')

  it.each(['dev.azure.com', 'contoso.visualstudio.com', 'pkgs.dev.azure.com'])(
    'of %s is proven by asking whose the token is',
    async (host) => {
      writeFileSync(path.join(home, '.netrc'), `machine ${host} login me password old\n`)
      const feeds = await createFeedApi(http()).list('contoso', blind())
      const [place, ...others] = await consumer('netrc').places('contoso', feeds)
      if (place === undefined) throw new Error('no place')
      expect(others).toEqual([])
      await consumer('netrc').write(place, blind())
      expect(readFileSync(place.file, 'utf8')).toMatch(
        new RegExp(`^machine ${host} login me password \\S+\n$`)
      )
      expect((await consumer('netrc').verify(place)).asked).toBe('GET dev.azure.com')
      await consumer('netrc').write(place, new Secret('a'.repeat(52)))
      await expect(consumer('netrc').verify(place)).rejects.toMatchObject(code('token-not-accepted'))
    }
  )

  it('is not offered to a token of a Server', async () => {
    writeFileSync(path.join(home, '.netrc'), 'machine dev.azure.com login me password old\n')
    expect(await consumer('netrc').places('https://tfs.contoso.example/tfs/main', [])).toEqual([])
  })
})

it.skipIf(asks.netrc === 'GET')(
  'pip asks the feed once, for nobody’s package, with what is in the file',
  async () => {
    const place = await placeOf('netrc')
    await consumer('netrc').write(place, good)
    const before = simulator.requests().length
    await consumer('netrc').verify(place)
    expect(simulator.requests().slice(before)).toMatchObject([
      {
        host: 'pkgs.dev.azure.com',
        path: expect.stringMatching(/simple\/token-tray-proof\/$/) as string,
        credential: true
      }
    ])
  }
)
