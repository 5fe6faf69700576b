/**
 * Asks until there is an answer that is neither null nor false, every `every` milliseconds, `limit` milliseconds at most. Waiting for other
 * programs is the one place where a test looks at real time.
 */
export async function until<T>(
  what: string,
  ask: () => Promise<T | null | false> | T | null | false,
  limit = 60_000,
  every = 50
): Promise<T> {
  const end = performance.now() + limit
  for (;;) {
    const answer = await ask()
    if (answer !== null && answer !== false) return answer
    if (performance.now() > end) throw new Error(`did not happen in ${limit} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, every))
  }
}
