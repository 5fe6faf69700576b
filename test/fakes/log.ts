import type { Log } from '../../electron/services/ports/log.js'

/** Keeps what was logged: `info token.made {"token":"…"}`, and bugs with their message. */
export interface FakeLog extends Log {
  readonly lines: string[]
}

export function createFakeLog(): FakeLog {
  const lines: string[] = []
  return {
    lines,
    info: (event, fields = {}) => void lines.push(`info ${event} ${JSON.stringify(fields)}`),
    warn: (event, fields = {}) => void lines.push(`warn ${event} ${JSON.stringify(fields)}`),
    bug: (event, error) => void lines.push(`bug ${event} ${String(error)}`)
  }
}
