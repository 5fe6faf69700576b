import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import { environmentFor } from './environment.js'
import { installPracticeBrowser } from './practice-browser.js'
import { startSimulator } from './simulator.js'

/*
 * `main.js DIRECTORY`: the practice organization as a program. It prints one line of JSON, what a start
 * script has to know, and runs until its standard input closes or it is asked to end.
 */

const [directory] = process.argv.slice(2)
if (directory === undefined) {
  console.error('usage: main.js DIRECTORY')
  process.exit(2)
}
const root = path.resolve(directory)
const simulator = await startSimulator({ directory: root })
const home = path.join(root, 'home')
await mkdir(home, { recursive: true, mode: 0o700 })
// A screen that wants a key finds it by the person's HOME, which the app does not get.
const key = process.env.XAUTHORITY ?? (process.env.HOME && path.join(process.env.HOME, '.Xauthority'))
const session = { ...process.env, ...(key ? { XAUTHORITY: key } : {}) }
const environment = environmentFor({ home, simulator, session })
const browser = await installPracticeBrowser({ env: environment, directory: root, simulator })
const facts = {
  environment,
  switches: simulator.appSwitches,
  organizations: simulator.organizations.map((one) => one.name),
  people: simulator.people.map((one) => one.upn),
  tenant: simulator.people[0]?.tenant ?? null,
  /** Any will do. */
  clientId: 'c0ffee00-0000-4000-8000-000000000001',
  proxies: simulator.proxies,
  certificateFile: simulator.certificateFile,
  certificateHash: simulator.certificateHash,
  devToolsPortFile: browser.devToolsPortFile
}
console.log(JSON.stringify(facts))

const end = () => {
  process.stdin.pause()
  void browser.close().then(() => simulator.close())
}
process.stdin.on('end', end).resume()
process.once('SIGTERM', end)
process.once('SIGINT', end)
