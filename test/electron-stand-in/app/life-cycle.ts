/*
 * What the rest of the stand-in must know of the app's life: is it ready, is it ending, what has to be ended
 * with it. The app itself (app.ts) drives this.
 */
let markReady: () => void = () => undefined
let readyNow = false
const ready = new Promise<void>((resolve) => {
  markReady = resolve
})
const beforeReady: (() => void)[] = []
const endings: (() => Promise<void> | void)[] = []

/** Milliseconds that the endings may take altogether. */
const endingLimit = 5_000

export const isReady = (): boolean => readyNow
export const whenReady = (): Promise<void> => ready

/** Runs once, at `ready`, before the promise of `whenReady` resolves. */
export function atReady(task: () => void): void {
  beforeReady.push(task)
}

/** Called when the app's module graph has run to its end. */
export function becomeReady(): void {
  readyNow = true
  markReady()
  for (const task of beforeReady) task()
}

/** Registers what must be ended before the process ends. */
export function atEnd(task: () => Promise<void> | void): void {
  endings.push(task)
}

/** Runs all endings; never rejects and never takes longer than the limit. */
export async function runEndings(): Promise<void> {
  const ended = Promise.allSettled(endings.map(async (task) => task()))
  await Promise.race([ended, new Promise((resolve) => setTimeout(resolve, endingLimit))])
}

export function throwBeforeReady(what: string): void {
  if (!readyNow) throw new Error(`${what} before app is ready`)
}
