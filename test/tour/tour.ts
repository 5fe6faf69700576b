import { readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import { startApp, type RunningApp } from '../e2e/running-app.js'
import { until } from '../e2e/until.js'
import { projectRoot } from '../project-root.js'
import { assistedRoad } from './assisted-road.js'
import { endRoad } from './end-road.js'
import { engineRoads, type TourEngine } from './engine-roads.js'
import { mainRoad } from './main-road.js'
import { renewalRoad } from './renewal-road.js'
import { startReport } from './tour-report.js'

/** What the roads hand to each other. */
export interface Tour {
  readonly app: RunningApp
  /** Who makes the token of the main road: `--engine`. */
  readonly engine: TourEngine
  readonly step: (name: string, run: () => Promise<string>) => Promise<void>
}

const watch = process.argv.includes('--watch')
const engine = readEngine()

function readEngine(): TourEngine {
  const at = process.argv.indexOf('--engine')
  const wanted = at < 0 ? 'sign-in' : process.argv[at + 1]
  const known = Object.keys(engineRoads) as TourEngine[]
  const found = known.find((name) => name === wanted)
  if (found !== undefined) return found
  console.error(`npm run tour -- --engine takes one of: ${known.join(', ')}`)
  process.exit(2)
}

/** Processes that still belong to this run: its folder is in their environment or on their command line. */
function leftOver(directory: string): string[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .flatMap((name) => {
      try {
        const command = readFileSync(`/proc/${name}/cmdline`, 'utf8')
        const environment = readFileSync(`/proc/${name}/environ`, 'utf8')
        return (command + environment).includes(directory) ? [`${name} ${command.replaceAll('\0', ' ')}`] : []
      } catch {
        return []
      }
    })
}

const report = await startReport(
  path.join(projectRoot(), 'out', 'tour'),
  (line) => {
    console.log(line)
  },
  watch ? 1500 : 0
)
console.log(
  'The app runs on the stand-in for Electron, on a desktop of its own; nothing of yours is touched.'
)

const started: { app?: RunningApp } = {}
try {
  await report.step('A desktop, a keychain and the practice organization of its own', async () => {
    const app = (started.app = await startApp({
      watch,
      args: ['--hidden'],
      ...(engine === 'az' && { az: 'signed-in' as const })
    }))
    const organizations = app.simulator.organizations.map(({ name }) => name).join(', ')
    return `display ${app.desktop.env['DISPLAY'] ?? ''}; organizations ${organizations}, answered under their real host names`
  })
  if (started.app !== undefined) {
    const { app } = started
    const tour: Tour = {
      app,
      engine,
      step: (name, run) => report.step(name, run, (file) => app.desktop.screenshot(file))
    }
    await mainRoad(tour)
    // By hand, a renewal is a page that is made and pasted once more: test/e2e has it.
    if (engine !== 'assisted') await renewalRoad(tour)
    await assistedRoad(tour)
    await endRoad(tour)
  }
} finally {
  await started.app?.close()
}
await report.step('Nothing is left running', async () => {
  const directory = path.dirname(started.app?.profile ?? '')
  await until('the end of all that was started', () => directory !== '' && leftOver(directory).length === 0)
  return 'no process has this run’s folder in its environment or command line'
})
process.exitCode = (await report.finish()) ? 0 : 1
