import { anyName, isAzureHost, organizationOfHost } from './azure-hosts.js'
import type { FileEdit, FileFormat, FileRead } from './file-format.js'
import { brokenLine, endOfLine, lineAt, linesOf } from './text-lines.js'

/*
 * `.netrc` of pip, uv, curl and others (azure-devops.md 6.7). An entry is a host, so all organizations of
 * `pkgs.dev.azure.com` share it. Of several for one host Python takes the last one, which the host alone means;
 * those before it are `host login`.
 */

interface Word {
  readonly text: string
  readonly start: number
  readonly end: number
}

interface Machine {
  readonly host: string
  /** From its first word to the end of its last one. */
  readonly start: number
  readonly end: number
  readonly login: Word | null
  readonly password: Word | null
  /** Macros follow it and belong to it. */
  readonly hasMacros: boolean
}

/** A place at which the text is no netrc. */
class NotNetrc extends Error {
  readonly offset: number

  constructor(offset: number) {
    super('not a netrc')
    this.offset = offset
  }
}

const word = /"(?:[^"\\]|\\[^])*"|#[^\r\n]*|[^\s"]\S*|"/y
const valueWord = /"(?:[^"\\]|\\[^])*"|[^\s"]\S*|"/y

/** Where a value is due, Python takes what begins with `#` as one. */
function nextWord(text: string, from: number, isValue = false): Word | null {
  let start = from
  for (;;) {
    while (start < text.length && /[\s\uFEFF]/.test(text.charAt(start))) start += 1
    if (start >= text.length) return null
    const kind = isValue ? valueWord : word
    kind.lastIndex = start
    const found = kind.exec(text)?.[0] ?? ''
    if (found === '"' || found === '') throw new NotNetrc(start)
    const end = start + found.length
    if (isValue || !found.startsWith('#')) {
      const bare = found.startsWith('"') ? found.slice(1, -1).replace(/\\([^])/g, '$1') : found
      return { text: bare, start, end }
    }
    start = end
  }
}

function machinesIn(text: string): readonly Machine[] {
  const machines: Machine[] = []
  let at = 0
  const value = (of: Word): Word => {
    const found = nextWord(text, at, true)
    if (found === null) throw new NotNetrc(of.start)
    at = found.end
    return found
  }
  const change = (changed: Partial<Machine>): void => {
    const last = machines.pop()
    if (last !== undefined) machines.push({ ...last, ...changed })
  }
  for (let key = nextWord(text, at); key !== null; key = nextWord(text, at)) {
    at = key.end
    switch (key.text) {
      case 'machine': {
        const { text: host, end } = value(key)
        machines.push({ host, start: key.start, end, login: null, password: null, hasMacros: false })
        break
      }
      case 'default':
        machines.push({
          ...{ host: '', start: key.start, end: key.end },
          ...{ login: null, password: null, hasMacros: false }
        })
        break
      case 'login':
      case 'user':
      case 'account':
      case 'password': {
        if (machines.length === 0) throw new NotNetrc(key.start)
        const given = value(key)
        const name = key.text === 'user' ? 'login' : key.text
        change({ end: given.end, ...(name === 'account' ? {} : { [name]: given }) })
        break
      }
      case 'macdef': {
        value(key)
        // A macro goes on to the next empty line.
        const rest = /\r?\n[^\S\r\n]*(?:\r?\n|$)/.exec(text.slice(at))
        at = rest === null ? text.length : at + rest.index + rest[0].length
        change({ hasMacros: true })
        break
      }
      default:
        throw new NotNetrc(key.start)
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

function attempt<T>(text: string, act: () => T): T | { readonly ok: false; readonly line: number | null } {
  const line = brokenLine(text)
  if (line !== null) return { ok: false, line }
  try {
    return act()
  } catch (error) {
    if (error instanceof NotNetrc) return { ok: false, line: lineAt(text, error.offset) }
    throw error
  }
}

const read = (text: string): FileRead =>
  attempt(text, (): FileRead => {
    return {
      ok: true,
      entries: [...entriesIn(text)].map(([entry, { host, password }]) => ({
        entry,
        organization: organizationOfHost(host),
        token: password === null || password.text === '' ? null : password.text,
        hasOther: false,
        address: null
      }))
    }
  })

const write = (text: string, entry: string, token: string): FileEdit =>
  attempt(text, (): FileEdit => {
    const machine = entriesIn(text).get(entry)
    const value = asWord(token)
    if (machine === undefined) {
      // First of all: before a `default`, which ends every search, and outside of any macro.
      const lines = linesOf(text)
      const line = `machine ${entry} login ${anyName} password ${value}${endOfLine(lines)}`
      return { ok: true, text: lines.mark + line + text.slice(lines.mark.length) }
    }
    const { password, login, end } = machine
    if (password !== null) {
      const written = password.text === token ? text.slice(password.start, password.end) : value
      return { ok: true, text: text.slice(0, password.start) + written + text.slice(password.end) }
    }
    const added = `${login === null ? ` login ${anyName}` : ''} password ${value}`
    return { ok: true, text: text.slice(0, end) + added + text.slice(end) }
  })

const erase = (text: string, entry: string): FileEdit =>
  attempt(text, (): FileEdit => {
    const machine = entriesIn(text).get(entry)
    if (machine === undefined) return { ok: true, text }
    const { start, end, password, hasMacros } = machine
    if (hasMacros) {
      // Its macros would fall to the machine before it.
      if (password === null) return { ok: true, text }
      const before = text.slice(0, password.start).replace(/\s*password\s+$/, '')
      return { ok: true, text: before + text.slice(password.end) }
    }
    const before = text.slice(0, start)
    const after = text.slice(end)
    // With the rest of its line, where nothing else is on it.
    const rest = /^[^\S\r\n]*(?:\r\n|\n|\r|$)/.exec(after)
    const isAlone = /(?:^|[\r\n])\uFEFF?[^\S\r\n\uFEFF]*$/.test(before)
    return isAlone && rest !== null
      ? { ok: true, text: before.replace(/[^\S\r\n\uFEFF]*$/, '') + after.slice(rest[0].length) }
      : { ok: true, text: before + after.replace(/^[^\S\r\n]+/, '') }
  })

export const netrc: FileFormat = { read, write, erase }
