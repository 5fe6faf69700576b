/*
 * What the rest of the stand-in must know of the app's life: is it ready, is it ending, what has to be ended
 * with it. The app itself (app.ts) drives this.
 */
import { EventEmitter } from 'node:events'
import { preventable } from '../preventable.js'

/** What `app` tells. */
export const appEvents = new EventEmitter()

let readyNow = false
const ready = new Promise<void>((resolve) => appEvents.once('ready', () => resolve()))
const endings: (() => unknown)[] = []

/** Milliseconds that the endings may take altogether. */
const endingLimit = 20_000

export const isReady = (): boolean => readyNow
export const whenReady = (): Promise<void> => ready

export function throwBeforeReady(what: string): void {
  if (!readyNow) throw new Error(`${what} before app is ready`)
}

/** Called when the app's module graph has run to its end. */
export function becomeReady(): void {
  readyNow = true
  appEvents.emit('ready', preventable({}), {})
}

/** Registers what must be ended before the process ends. */
export function atEnd(task: () => unknown): void {
  endings.push(task)
}

/** Runs all endings; never rejects and never takes longer than the limit. */
export async function runEndings(): Promise<void> {
  const ended = Promise.allSettled(endings.map(async (task) => task()))
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, endingLimit))])
}
