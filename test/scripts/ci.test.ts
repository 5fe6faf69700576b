import { readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { parse } from 'yaml'

interface Job {
  readonly 'runs-on': string
  readonly strategy?: { readonly matrix: { readonly os: readonly string[] } }
  readonly steps: readonly { readonly run?: string }[]
}

const read = (name: string): string => readFileSync(path.resolve(import.meta.dirname, '../..', name), 'utf8')
const { jobs } = parse(read('.github/workflows/ci.yml')) as { readonly jobs: Readonly<Record<string, Job>> }
const systemsOf = (job: Job): readonly string[] => job.strategy?.matrix.os ?? [job['runs-on']]
const commandsOf = ({ steps }: Job): readonly string[] => steps.flatMap(({ run }) => run ?? [])

/** The commands that the README tells a stranger to type first. */
const commands = (/^```\n([^`]+)\n```$/m.exec(read('README.md'))?.[1] ?? '').split('\n')

describe('the run of a change', () => {
  it('is the two commands of the README and nothing else', () => {
    expect(commands).toEqual(['npm test', 'npm run tour'])
    const lines = read('.ci/run').split('\n')
    const own = lines.filter((line) => line !== '' && !line.startsWith('#'))
    expect(own).toEqual(['set -eu', 'cd "$(dirname "$0")/.."', ...commands])
  })

  it('goes on every system through the smoke test on Electron before all other tests', () => {
    const smoked = Object.values(jobs).filter((job) => commandsOf(job).join().includes('smoke:electron'))
    expect(smoked.flatMap(systemsOf).map((system) => system.split('-')[0])).toEqual([
      'ubuntu',
      'windows',
      'macos'
    ])
    for (const job of smoked) {
      const ran = commandsOf(job)
      const smoke = ran.findIndex((command) => command.includes('npm run smoke:electron'))
      expect(ran.findIndex((command) => command === 'npm test')).toBeGreaterThan(smoke)
    }
  })

  it('has the README’s two commands on Linux, with Electron and without', () => {
    const whole = Object.values(jobs).filter((job) => commandsOf(job).includes('npm run tour'))
    expect(whole).toHaveLength(2)
    for (const job of whole) {
      expect(commandsOf(job).filter((command) => commands.includes(command))).toEqual(commands)
    }
  })

  it('has one job on Node 24', () => {
    const all = Object.values(jobs).flatMap(commandsOf)
    expect(all.filter((command) => /^npx .*-p node@24 node scripts\/test\.mjs$/.test(command))).toHaveLength(
      1
    )
  })
})
