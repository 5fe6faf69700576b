import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { environmentFor } from './environment.js'
import { installPracticeBrowser } from './practice-browser.js'
import { startSimulator } from './simulator.js'

/*
 * `main.js DIRECTORY`: the practice organization as a program. It prints one line of JSON, what a start
 * script has to know, and runs until its standard input closes or it is asked to end.
 */

const directory = path.resolve(process.argv[2] ?? '.')
const simulator = await startSimulator({ directory })
const home = path.join(directory, 'home')
await mkdir(home, { recursive: true, mode: 0o700 })
// A screen that wants a key finds it by the person's HOME, which the app does not get.
const key = process.env.XAUTHORITY ?? (process.env.HOME && path.join(process.env.HOME, '.Xauthority'))
const environment = environmentFor({ home, simulator, session: { ...process.env, XAUTHORITY: key } })
const browser = await installPracticeBrowser({ env: environment, directory, simulator })
const facts = {
  environment,
  switches: simulator.appSwitches,
  organizations: simulator.organizations.map((one) => one.name),
  // Any will do.
  clientId: 'c0ffee00-0000-4000-8000-000000000001'
}
console.log(JSON.stringify(facts))

const end = () => {
  process.stdin.pause()
  void browser.close().then(simulator.close)
}
process.stdin.on('end', end).resume()
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, end)
