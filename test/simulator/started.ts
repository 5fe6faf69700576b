import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll } from 'vitest'
import { createPracticeClient } from './client.js'
import { startSimulator, type SimulatorOptions } from './simulator.js'

/** For a whole test file: a simulator in a directory of its own and a client behind it, gone after the last test. */
export async function startForTests(options: Omit<SimulatorOptions, 'directory'> = {}) {
  const directory = mkdtempSync(path.join(tmpdir(), 'simulator-'))
  const simulator = await startSimulator({ directory, ...options })
  const client = createPracticeClient(simulator)
  afterAll(async () => {
    await client.close()
    await simulator.close()
    rmSync(directory, { recursive: true, force: true })
  })
  return { directory, simulator, client }
}
