const switches = new Map<string, string>()
for (const argument of process.argv.slice(2)) {
  if (argument === '--') break
  const match = /^--([^=]+)(?:=(.*))?$/s.exec(argument)
  if (match?.[1] !== undefined) switches.set(match[1].toLowerCase(), match[2] ?? '')
}

/** The switches of the command line, as Chromium reads them: names without case, up to a lone `--`. */
export const commandLine = {
  hasSwitch: (name: string): boolean => switches.has(name),
  getSwitchValue: (name: string): string => switches.get(name) ?? ''
}
