import { fork, type ChildProcess } from 'node:child_process'
import { cpSync, rmSync } from 'node:fs'
import path from 'node:path'
import { build } from 'vite'
import { afterAll, expect } from 'vitest'
import type Electron from 'electron'

/** What the sample app keeps between two orders (sample-app/main.mjs). */
export interface SampleState {
  readonly electron: typeof Electron
  readonly require: (name: string) => typeof Electron
  readonly folder: string
  readonly events: string[]
  /** All but the session. */
  readonly secure: Electron.WebPreferences
  readonly readyAtEndOfMain: boolean
  window: Electron.BrowserWindow
  record(
    emitter: { on(name: never, listener: never): unknown },
    names: readonly string[],
    note?: (...args: never[]) => string
  ): void
  serve(request: Request): Response
  secureWith(partition: string, serve: (request: Request) => Response): Electron.WebPreferences
  openWindow(options?: Electron.BrowserWindowConstructorOptions): Promise<Electron.BrowserWindow>
  [kept: string]: unknown
}

type Order<Argument, Value> = (electron: typeof Electron, state: SampleState, argument: Argument) => Value

export interface SampleApp {
  readonly process: ChildProcess
  /** Runs a function in the app's main process; it sees nothing of the test but `argument`. */
  run<Value>(order: Order<undefined, Value>): Promise<Awaited<Value>>
  run<Argument, Value>(order: Order<Argument, Value>, argument: Argument): Promise<Awaited<Value>>
  /** What it printed on stderr. */
  errors(): string
  /** Resolves to the exit code once it has ended. */
  readonly ended: Promise<number | null>
  /** Ends it as a person would, and waits. */
  quit(): Promise<number | null>
}

export interface SampleOptions {
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
  /** Runs before `ready`, while the main module is still loading. */
  readonly early?: Order<undefined, unknown>
  /** False for an app that is not expected to get as far as its last line. */
  readonly waits?: boolean
}

const tools = path.join(import.meta.dirname, '../../out/stand-in-tests', String(process.pid))
/** Below out/, where the package `electron` of the stand-in is found. */
const folder = path.join(tools, 'sample-app')
let built: Promise<unknown> | undefined

/** Builds the stand-in as `npx vite build -c test/tools.vite.config.ts` does, into a folder of these tests. */
const buildTools = (): Promise<unknown> =>
  (built ??= build({
    configFile: path.join(import.meta.dirname, '../tools.vite.config.ts'),
    logLevel: 'silent',
    build: { outDir: tools }
  }).then(() => cpSync(path.join(import.meta.dirname, 'sample-app'), folder, { recursive: true })))

afterAll(() => rmSync(tools, { recursive: true, force: true }))

/** Waits for what another process does; the time is for a busy machine, not part of the test. */
export const eventually = <T>(probe: () => T): ReturnType<typeof expect.poll<T>> =>
  expect.poll(probe, { timeout: 60_000 })

/** Starts the sample app on the stand-in, with exactly this environment. */
export async function startSample(
  env: Readonly<Record<string, string>>,
  options: SampleOptions = {}
): Promise<SampleApp> {
  await buildTools()
  const child = fork(path.join(folder, 'main.mjs'), [...(options.args ?? [])], {
    env: {
      ...env,
      ...options.env,
      ...(options.early === undefined ? {} : { SAMPLE_EARLY: options.early.toString() })
    },
    execArgv: ['--import', path.join(tools, 'stand-in/register.js')],
    serialization: 'advanced',
    stdio: ['ignore', 'inherit', 'pipe', 'ipc']
  })
  let errors = ''
  child.stderr?.on('data', (data: Buffer) => {
    errors += data.toString('utf8')
  })
  const waiting = new Map<number, { resolve(value: unknown): void; reject(error: Error): void }>()
  const hasEnded = (): Error => new Error(`the sample app ended (${child.exitCode})\n${errors}`)
  const ended = new Promise<number | null>((resolve) =>
    // Not at its exit: what it wrote last may still be on its way then.
    child.once('close', (code) => {
      for (const { reject } of waiting.values()) reject(hasEnded())
      resolve(code)
    })
  )
  const started = new Promise<void>((resolve) => {
    child.on('message', (message) => {
      if (message === 'started') {
        resolve()
        return
      }
      // Sent by sample-app/main.mjs.
      const { id, value, error } = message as { id: number; value?: unknown; error?: string }
      if (error === undefined) waiting.get(id)?.resolve(value)
      else waiting.get(id)?.reject(new Error(error))
      waiting.delete(id)
    })
  })
  if (options.waits !== false) await Promise.race([started, ended])
  let last = 0
  return {
    process: child,
    run: (order: Order<never, unknown>, argument?: unknown): Promise<never> =>
      new Promise((resolve, reject) => {
        last += 1
        waiting.set(last, { resolve, reject })
        if (!child.connected) {
          reject(hasEnded())
          return
        }
        child.send({ id: last, source: order.toString(), argument })
      }),
    errors: () => errors,
    ended,
    quit: () => {
      child.kill('SIGTERM')
      return ended
    }
  }
}
