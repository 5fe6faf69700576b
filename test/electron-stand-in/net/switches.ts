import { parseArgs } from 'node:util'

const { values } = parseArgs({ strict: false })

/** The value of a switch of the command line, up to a lone `--`; '' where there is none. */
export function switchValue(name: string): string {
  const value = values[name]
  return typeof value === 'string' ? value : ''
}
