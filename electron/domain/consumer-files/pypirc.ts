import { anyName, organizationOfAddress, splitEntry } from './azure-hosts.js'
import type { FileEdit, FileEntry, FileFormat, FileRead } from './file-format.js'
import { atEnd, brokenLine, changeLine, insertLines, linesOf, removeLines, textOf } from './text-lines.js'
import type { TextLines } from './text-lines.js'

/*
 * `.pypirc` of twine (azure-devops.md 6.7), which Python's RawConfigParser reads. An entry is a section's name, or
 * `name=https://…` for one that has to be made with that `repository`. Twine sees only what `index-servers` names.
 */

interface Option {
  readonly name: string
  readonly value: string
  readonly at: number
  /** The line up to its value. */
  readonly before: string
  readonly indent: string
  /** Its last line; a value goes on in lines that are indented deeper than it. */
  readonly last: number
}

interface Section {
  readonly name: string
  readonly at: number
  readonly options: readonly Option[]
}

const header = /^\s*\[([^\]]+)\]/
const option = /^((\s*)([^\s:=#;[][^:=]*?)\s*[:=]\s*)(.*?)\s*$/
const nothing = /^\s*(?:[#;].*)?$/

/** The sections, or the line, from 1, at which the parser of Python stops. */
function sectionsIn({ texts }: TextLines): readonly Section[] | number {
  const sections: (Section & { readonly options: Option[] })[] = []
  for (const [at, text] of texts.entries()) {
    const current = sections.at(-1)
    const open = current?.options.at(-1)
    if (nothing.test(text)) continue
    const isDeeper = open !== undefined && text.search(/\S/) > open.indent.length
    if (isDeeper && current !== undefined) {
      current.options[current.options.length - 1] = {
        ...open,
        value: `${open.value}\n${text.trim()}`,
        last: at
      }
      continue
    }
    const named = header.exec(text)?.[1]
    if (named !== undefined) {
      if (sections.some(({ name }) => name === named)) return at + 1
      sections.push({ name: named, at, options: [] })
      continue
    }
    const [, before, indent = '', name, value] = option.exec(text) ?? []
    if (before === undefined || name === undefined || value === undefined || current === undefined) {
      return at + 1
    }
    if (current.options.some((one) => one.name === name.toLowerCase())) return at + 1
    current.options.push({ name: name.toLowerCase(), value, at, before, indent, last: at })
  }
  return sections
}

const valueOf = (section: Section, name: string): string =>
  section.options.find((one) => one.name === name)?.value ?? ''

function parsed(
  text: string
): { readonly lines: TextLines; readonly sections: readonly Section[] } | number | null {
  const line = brokenLine(text)
  if (line !== null) return line
  const lines = linesOf(text)
  const sections = sectionsIn(lines)
  return typeof sections === 'number' ? sections : { lines, sections }
}

const servers = 'index-servers'
const listed = (section: Section): readonly string[] =>
  valueOf(section, servers)
    .split(/\s+/)
    .filter((name) => name !== '')
const usualNames = (sections: readonly Section[]): readonly string[] =>
  ['pypi', 'testpypi'].filter((usual) => sections.some(({ name }) => name === usual))
const named =
  (wanted: string) =>
  ({ name }: { readonly name: string }): boolean =>
    name === wanted

function read(text: string): FileRead {
  const found = parsed(text)
  if (found === null || typeof found === 'number') return { ok: false, line: found }
  const entries = found.sections.flatMap((section): readonly FileEntry[] => {
    const address = valueOf(section, 'repository')
    const organization = organizationOfAddress(address)
    if (organization === null) return []
    const token = valueOf(section, 'password') || null
    return [{ entry: section.name, organization, token, hasOther: false, address }]
  })
  return { ok: true, entries }
}

function write(text: string, entry: string, token: string): FileEdit {
  const found = parsed(text)
  if (found === null || typeof found === 'number') return { ok: false, line: found }
  const { name, address } = splitEntry(entry)
  const section = found.sections.find(named(name))
  if (section === undefined) {
    if (address === null) return { ok: false, line: null }
    return { ok: true, text: textOf(withSection(found, name, address, token)) }
  }
  const password = section.options.find(named('password'))
  let { lines } = found
  if (password !== undefined) {
    if (password.value === token) return { ok: true, text }
    lines = changeLine(lines, password.at, password.before + token)
    lines = removeLines(lines, (at) => at > password.at && at <= password.last)
    return { ok: true, text: textOf(lines) }
  }
  const hasName = section.options.some(named('username'))
  const { last, indent } = section.options.at(-1) ?? { last: section.at, indent: indentAfter(found, section) }
  const added = [...(hasName ? [] : [`username = ${anyName}`]), `password = ${token}`]
  return {
    ok: true,
    text: textOf(
      insertLines(
        lines,
        last + 1,
        added.map((line) => indent + line)
      )
    )
  }
}

/** That of the header that comes next: a first option less deep than that would swallow it. */
function indentAfter(
  { lines, sections }: { readonly lines: TextLines; readonly sections: readonly Section[] },
  { at }: Section
): string {
  const next = sections.find((other) => other.at > at)
  return next === undefined ? '' : (/^\s*/.exec(lines.texts[next.at] ?? '')?.[0] ?? '')
}

/** With a section of its own at the end, and its name where twine looks for names. */
function withSection(
  { lines, sections }: { readonly lines: TextLines; readonly sections: readonly Section[] },
  name: string,
  address: string,
  token: string
): TextLines {
  const own = [`[${name}]`, `repository = ${address}`, `username = ${anyName}`, `password = ${token}`]
  const all = sections.find(named('distutils'))
  const list = all?.options.find(named(servers))
  // What twine takes without a list goes on being found: it is listed, too.
  const names = [name, ...usualNames(sections)].map((one) => `    ${one}`)
  if (all === undefined) {
    return insertLines(lines, atEnd(lines), ['[distutils]', `${servers} =`, ...names, ...own])
  }
  const indent = (list ?? all.options[0])?.indent ?? indentAfter({ lines, sections }, all)
  const extended = insertLines(lines, atEnd(lines), own)
  return list === undefined
    ? insertLines(
        extended,
        all.at + 1,
        [`${servers} =`, ...names].map((line) => indent + line)
      )
    : insertLines(extended, list.last + 1, [`${indent}    ${name}`])
}

function erase(text: string, entry: string): FileEdit {
  const found = parsed(text)
  if (found === null || typeof found === 'number') return { ok: false, line: found }
  const { name } = splitEntry(entry)
  const { lines, sections } = found
  const section = sections.find(named(name))
  if (section === undefined) return { ok: true, text }
  const names = section.options.map((one) => one.name).join(' ')
  const isOurs = names === 'repository username password' && valueOf(section, 'username') === anyName
  const gone = new Set<number>()
  const take = ({ at, last }: Option): void => {
    for (let line = at; line <= last; line += 1) gone.add(line)
  }
  for (const one of section.options) {
    const isOwnName = one.name === 'username' && one.value === anyName
    if (isOurs || one.name === 'password' || isOwnName) take(one)
  }
  if (isOurs) {
    gone.add(section.at)
    const all = sections.find(named('distutils'))
    const list = all?.options.find(named(servers))
    if (all !== undefined && list !== undefined) {
      for (let at = list.at + 1; at <= list.last; at += 1) {
        if (lines.texts[at]?.trim() === name) gone.add(at)
      }
      // A list that begins with ours and goes on with what is found without one is no one else's.
      const isOurList = listed(all).join(' ') === [name, ...usualNames(sections)].join(' ')
      if (isOurList) take(list)
      if (isOurList && all.options.length === 1) gone.add(all.at)
    }
  }
  return { ok: true, text: textOf(removeLines(lines, (at) => gone.has(at))) }
}

export const pypirc: FileFormat = { read, write, erase }
