import type * as ChildProcess from 'node:child_process'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { crc32, deflateRawSync } from 'node:zlib'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import {
  fetchElectron,
  installedElectron,
  platformPath,
  provideElectron,
  reasonOf
} from '../../scripts/setup/electron-binary.mjs'

/** As it is, but what it is asked for can be read. */
vi.mock('node:child_process', async (original) => {
  const real = await original<typeof ChildProcess>()
  return { ...real, spawn: vi.fn(real.spawn) }
})

/** A zip archive of small files. */
function zip(files: Readonly<Record<string, string>>): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(files)) {
    const data = deflateRawSync(Buffer.from(text))
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(8, 4)
    facts.writeUInt32LE(crc32(Buffer.from(text)), 10)
    facts.writeUInt32LE(data.length, 14)
    facts.writeUInt32LE(Buffer.byteLength(text), 18)
    facts.writeUInt16LE(Buffer.byteLength(name), 22)
    parts.push(Buffer.from('PK\x03\x04'), facts, Buffer.from(name), data)
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE((0o100755 << 16) >>> 0, 6)
    rest.writeUInt32LE(offset, 10)
    directory.push(Buffer.from('PK\x01\x02\x14\x03'), facts, rest, Buffer.from(name))
    offset += 4 + 26 + Buffer.byteLength(name) + data.length
  }
  const list = Buffer.concat(directory)
  const end = Buffer.alloc(22)
  end.write('PK\x05\x06', 'latin1')
  end.writeUInt16LE(Object.keys(files).length, 8)
  end.writeUInt16LE(Object.keys(files).length, 10)
  end.writeUInt32LE(list.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts, list, end])
}

const downloads = path.resolve(import.meta.dirname, '../../scripts/setup/electron-binary.mjs')
const version = '45.0.0'
const archive = zip({ version, [platformPath(process.platform)]: '#!/bin/sh\n', 'electron.d.ts': '// types' })
const fileName = `electron-v${version}-${process.platform}-${process.arch}.zip`

let folder = ''
let electron = ''
const servers: Server[] = []

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  servers.push(server)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
}

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'token-tray-electron-'))
  electron = path.join(folder, 'electron')
  mkdirSync(electron)
  writeFileSync(path.join(electron, 'package.json'), JSON.stringify({ version }))
  const sum = createHash('sha256').update(archive).digest('hex')
  writeFileSync(path.join(electron, 'checksums.json'), JSON.stringify({ [fileName]: sum }))
  for (const name of ['HTTP_PROXY', 'HTTPS_PROXY', 'http_proxy', 'https_proxy', 'NO_PROXY', 'no_proxy']) {
    vi.stubEnv(name, undefined)
  }
  vi.stubEnv('electron_config_cache', path.join(folder, 'cache'))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
  rmSync(folder, { recursive: true, force: true })
})

const ignore = () => undefined

describe("Electron's download", () => {
  it('comes from a mirror, is checked, and counts only when whole', async () => {
    const asked: string[] = []
    const mirror = await serve((request, response) => {
      asked.push(request.url ?? '')
      response.end(archive)
    })
    vi.stubEnv('ELECTRON_MIRROR', mirror)
    expect(installedElectron(electron)).toBeNull()
    expect(await fetchElectron(electron, ignore)).toEqual({ done: true })
    expect(asked).toEqual([`/v${version}/${fileName}`])
    expect(installedElectron(electron)).toBe(path.join(electron, 'dist', platformPath(process.platform)))
    expect(readFileSync(path.join(electron, 'path.txt'), 'utf8')).toBe(platformPath(process.platform))
    expect(readdirSync(electron)).toContain('electron.d.ts')
    rmSync(path.join(electron, 'path.txt'))
    expect(installedElectron(electron)).toBeNull()
  })

  it('goes through a proxy where one is set', async () => {
    const mirror = await serve((_request, response) => response.end(archive))
    const tunnels: string[] = []
    const proxy = await serve((_request, response) => response.writeHead(400).end())
    servers.at(-1)?.on('connect', (request, socket) => {
      tunnels.push(request.url ?? '')
      const onward = connect(Number(new URL(mirror).port), '127.0.0.1', () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n')
        onward.pipe(socket).pipe(onward)
      })
      onward.on('error', () => socket.destroy())
      socket.on('error', () => onward.destroy())
    })
    // A name that only the proxy knows.
    vi.stubEnv('ELECTRON_MIRROR', mirror.replace('127.0.0.1', 'mirror.invalid'))
    vi.stubEnv('http_proxy', proxy)
    expect(await fetchElectron(electron, ignore)).toEqual({ done: true })
    expect(tunnels).toHaveLength(1)
  })

  it('is refused when it is not what the package names', async () => {
    vi.stubEnv(
      'ELECTRON_MIRROR',
      await serve((_request, response) => response.end(zip({ version: 'other' })))
    )
    const outcome = await fetchElectron(electron, ignore)
    expect(outcome.done ? '' : reasonOf(outcome, process.versions.node)).toBe(
      'what was downloaded is damaged or not Electron'
    )
    expect(existsSync(path.join(electron, 'dist'))).toBe(false)
  })

  it('is given up when it stands still', async () => {
    const mirror = await serve((_request, response) => {
      response.writeHead(200, { 'content-length': archive.length })
      response.write(archive.subarray(0, 10))
    })
    vi.stubEnv('ELECTRON_MIRROR', mirror)
    expect(await fetchElectron(electron, ignore, { silenceMs: 300, answerMs: 30_000 })).toMatchObject({
      done: false,
      stalled: true
    })
    expect(installedElectron(electron)).toBeNull()
  })

  it('tells an answer from no route', async () => {
    vi.stubEnv('ELECTRON_MIRROR', await serve((_request, response) => response.writeHead(404).end()))
    expect(await fetchElectron(electron, ignore)).toMatchObject({ done: false, status: 404 })
    const gone = await serve((_request, response) => response.end())
    await new Promise((resolve) => servers.pop()?.close(resolve))
    vi.stubEnv('ELECTRON_MIRROR', gone)
    expect(await fetchElectron(electron, ignore)).toMatchObject({
      done: false,
      status: 0,
      code: 'ECONNREFUSED'
    })
  })

  it('ends with the process that asked for it, and what it left is swept by the next', async () => {
    let asked = (): void => undefined
    let isGone = (): void => undefined
    const started = new Promise<void>((resolve) => (asked = resolve))
    const gone = new Promise<void>((resolve) => (isGone = resolve))
    const mirror = await serve((request, response) => {
      request.socket.on('close', isGone)
      response.writeHead(200, { 'content-length': archive.length })
      response.write(archive.subarray(0, 10))
      asked()
    })
    vi.stubEnv('ELECTRON_MIRROR', mirror)
    const asker = `
      import { fetchElectron } from ${JSON.stringify(pathToFileURL(downloads).href)}
      await fetchElectron(${JSON.stringify(electron)}, () => undefined)`
    const killed = spawn(process.execPath, ['--input-type=module', '-e', asker], { stdio: 'ignore' })
    await started
    killed.kill('SIGKILL')
    await gone

    mkdirSync(path.join(electron, 'dist.partial-1'))
    vi.stubEnv('ELECTRON_MIRROR', await serve((_request, response) => response.end(archive)))
    expect(await fetchElectron(electron, ignore)).toEqual({ done: true })
    expect(readdirSync(electron).filter((name) => name.includes('partial'))).toEqual([])
  })

  it('is given up early by who is in a hurry where no byte comes', async () => {
    vi.stubEnv('ELECTRON_MIRROR', await serve(ignore))
    const outcome = await fetchElectron(electron, ignore, { answerMs: 50 })
    expect(outcome.done ? '' : reasonOf(outcome, process.versions.node)).toBe(
      'no route to its download (ETIMEDOUT)'
    )
  })
})

describe('a failure of the download', () => {
  /** Asks for Electron, each failure having taken ten seconds. */
  const provide = (how: { insist?: boolean; hurried?: boolean } = {}) => {
    let now = 0
    vi.spyOn(performance, 'now').mockImplementation(() => (now += 10_000))
    const memory = path.join(folder, 'memory.json')
    return provideElectron({ root: folder, memory, log: ignore, insist: false, hurried: false, ...how })
  }
  let asked = 0
  beforeEach(async () => {
    asked = 0
    electron = path.join(folder, 'node_modules', 'electron')
    mkdirSync(electron, { recursive: true })
    writeFileSync(path.join(electron, 'package.json'), JSON.stringify({ version }))
    writeFileSync(path.join(electron, 'checksums.json'), '{}')
    vi.stubEnv(
      'ELECTRON_MIRROR',
      await serve((_request, response) => {
        asked += 1
        response.writeHead(404).end()
      })
    )
  })
  afterEach(() => {
    vi.restoreAllMocks()
  })

  it('that took long is remembered, and looked for again by who insists', async () => {
    const reason = 'the server answered 404'
    expect(await provide()).toEqual({ path: null, reason, remembered: false })
    expect(await provide()).toEqual({ path: null, reason, remembered: true })
    expect(asked).toBe(1)
    expect(await provide({ insist: true })).toMatchObject({ remembered: false })
    expect(asked).toBe(2)
  })

  it('of an attempt in a hurry is known within five seconds where nobody answers, with time for the rest', async () => {
    await provide({ hurried: true })
    const answerMs = Number(vi.mocked(spawn).mock.lastCall?.[1]?.at(-1))
    expect(answerMs).toBeGreaterThan(1_000)
    expect(answerMs).toBeLessThanOrEqual(4_000)
  })

  it('of an attempt in a hurry is not remembered', async () => {
    await provide({ hurried: true })
    expect(await provide()).toMatchObject({ remembered: false })
    expect(asked).toBe(2)
  })
})
