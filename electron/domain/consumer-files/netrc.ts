import { anyName, isAzureHost, organizationOfHost, splitEntry } from './azure-hosts.js'
import { FormatError, type FileEntry, type FileFormat } from './file-format.js'
import { asText, endOfLine, lineAt, linesOf, replaced, wholeLines, type Span } from './text-lines.js'

/*
 * `.netrc` of pip, uv, curl and others (azure-devops.md 6.7). An entry is a host, so all organizations of
 * `pkgs.dev.azure.com` share it; the address behind one is for its proof. Of several for one host Python takes the
 * last one, which the host alone means; those before it are `host login`.
 */

interface Word extends Span {
  readonly text: string
}

/** From its first word to the end of its last one. */
interface Machine {
  readonly host: string
  readonly start: number
  end: number
  login: Word | null
  password: Word | null
  /** Macros follow it and belong to it. */
  hasMacros: boolean
}

const word = /"((?:[^"\\]|\\[^])*)"|[^\s"]\S*/y
const blanks = /\s*/y
const blanksAndComments = /(?:\s|#[^\r\n]*)*/y

/** Where a value is due, Python takes what begins with `#` as one. */
function nextWord(text: string, from: number, isValue = false): Word | null {
  const gap = isValue ? blanks : blanksAndComments
  gap.lastIndex = from
  const start = from + (gap.exec(text)?.[0].length ?? 0)
  if (start === text.length) return null
  word.lastIndex = start
  const match = word.exec(text)
  if (match === null) throw new FormatError(lineAt(text, start))
  const [found, inQuotes] = match
  return { text: inQuotes?.replace(/\\([^])/g, '$1') ?? found, start, end: start + found.length }
}

function machinesIn(text: string): readonly Machine[] {
  const machines: Machine[] = []
  let at = 0
  const value = ({ start }: Word): Word => {
    const found = nextWord(text, at, true)
    if (found === null) throw new FormatError(lineAt(text, start))
    at = found.end
    return found
  }
  for (let key = nextWord(asText(text), at); key !== null; key = nextWord(text, at)) {
    at = key.end
    const last = machines.at(-1)
    switch (key.text) {
      case 'machine':
      case 'default': {
        const host = key.text === 'machine' ? value(key).text : ''
        machines.push({ host, start: key.start, end: at, login: null, password: null, hasMacros: false })
        break
      }
      case 'login':
      case 'user':
      case 'account':
      case 'password': {
        if (last === undefined) throw new FormatError(lineAt(text, key.start))
        const given = value(key)
        last.end = at
        if (key.text === 'password') last.password = given
        else if (key.text !== 'account') last.login = given
        break
      }
      case 'macdef': {
        value(key)
        // A macro goes on to the next empty line.
        const rest = /\r?\n[^\S\r\n]*\r?\n/.exec(text.slice(at))
        at = rest === null ? text.length : at + rest.index + rest[0].length
        if (last !== undefined) last.hasMacros = true
        break
      }
      default:
        throw new FormatError(lineAt(text, key.start))
    }
  }
  return machines
}

/** The machines of Azure DevOps, each under the name of its entry. Of two with one name the last one counts. */
function entriesIn(text: string): ReadonlyMap<string, Machine> {
  const machines = machinesIn(text).filter(({ host }) => isAzureHost(host))
  return new Map(
    machines.map((one) => {
      const isLast = machines.findLast(({ host }) => host === one.host) === one
      return [isLast || one.login === null ? one.host : `${one.host} ${one.login.text}`, one]
    })
  )
}

/** As a word of the format: quoted where it would fall apart. */
const asWord = (text: string): string =>
  /^[^\s"#\\][^\s"\\]*$/.test(text) ? text : `"${text.replace(/["\\]/g, '\\$&')}"`

const read = (text: string): readonly FileEntry[] =>
  [...entriesIn(text)].map(([entry, { host, password }]) => ({
    entry,
    organization: organizationOfHost(host),
    token: password?.text || null,
    hasOther: false,
    address: null
  }))

function write(text: string, entry: string, token: string): string {
  const { name } = splitEntry(entry)
  const machine = entriesIn(text).get(name)
  const value = asWord(token)
  if (machine === undefined) {
    // First of all: before a `default`, which ends every search, and outside of any macro.
    const lines = linesOf(text)
    const line = `machine ${name} login ${anyName} password ${value}${endOfLine(lines)}`
    return lines.mark + line + text.slice(lines.mark.length)
  }
  const { password, login, end } = machine
  if (password !== null) return password.text === token ? text : replaced(text, password, value)
  const added = `${login === null ? ` login ${anyName}` : ''} password ${value}`
  return replaced(text, { start: end, end }, added)
}

function erase(text: string, entry: string): string {
  const machine = entriesIn(text).get(splitEntry(entry).name)
  if (machine === undefined) return text
  const { start, end, password, hasMacros } = machine
  if (hasMacros) {
    // Its macros would fall to the machine before it.
    if (password === null) return text
    const before = text.slice(0, password.start).replace(/\s*password\s+$/, '')
    return before + text.slice(password.end)
  }
  const blanksAfter = /^[^\S\r\n]*/.exec(text.slice(end))?.[0].length ?? 0
  return replaced(text, wholeLines(text, machine) ?? { start, end: end + blanksAfter })
}

export const netrc: FileFormat = { read, write, erase }
