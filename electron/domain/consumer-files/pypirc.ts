import { anyName, organizationOfAddress, splitEntry } from './azure-hosts.js'
import { FormatError, type FileEntry, type FileFormat } from './file-format.js'
import { atEnd, changeLine, insertLines, linesOf, removeLines, textOf, type TextLines } from './text-lines.js'

/*
 * `.pypirc` of twine (azure-devops.md 6.7), which Python's RawConfigParser reads. An entry is a section's name, or
 * `name=https://…` for one that has to be made with that `repository`. Twine sees only what `index-servers` names.
 */

interface Option {
  readonly name: string
  value: string
  readonly at: number
  /** The line up to its value. */
  readonly before: string
  readonly indent: string
  /** Its last line; a value goes on in lines that are indented deeper than it. */
  last: number
}

interface Section {
  readonly name: string
  readonly at: number
  readonly options: Option[]
}

const header = /^\s*\[([^\]]+)\]/
const option = /^((\s*)([^\s:=#;[][^:=]*?)\s*[:=]\s*)(.*?)\s*$/
const nothing = /^\s*(?:[#;].*)?$/

/** The sections; throws a `FormatError` at the line at which the parser of Python stops. */
function sectionsIn({ texts }: TextLines): readonly Section[] {
  const sections: Section[] = []
  for (const [at, text] of texts.entries()) {
    if (nothing.test(text)) continue
    const options = sections.at(-1)?.options
    const open = options?.at(-1)
    if (open !== undefined && text.search(/\S/) > open.indent.length) {
      open.value += `\n${text.trim()}`
      open.last = at
      continue
    }
    const [, section] = header.exec(text) ?? []
    const [, before = '', indent = '', given = '', value = ''] = option.exec(text) ?? []
    const name = given.toLowerCase()
    if (section !== undefined && !sections.some(named(section))) {
      sections.push({ name: section, at, options: [] })
    } else if (section === undefined && name !== '' && options?.some(named(name)) === false) {
      options.push({ name, value, at, before, indent, last: at })
    } else {
      throw new FormatError(at + 1)
    }
  }
  return sections
}

const named =
  (wanted: string) =>
  ({ name }: { readonly name: string }): boolean =>
    name === wanted
const valueOf = (section: Section, name: string): string => section.options.find(named(name))?.value ?? ''
const servers = 'index-servers'
const usualNames = (sections: readonly Section[]): readonly string[] =>
  ['pypi', 'testpypi'].filter((usual) => sections.some(named(usual)))

const linesOfOption = ({ at, last }: Option): readonly { readonly at: number }[] =>
  Array.from({ length: last - at + 1 }, (_, index) => ({ at: at + index }))

const read = (text: string): readonly FileEntry[] =>
  sectionsIn(linesOf(text)).flatMap((section): readonly FileEntry[] => {
    const address = valueOf(section, 'repository')
    const organization = organizationOfAddress(address)
    if (organization === null) return []
    const token = valueOf(section, 'password') || null
    return [{ entry: section.name, organization, token, hasOther: false, address }]
  })

function write(text: string, entry: string, token: string): string {
  const lines = linesOf(text)
  const sections = sectionsIn(lines)
  const { name, address } = splitEntry(entry)
  const section = sections.find(named(name))
  if (section === undefined) {
    if (address === null) throw new FormatError(null)
    return textOf(withSection(lines, sections, name, address, token))
  }
  const password = section.options.find(named('password'))
  if (password !== undefined) {
    if (password.value === token) return text
    const changed = changeLine(lines, password.at, password.before + token)
    return textOf(removeLines(changed, linesOfOption(password).slice(1)))
  }
  const hasName = section.options.some(named('username'))
  const { last, indent } = section.options.at(-1) ?? {
    last: section.at,
    indent: indentAfter(lines, sections, section)
  }
  const added = [...(hasName ? [] : [`username = ${anyName}`]), `password = ${token}`]
  return textOf(insertLines(lines, last + 1, indented(added, indent)))
}

const indented = (added: readonly string[], indent: string): readonly string[] =>
  added.map((line) => indent + line)

/** That of the header that comes next: a first option less deep than that would swallow it. */
function indentAfter({ texts }: TextLines, sections: readonly Section[], { at }: Section): string {
  const next = sections.find((other) => other.at > at)
  return /^\s*/.exec(next === undefined ? '' : (texts[next.at] ?? ''))?.[0] ?? ''
}

/** With a section of its own at the end, and its name where twine looks for names. */
function withSection(
  lines: TextLines,
  sections: readonly Section[],
  name: string,
  address: string,
  token: string
): TextLines {
  const own = [`[${name}]`, `repository = ${address}`, `username = ${anyName}`, `password = ${token}`]
  const all = sections.find(named('distutils'))
  const list = all?.options.find(named(servers))
  // What twine takes without a list goes on being found: it is listed, too.
  const names = [`${servers} =`, ...indented([name, ...usualNames(sections)], '    ')]
  if (all === undefined) return insertLines(lines, atEnd(lines), ['[distutils]', ...names, ...own])
  const indent = (list ?? all.options[0])?.indent ?? indentAfter(lines, sections, all)
  const extended = insertLines(lines, atEnd(lines), own)
  return list === undefined
    ? insertLines(extended, all.at + 1, indented(names, indent))
    : insertLines(extended, list.last + 1, [`${indent}    ${name}`])
}

function erase(text: string, entry: string): string {
  const { name } = splitEntry(entry)
  const lines = linesOf(text)
  const sections = sectionsIn(lines)
  const section = sections.find(named(name))
  if (section === undefined) return text
  const names = section.options.map((one) => one.name).join(' ')
  const isOurs = names === 'repository username password' && valueOf(section, 'username') === anyName
  const gone = section.options
    .filter((one) => isOurs || one.name === 'password' || (one.name === 'username' && one.value === anyName))
    .flatMap(linesOfOption)
  if (isOurs) {
    gone.push(section)
    const all = sections.find(named('distutils'))
    const list = all?.options.find(named(servers))
    if (all !== undefined && list !== undefined) {
      // A list that begins with ours and goes on with what is found without one is no one else's.
      const isOurList = list.value.trim().split(/\s+/).join(' ') === [name, ...usualNames(sections)].join(' ')
      const [, ...further] = linesOfOption(list)
      gone.push(
        ...(isOurList ? linesOfOption(list) : further.filter(({ at }) => lines.texts[at]?.trim() === name))
      )
      if (isOurList && all.options.length === 1) gone.push(all)
    }
  }
  return textOf(removeLines(lines, gone))
}

export const pypirc: FileFormat = { read, write, erase }
