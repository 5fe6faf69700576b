import type { VaultWorker } from '../../../electron/adapters/vault/worker-session.js'
import type { Clock } from '../../../electron/services/ports/clock.js'
import type { Http } from '../../../electron/services/ports/http.js'
import type { Log } from '../../../electron/services/ports/log.js'
import type { Outside } from '../core-on-fakes.js'

/** The app is dead from here on; nothing in it may come to terms with that. */
export class Killed extends Error {}

/** What happens in the midst of an action, at the effect or the wait of this number, counted from 1. */
export type Trouble =
  | { readonly what: 'killed'; readonly at: number; readonly took: boolean }
  | { readonly what: 'suspended' | 'started again'; readonly at: number; readonly begin: () => void }

type Methods = { readonly [Port in keyof Outside]?: readonly (keyof Outside[Port])[] }

/** What changes anything outside the app, of each port: done when the call returns, or when its promise resolves. */
const writes = {
  settings: ['change'],
  index: ['save', 'remove'],
  reminderStore: ['change'],
  organizations: ['change'],
  createJournal: ['open', 'close'],
  rotationJournal: ['save', 'remove'],
  clipboardMark: ['write']
} satisfies Methods
const lateWrites = {
  historyFile: ['append', 'setAside'],
  git: ['write', 'erase'],
  clipboard: ['write', 'writeSecret', 'clearIfStill']
} satisfies Methods
const fileWrites = ['write', 'erase', 'restore'] as const

type Call = (...given: readonly unknown[]) => unknown
const never = new Promise<never>(() => undefined)

/** Counts what an action does to the outside and what it waits for, and lets something happen at one of them. */
export function createEffects() {
  let names: string[] = []
  let waits: number[] = []
  let trouble: Trouble | null = null
  let endRun = (): void => undefined
  let isDead = (): boolean => false

  /** The ports of one run of the app; the run before does nothing any more. */
  function run() {
    let isOver = false
    endRun()
    const end = (): void => {
      isOver = true
    }
    endRun = end
    isDead = () => isOver

    /** Counts an effect; gives what to do after it. */
    function enter(name: string): () => void {
      if (isOver) throw new Killed()
      names.push(name)
      const mine = trouble?.at === names.length ? trouble : null
      if (mine?.what === 'started again') setImmediate(mine.begin)
      if (mine?.what !== 'killed') return () => undefined
      const die = (): never => {
        end()
        throw new Killed()
      }
      return mine.took ? die : die()
    }
    /** A process that was killed hears no answer. */
    async function later<T>(name: string, act: () => Promise<T>): Promise<T> {
      try {
        const leave = enter(name)
        try {
          return await act()
        } finally {
          leave()
        }
      } catch (error) {
        if (isOver) return await never
        throw error
      }
    }
    function atOnce<T>(name: string, act: () => T): T {
      const leave = enter(name)
      const result = act()
      leave()
      return result
    }
    function watched<Port extends object>(
      port: Port,
      label: string,
      own: readonly PropertyKey[],
      late: boolean
    ) {
      return new Proxy(port, {
        get: (target, key) => {
          const found: unknown = Reflect.get(target, key)
          if (!own.includes(key)) return found
          const name = `${label} ${String(key)}`
          return (...given: readonly unknown[]) => {
            const act = (): unknown => (found as Call)(...given)
            return late ? later(name, async () => act()) : atOnce(name, act)
          }
        }
      })
    }
    const all = (outside: Outside, methods: Methods, late: boolean): Partial<Outside> =>
      Object.fromEntries(
        Object.entries(methods).map(([port, own]) => [
          port,
          watched(outside[port as keyof Outside] as object, port, own, late)
        ])
      )

    return {
      ports: (outside: Outside): Outside => ({
        ...outside,
        ...all(outside, writes, false),
        ...all(outside, lateWrites, true),
        files: outside.files.map((file) => watched(file, file.kind, fileWrites, true))
      }),
      http: (http: Http): Http => ({
        send: (request) =>
          later(`${request.method} ${new URL(request.url).pathname}`, () => http.send(request))
      }),
      log: (log: Log): Log =>
        new Proxy(log, {
          get: (target, key) => (isOver ? () => undefined : (Reflect.get(target, key) as unknown))
        }),
      clock: (clock: Clock): Clock => ({
        now: () => clock.now(),
        after: (milliseconds, task) => {
          if (isOver) return () => undefined
          waits.push(milliseconds)
          if (trouble?.what === 'suspended' && trouble.at === waits.length) setImmediate(trouble.begin)
          return clock.after(milliseconds, () => {
            if (!isOver) task()
          })
        }
      }),
      worker: (worker: VaultWorker): VaultWorker => ({
        ...worker,
        send: (message) => {
          const { call } = message as { call: string }
          const isWrite = call === 'put' || call === 'delete'
          try {
            if (isWrite) atOnce(`keychain ${call}`, () => worker.send(message))
            else if (!isOver) worker.send(message)
          } catch (error) {
            if (!(error instanceof Killed)) throw error
          }
        },
        onMessage: (listener) => {
          worker.onMessage((message) => {
            if (!isOver) listener(message)
          })
        }
      })
    }
  }

  return {
    run,
    /** Counts from here, until the trouble comes. */
    begin: (wanted: Trouble | null) => {
      ;[names, waits, trouble] = [[], [], wanted]
    },
    names: (): readonly string[] => names,
    /** Their lengths in milliseconds. */
    waits: (): readonly number[] => waits,
    isDead: () => isDead()
  }
}
