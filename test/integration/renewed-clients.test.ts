import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { projectRoot } from '../project-root.js'
import { createPracticeClient } from '../simulator/client.js'
import { environmentFor } from '../simulator/environment.js'
import { practiceBearer } from '../simulator/practice-bearer.js'
import { startSimulator, type Simulator } from '../simulator/simulator.js'
import type { ChildOrder } from './killed/child.js'

/* Clients that work without a pause while their token is renewed under them. */
const program = path.join(projectRoot(), 'out/test-tools/integration/killed-rotation.js')
const feed = 'https://pkgs.dev.azure.com/contoso/_packaging/shop-packages'

/** Milliseconds for one thing that other programs do, each busy beside the others. */
const patience = 240_000

let simulator: Simulator
let folder: string
let home: string
let environment: Record<string, string>

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'token-tray-clients-'))
  simulator = await startSimulator({ directory: folder })
  home = path.join(folder, 'home')
  mkdirSync(home)
  environment = {
    ...environmentFor({ home, simulator }),
    PATH: process.env['PATH'] ?? '',
    npm_config_cache: path.join(folder, 'npm-cache'),
    npm_config_prefer_online: 'true'
  }
  writeFileSync(path.join(home, '.gitconfig'), '[credential]\n\thelper = store\n')
})
afterAll(async () => {
  await simulator.close()
  rmSync(folder, { recursive: true, maxRetries: 20 })
})

/** A program with what it does in each round. */
interface Client {
  readonly program: string
  readonly round: readonly (readonly string[])[]
}

const repository = 'https://dev.azure.com/contoso/web-shop/_git/web-shop'
const clone = (): string => path.join(folder, 'clone')
const clients = (): readonly Client[] => [
  {
    program: 'git',
    round: [
      ['fetch'],
      ['-c', 'user.name=Ada', '-c', 'user.email=ada@contoso.example', 'commit', '--allow-empty', '-mLoad'],
      ['push']
    ].map((args) => ['-C', clone(), ...args])
  },
  {
    program: 'npm',
    round: [['view', 'tiny-shop', 'version', '--registry', `${feed}/npm/registry/`]]
  },
  {
    program: 'pip',
    round: [
      [
        ...['download', '--no-input', '--no-cache-dir', '--no-deps', '--dest', '.'],
        ...['--index-url', `${feed}/pypi/simple/`, 'tiny-shop']
      ]
    ]
  }
]

function run(file: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(file, args, {
    cwd: mkdtempSync(path.join(folder, 'work-')),
    env: { ...environment, GIT_TERMINAL_PROMPT: '0' },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += String(part)))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output })))
}

describe('git, npm and pip in a loop', () => {
  it('go through a renewal without one failed request', async () => {
    const missing = clients().filter((one) => spawnSync(one.program, ['--version']).status !== 0)
    for (const { program: file } of missing) console.log(`not run: ${file} missing`)
    const there = clients().filter((one) => !missing.includes(one))
    const client = createPracticeClient(simulator)
    const order: ChildOrder = {
      ...{ mode: 'renew', killAt: null, folder, environment, name: 'Under load', git: true, graceHours: 1 },
      atGrace: 'wait',
      ...{ proxy: simulator.proxies.app, certificateFile: simulator.certificateFile },
      bearer: await practiceBearer(client, 'developer@contoso.example')
    }
    await client.close()
    const ours = () => simulator.tokens('contoso').filter(({ displayName }) => displayName === order.name)
    const journal = (): string => {
      try {
        return readFileSync(path.join(folder, 'rotations.json'), 'utf8')
      } catch {
        return ''
      }
    }
    const child = spawn(process.execPath, [program, JSON.stringify(order)], {
      stdio: ['pipe', 'pipe', 'pipe']
    })
    let errors = ''
    child.stderr.on('data', (part) => (errors += String(part)))
    const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
    // The token is in its places once the renewal is written down.
    await expect.poll(journal, { timeout: patience }).toContain('"stage"')

    const git = there.some((one) => one.program === 'git')
    if (git) expect(await run('git', ['clone', repository, clone()])).toMatchObject({ code: 0 })
    let going = true
    const failures: string[] = []
    const counts = new Map<string, number>()
    const loops = there.map(async (one) => {
      while (going) {
        for (const args of one.round) {
          const { code, output } = await run(one.program, args)
          if (code !== 0) failures.push(`${one.program} ${args.join(' ')}: ${output}`)
        }
        counts.set(one.program, (counts.get(one.program) ?? 0) + 1)
      }
    })
    const rounds = async (count: number): Promise<void> => {
      const wanted = there.map((one) => [one.program, (counts.get(one.program) ?? 0) + count] as const)
      await expect
        .poll(() => wanted.every(([file, number]) => (counts.get(file) ?? 0) >= number), {
          timeout: patience
        })
        .toBe(true)
    }
    await expect.poll(() => ours().length, { timeout: patience }).toBe(2)
    await expect.poll(journal, { timeout: patience }).toContain('grace')
    // Whoever read the old value before has used it by now; from here on all use the new one.
    await rounds(2)
    child.stdin.end('an hour passes\n')
    expect(await ended, errors).toBe(0)
    await rounds(2)
    going = false
    await Promise.all(loops)

    expect(ours().map(({ revoked }) => revoked)).toEqual([true, false])
    expect(failures).toEqual([])
    // The app's own proof asks, through npm and pip, for a package that nobody has; and it sees the old token refused.
    const failed = simulator
      .failedRequests()
      .filter((one) => one.client !== 'app' && !/\/token-tray-proof\/?$/.test(one.path))
    expect(failed).toEqual([])
    expect(Math.min(...counts.values())).toBeGreaterThanOrEqual(4)
  }, 1_200_000)
})
