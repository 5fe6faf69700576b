/** Wall time and timers. Milliseconds since 1970 in UTC. */
export interface Clock {
  now(): number
  /** Runs `task` once after `milliseconds` (below 2^31); gives back its canceller. */
  after(milliseconds: number, task: () => void): () => void
}
