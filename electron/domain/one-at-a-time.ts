/** Runs tasks of one key one after another, in the order asked; tasks of different keys do not wait. */
export type OneAtATime = <T>(key: string, task: () => Promise<T>) => Promise<T>

/** A task that fails does not stop those behind it. A task must not ask for its own key again. */
export function createOneAtATime(): OneAtATime {
  const tails = new Map<string, Promise<unknown>>()
  return (key, task) => {
    const before = tails.get(key) ?? Promise.resolve()
    const mine = before.then(task, task)
    tails.set(key, mine)
    const forget = (): void => {
      if (tails.get(key) === mine) tails.delete(key)
    }
    mine.then(forget, forget)
    return mine
  }
}

/** As `createOneAtATime` for tasks that all have the same key. */
export function createQueue(): <T>(task: () => Promise<T>) => Promise<T> {
  const oneAtATime = createOneAtATime()
  return (task) => oneAtATime('', task)
}
