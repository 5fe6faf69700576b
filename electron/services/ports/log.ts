/** An event name and flat fields; no sentences, no objects, no addresses with queries (docs/logging.md). */
export interface Log {
  info(event: string, fields?: LogFields): void
  warn(event: string, fields?: LogFields): void
  /** A bug: logged with its stack. */
  bug(event: string, error: unknown): void
}

export type LogFields = Readonly<Record<string, string | number | boolean | null>>

/** The end of the log: its newest lines as they were written, redacted. */
export type ReadLog = () => Promise<readonly string[]>
