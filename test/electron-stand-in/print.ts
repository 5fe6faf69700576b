import { writeSync } from 'node:fs'

/** Prints lines on stderr. Never throws and never fails later: whoever read them may be gone. */
export function print(...lines: readonly string[]): void {
  try {
    writeSync(2, `${lines.join('\n')}\n`)
  } catch {
    // Nobody reads them.
  }
}
