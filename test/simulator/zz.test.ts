import { it } from 'vitest'
import { spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, existsSync } from 'node:fs'
import { startDesktop } from '../desktop/desktop.js'
import { installPracticeBrowser } from './practice-browser.js'
import { startSimulator } from './simulator.js'
it('x', async () => {
  const directory = '/tmp/zzbrowser'
  mkdirSync(directory + '/desktop', { recursive: true })
  const simulator = await startSimulator({ directory: directory + '/simulator' })
  const desktop = await startDesktop({ directory: directory + '/desktop' })
  console.log(desktop.env)
  const b = await installPracticeBrowser({ env: desktop.env, directory, simulator })
  const r = spawnSync('timeout', [...(process.env.CMD ?? 'x').split(' '), 'https://dev.azure.com/contoso/_usersSettings/tokens'], { env: {...desktop.env, ...(process.env.FT ? {LD_PRELOAD: '/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1', FAKETIME: '-400d'}: {})}, encoding: 'utf8' })
  console.log(r.stdout, r.stderr.slice(-3000))
  await new Promise((d) => setTimeout(d, 2000))
  console.log(existsSync(b.devToolsPortFile), simulator.requests())
  await b.close(); await desktop.close(); await simulator.close()
})
