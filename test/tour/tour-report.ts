import { mkdir, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'

export interface StepResult {
  readonly name: string
  readonly ok: boolean
  readonly ms: number
  readonly evidence: string
}

/** What a step does: resolves with its evidence, one line that a stranger can check. */
export type Step = () => Promise<string>

export interface TourReport {
  /** Runs one step, prints its line, takes its picture. After a step that failed the others are not run. */
  step(name: string, run: Step, picture?: (file: string) => Promise<void>): Promise<void>
  /** Writes result.json; true when every step succeeded. */
  finish(): Promise<boolean>
}

/**
 * Numbered steps with evidence, printed as they happen; pictures and `result.json` in `folder`. What a step left on the
 * screen stays for `pause` milliseconds.
 */
export async function startReport(
  folder: string,
  print: (line: string) => void,
  pause = 0
): Promise<TourReport> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true })
  const results: StepResult[] = []

  return {
    step: async (name, run, picture) => {
      const number = String(results.length + 1).padStart(2, '0')
      if (results.some((result) => !result.ok)) {
        results.push({ name, ok: false, ms: 0, evidence: 'not run: an earlier step failed' })
        return
      }
      const started = performance.now()
      let ok = true
      let evidence: string
      try {
        evidence = await run()
      } catch (error) {
        ok = false
        evidence = error instanceof Error ? (error.stack ?? error.message) : String(error)
      }
      const ms = Math.round(performance.now() - started)
      results.push({ name, ok, ms, evidence })
      print(
        `${ok ? 'ok    ' : 'FAILED'} ${number} ${name} (${ms} ms)\n          ${evidence.replaceAll('\n', '\n          ')}`
      )
      const file = path.join(folder, `${number}-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}.png`)
      await picture?.(file).catch((error: unknown) => {
        print(`          no picture: ${String(error)}`)
      })
      if (pause > 0) await delay(pause)
    },
    finish: async () => {
      await writeFile(path.join(folder, 'result.json'), `${JSON.stringify({ steps: results }, null, 2)}\n`)
      const succeeded = results.filter((result) => result.ok).length
      print(`${succeeded} of ${results.length} steps succeeded`)
      return succeeded === results.length && results.length > 0
    }
  }
}
