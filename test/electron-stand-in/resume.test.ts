import dbus from '@particle/dbus-next'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { launchCommand } from '../../scripts/launch.mjs'
import { startDesktop, type Desktop } from '../desktop/desktop.js'
import { createDrivenClock } from '../e2e/driven-clock.js'
import { recordOf } from '../fakes/token-record.js'
import { projectRoot } from '../project-root.js'
import { eventually } from './sample-app.js'
import { tellSleep } from './sleep-signal.js'

/* The built app after a sleep: time has gone on, its timers have not. `npm test` builds it first. */
const day = 86_400_000
let desktop: Desktop
let end: () => Promise<unknown> = () => Promise.resolve()

beforeEach(async () => {
  desktop = await startDesktop({ keyring: 'none' })
})
afterEach(async () => {
  await end()
  await desktop.close()
})

it('looks at the reminders when the computer wakes up', async () => {
  const profile = path.join(desktop.directory, 'profile')
  const userData = path.join(profile, 'user-data')
  mkdirSync(userData, { recursive: true })
  const record = recordOf({ validTo: new Date(Date.now() + 10 * day).toISOString() })
  // The first version of this file is one that every later app reads.
  const tokens = JSON.stringify({ version: 1, content: { tokens: [record] } })
  writeFileSync(path.join(userData, 'tokens.json'), tokens)
  const clock = await createDrivenClock(desktop.directory)
  const address = desktop.env['DBUS_SESSION_BUS_ADDRESS'] ?? ''
  const standIn = { kind: 'stand-in', reason: 'tests' } as const
  const { program, args } = launchCommand(projectRoot(), standIn, ['--hidden'])
  const app = spawn(program, args, {
    stdio: 'ignore',
    env: {
      ...desktop.env,
      ...clock.environment,
      // Timers run on the steady clock: asleep it stands still.
      DONT_FAKE_MONOTONIC: '1',
      TOKEN_TRAY_PRACTICE: profile,
      DBUS_SYSTEM_BUS_ADDRESS: address
    }
  })
  const bus = dbus.sessionBus({ busAddress: address })
  const ended = new Promise((resolve) => app.once('exit', resolve))
  end = () => {
    bus.disconnect()
    app.kill()
    return ended
  }
  const logs = path.join(userData, 'logs')
  const log = (): string =>
    (existsSync(logs) ? readdirSync(logs) : [])
      .map((name) => readFileSync(path.join(logs, name), 'utf8'))
      .join('')
  await eventually(log).toContain('app.started')

  await clock.setOffset((5 * day) / 1000)
  // Its next look by itself is a minute after the start; this is less.
  const look = (): string => {
    tellSleep(bus, false)
    return log()
  }
  await expect.poll(look, { timeout: 45_000 }).toContain('reminder.shown')
})
