import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entriesOf } from '../../electron/adapters/consumers/git-entries.js'
import type { FileFormat } from '../../electron/domain/consumer-files/file-format.js'
import { netrc } from '../../electron/domain/consumer-files/netrc.js'
import { npmrc } from '../../electron/domain/consumer-files/npmrc.js'
import { projectRoot } from '../project-root.js'
import { createPracticeClient } from '../simulator/client.js'
import { environmentFor } from '../simulator/environment.js'
import { practiceBearer } from '../simulator/practice-bearer.js'
import { startSimulator, type Simulator } from '../simulator/simulator.js'
import type { ChildOrder } from './killed/child.js'

/*
 * A renewal in a process of its own, on real files, real git and the practice organization, is killed at every effect
 * that a whole one has, forwards and back: before and after each write of the journal, the list and the keychain, each
 * request, each step of replacing a file, each change that git makes. Then it is started again.
 */
const program = path.join(projectRoot(), 'out/test-tools/integration/killed-rotation.js')
const before = {
  '.npmrc': '# mine\nfund=false\n',
  '.netrc': '# mine\nmachine example.invalid login a password b\n'
}

let simulator: Simulator
let directory: string
let bearer: string
let runs = 0

beforeAll(async () => {
  directory = mkdtempSync(path.join(tmpdir(), 'token-tray-killed-'))
  simulator = await startSimulator({ directory })
  const client = createPracticeClient(simulator)
  bearer = await practiceBearer(client, 'developer@contoso.example')
  await client.close()
})
afterAll(async () => {
  await simulator.close()
  rmSync(directory, { recursive: true, maxRetries: 20 })
})

/** What a renewal of this computer's token is like. */
interface Renewed {
  readonly git: boolean
  readonly graceHours: number
  readonly atGrace: ChildOrder['atGrace']
}

/** A computer with one token in use. */
function computer({ git, ...grace }: Renewed) {
  runs += 1
  const name = `Renewed ${String(runs)}`
  const folder = path.join(directory, `run-${String(runs)}`)
  const home = path.join(folder, 'home')
  mkdirSync(home, { recursive: true })
  for (const [file, text] of Object.entries(before)) writeFileSync(path.join(home, file), text)
  const environment = {
    ...environmentFor({ home, simulator }),
    // Without npm, the feed is asked directly: what is tested here is what a kill leaves.
    PATH: git ? '/usr/bin:/bin' : '/nowhere'
  }
  if (git) writeFileSync(path.join(home, '.gitconfig'), '[credential]\n\thelper = store\n')
  const order = {
    ...{ folder, environment, bearer, name, git, ...grace },
    ...{ proxy: simulator.proxies.app, certificateFile: simulator.certificateFile }
  }
  const run = (mode: ChildOrder['mode'], killAt: number | null) => start({ ...order, mode, killAt })
  const valueIn = (file: keyof typeof before, format: FileFormat): string => {
    const entries = format.read(readFileSync(path.join(home, file), 'utf8'))
    return entries.find(({ token }) => token !== null)?.token ?? ''
  }
  const valueInGit = (entry: object): string => {
    const input = Object.entries(entry)
      .map(([field, value]) => `${field}=${String(value)}\n`)
      .join('')
    const env = { ...environment, GIT_TERMINAL_PROMPT: '0' }
    const { stdout } = spawnSync('git', ['credential', 'fill'], { input, env, encoding: 'utf8' })
    return /^password=(.*)$/m.exec(stdout)?.[1] ?? ''
  }
  return {
    home,
    name,
    run,
    values: () => [
      valueIn('.npmrc', npmrc),
      valueIn('.netrc', netrc),
      ...(git ? entriesOf('contoso') : []).map(valueInGit)
    ],
    vault: () => readFileSync(path.join(folder, 'vault.json'), 'utf8'),
    journal: () => readFileSync(path.join(folder, 'rotations.json'), 'utf8'),
    tokens: () => simulator.tokens('contoso').filter(({ displayName }) => displayName === name)
  }
}

function start(order: ChildOrder): Promise<{ code: number | null; output: string; errors: string }> {
  const child = spawn(process.execPath, [program, JSON.stringify(order)], {
    env: { ...order.environment, NODE_NO_WARNINGS: '1' },
    stdio: ['ignore', 'pipe', 'pipe']
  })
  let [output, errors] = ['', '']
  child.stdout.on('data', (part) => (output += String(part)))
  child.stderr.on('data', (part) => (errors += String(part)))
  return new Promise((resolve) => child.on('close', (code) => resolve({ code, output, errors })))
}

type Computer = ReturnType<typeof computer>

/** The laws that hold at every instant: each place has a token that the service takes. */
function expectLiving({ values }: Computer, when: string): void {
  for (const value of values()) expect(simulator.takes('contoso', value), when).toBe(true)
}

/** One token lives, it is in every place, and nothing else of the files has changed. */
function expectWhole(one: Computer, when: string): void {
  expectLiving(one, when)
  expect(one.tokens().filter(({ revoked }) => !revoked).length, `living tokens ${when}`).toBe(1)
  const [first = '', ...others] = one.values()
  expect(others, when).toEqual(others.map(() => first))
  expect(one.vault(), when).toContain(first)
  for (const [file, text] of Object.entries(before)) {
    expect(readFileSync(path.join(one.home, file), 'utf8'), when).toContain(
      text.slice(text.indexOf('\n') + 1)
    )
    expect(readFileSync(path.join(one.home, `${file}.token-tray-backup`), 'utf8'), when).toBe(text)
  }
}

/** `begun`: the renewal was written down before the kill, so it went on; else nothing has happened. */
function expectRenewed(one: Computer, when: string, begun: boolean): void {
  expectWhole(one, when)
  const [old, ...successors] = one.tokens()
  expect(old?.revoked, `the old token ${when}`).toBe(begun)
  expect(successors.length > 0, `a successor ${when}`).toBe(begun)
  if (begun) expect(JSON.parse(one.journal()), when).toEqual([])
}

function expectPutBack(one: Computer, when: string): void {
  expectWhole(one, when)
  const [old, ...successors] = one.tokens()
  expect(old?.revoked, `the old token ${when}`).toBe(false)
  expect(successors.length, `successors ${when}`).toBeGreaterThan(0)
  expect(JSON.parse(one.journal()), when).toEqual([])
}

/** Which of a whole run's effects it is killed at. */
type Wanted = (name: string, at: number, all: readonly string[]) => boolean

const always: Wanted = () => true
/** Also what comes next, with the change made. */
const ofGit: Wanted = (name, at, all) => name.includes('git ') || all[at - 1]?.includes('git ') === true
const afterGivingUp: Wanted = (_name, at, all) => at >= all.indexOf('before giving up')

describe('a renewal that is killed', () => {
  it.each<[string, Renewed, Wanted, number, typeof expectRenewed]>([
    [
      'with two files and a grace period, at every one of its effects',
      { git: false, graceHours: 1, atGrace: 'pass' },
      always,
      40,
      expectRenewed
    ],
    [
      'with Git, around what changes it',
      { git: true, graceHours: 0, atGrace: 'pass' },
      ofGit,
      2,
      expectRenewed
    ],
    [
      'when it was given up, with files and Git, at every effect from there on',
      { git: true, graceHours: 1, atGrace: 'abandon' },
      afterGivingUp,
      15,
      expectPutBack
    ]
  ])(
    '%s, keeps every place alive and ends well',
    async (_how, renewed, isWanted, least, expectEnd) => {
      const whole = computer(renewed)
      const clean = await whole.run('renew', null)
      expect(clean.errors).toBe('')
      expectEnd(whole, 'without a kill', true)
      const effects = JSON.parse(clean.output) as string[]
      // After one effect all is as before the next one: to be killed at both would tell nothing new.
      const wanted = effects
        .map((name, at) => ({ name, at }))
        .filter(({ name, at }) => name.startsWith('before') && isWanted(name, at, effects))
      expect(wanted.length).toBeGreaterThan(least)
      await inPairs(wanted, async ({ name, at }) => {
        const when = `killed at effect ${String(at)}, ${name}`
        const one = computer(renewed)
        const killed = await one.run('renew', at)
        expect(killed.code, `${when}: ${killed.errors}`).toBeNull()
        expectLiving(one, when)
        const recovered = await one.run('recover', null)
        expect(recovered.code, `${when}: ${recovered.errors}`).toBe(0)
        expectEnd(one, when, at > 0)
      })
    },
    3_600_000
  )
})

/** Two at a time: the machine has as many cores. */
async function inPairs<T>(all: readonly T[], act: (one: T) => Promise<void>): Promise<void> {
  const left = [...all]
  const work = async (): Promise<void> => {
    for (let next = left.shift(); next !== undefined; next = left.shift()) await act(next)
  }
  await Promise.all([work(), work()])
}
