import type { CommandLine } from 'electron'
import { strict } from '../not-built.js'

const switches = new Map<string, string>()
for (const argument of process.argv.slice(2)) {
  if (argument === '--') break
  const match = /^--([^=]+)(?:=(.*))?$/s.exec(argument)
  if (match?.[1] !== undefined) switches.set(match[1].toLowerCase(), match[2] ?? '')
}

/** The switches of the command line, as Chromium reads them: names without case, up to a lone `--`. */
export const commandLine = strict('app.commandLine', {
  appendSwitch: (name: string, value = ''): void => {
    switches.set(name.toLowerCase(), value)
  },
  hasSwitch: (name: string): boolean => switches.has(name.toLowerCase()),
  getSwitchValue: (name: string): string => switches.get(name.toLowerCase()) ?? '',
  removeSwitch: (name: string): void => {
    switches.delete(name.toLowerCase())
  }
} satisfies Pick<CommandLine, 'appendSwitch' | 'hasSwitch' | 'getSwitchValue' | 'removeSwitch'>)
