const switches = new Map<string, string>()
for (const argument of process.argv.slice(2)) {
  if (argument === '--') break
  const [, name, value = ''] = /^--([^=]+)(?:=(.*))?$/s.exec(argument) ?? []
  if (name !== undefined) switches.set(name.toLowerCase(), value)
}

/** The value of a switch of the command line, as Chromium reads them: names without case, up to a lone `--`. */
export const switchValue = (name: string): string => switches.get(name) ?? ''
