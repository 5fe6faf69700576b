import { anyName, organizationOfAddress, splitEntry } from './azure-hosts.js'
import type { FileEdit, FileEntry, FileFormat, FileRead } from './file-format.js'
import { escaped, parseMarkup } from './markup.js'
import type { MarkupElement } from './markup.js'
import { brokenLine, endOfLine, linesOf } from './text-lines.js'

/*
 * `NuGet.Config` (azure-devops.md 6.6). An entry is a package source's key, or `key=https://…` for one that has to
 * be made. The value is `ClearTextPassword`: an encrypted one is readable on Windows alone, and not by us.
 */

const container = 'packageSourceCredentials'

const same = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

function child(element: MarkupElement | undefined, name: string): MarkupElement | undefined {
  return element?.children.findLast((one) => same(one.name, name))
}

function add(element: MarkupElement | undefined, key: string): MarkupElement | undefined {
  return element?.children.findLast(
    ({ name, attributes }) => same(name, 'add') && same(attributes['key']?.text ?? '', key)
  )
}

/** The source's key as an element's name: NuGet writes what may not stand in a name as `_x0020_`. */
export const elementName = (key: string): string =>
  key.replace(/^[^A-Za-z_]|[^\w.-]|_(?=x[0-9a-f]{4}_)/gi, (character) => {
    const code = character.charCodeAt(0).toString(16).toUpperCase()
    return `_x${code.padStart(4, '0')}_`
  })

const keyOf = (name: string): string =>
  name.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)))

function parsed(text: string): MarkupElement | { readonly line: number } {
  const broken = brokenLine(text)
  const root = broken ?? parseMarkup(text)
  if (typeof root === 'number') return { line: root }
  return same(root.name, 'configuration') ? root : { line: 1 }
}

const credentialsOf = (root: MarkupElement, key: string): MarkupElement | undefined =>
  child(root, container)?.children.findLast(({ name }) => same(keyOf(name), key))

function read(text: string): FileRead {
  if (text.trim() === '') return { ok: true, entries: [] }
  const root = parsed(text)
  if ('line' in root) return { ok: false, line: root.line }
  const sources = child(root, 'packageSources')?.children ?? []
  const entries = sources.flatMap(({ name, attributes }): readonly FileEntry[] => {
    const key = attributes['key']?.text
    const address = attributes['value']?.text ?? ''
    const organization = organizationOfAddress(address)
    if (!same(name, 'add') || key === undefined || organization === null) return []
    const credentials = credentialsOf(root, key)
    const password = add(credentials, 'ClearTextPassword')?.attributes['value']?.text
    const token = password === undefined || password === '' ? null : password
    const hasOther = password === undefined && add(credentials, 'Password') !== undefined
    return [{ entry: key, organization, token, hasOther, address }]
  })
  return { ok: true, entries }
}

const empty = (eol: string): string =>
  `<?xml version="1.0" encoding="utf-8"?>${eol}<configuration>${eol}</configuration>${eol}`

function write(given: string, entry: string, token: string): FileEdit {
  const eol = endOfLine(linesOf(given))
  const text = given.trim() === '' ? empty(eol) : given
  const root = parsed(text)
  if ('line' in root) return { ok: false, line: root.line }
  const { name: key, address } = splitEntry(entry)
  const source = add(child(root, 'packageSources'), key)
  if (source === undefined && address !== null) {
    const element = `<add key="${escaped(key)}" value="${escaped(address)}" />`
    return write(within(text, root, 'packageSources', [element], eol), key, token)
  }
  if (source === undefined) return { ok: false, line: null }
  const credentials = credentialsOf(root, key)
  if (credentials === undefined) {
    const name = elementName(key)
    const lines = [
      `<${name}>`,
      `  <add key="Username" value="${anyName}" />`,
      `  <add key="ClearTextPassword" value="${escaped(token)}" />`,
      `</${name}>`
    ]
    return { ok: true, text: within(text, root, container, lines, eol) }
  }
  const value = add(credentials, 'ClearTextPassword')?.attributes['value']
  if (value !== undefined) {
    if (value.text === token) return { ok: true, text }
    return { ok: true, text: text.slice(0, value.start) + escaped(token) + text.slice(value.end) }
  }
  // An encrypted one in its place becomes the plain one: NuGet takes one of the two.
  const password = add(credentials, 'Password')
  const element = `<add key="ClearTextPassword" value="${escaped(token)}" />`
  if (password !== undefined) {
    return { ok: true, text: text.slice(0, password.start) + element + text.slice(password.end) }
  }
  return { ok: true, text: inside(text, credentials, [element], eol) }
}

/** Puts lines into the element of this name below the root, which is made where it is missing. */
function within(
  text: string,
  root: MarkupElement,
  name: string,
  lines: readonly string[],
  eol: string
): string {
  const found = child(root, name)
  if (found !== undefined) return inside(text, found, lines, eol)
  return inside(text, root, [`<${name}>`, ...lines.map((line) => `  ${line}`), `</${name}>`], eol)
}

/**
 * Puts lines at the end of an element, indented by one step more than the element itself; into its line where it
 * ends in the middle of one.
 */
function inside(text: string, element: MarkupElement, lines: readonly string[], eol: string): string {
  const before = /(?:^\uFEFF?|[\r\n])([^\S\r\n\uFEFF]*)$/.exec(text.slice(0, element.start))?.[1] ?? ''
  const indented = lines.map((line) => `${before}  ${line}${eol}`).join('')
  if (element.inside === null) {
    const tag = text.slice(element.start, element.end).replace(/\s*\/>$/, '>')
    const closed = `${tag}${eol}${indented}${before}</${element.name}>`
    return text.slice(0, element.start) + closed + text.slice(element.end)
  }
  const { end } = element.inside
  // Before the line of the closing tag, where that has one of its own.
  const [own] = /[^\S\r\n]*$/.exec(text.slice(0, end)) ?? ['']
  const at = end - own.length
  const startsLine = at === 0 || /[\r\n]/.test(text.charAt(at - 1))
  return startsLine
    ? text.slice(0, at) + indented + text.slice(at)
    : text.slice(0, end) + lines.map((line) => line.trim()).join('') + text.slice(end)
}

function erase(text: string, entry: string): FileEdit {
  if (text.trim() === '') return { ok: true, text }
  const root = parsed(text)
  if ('line' in root) return { ok: false, line: root.line }
  const { name: key, address } = splitEntry(entry)
  const all = child(root, container)
  const credentials = credentialsOf(root, key)
  let left = text
  if (all !== undefined && credentials !== undefined) {
    left = without(text, holdsOnly(text, all, credentials) ? all : credentials)
  }
  if (address === null) return { ok: true, text: left }
  const again = parsed(left)
  if ('line' in again) return { ok: true, text: left }
  const sources = child(again, 'packageSources')
  const source = add(sources, key)
  if (sources === undefined || source === undefined) return { ok: true, text: left }
  return { ok: true, text: without(left, holdsOnly(left, sources, source) ? sources : source) }
}

/** True where nothing else is in the element, comments included. */
function holdsOnly(text: string, { inside: around }: MarkupElement, { start, end }: MarkupElement): boolean {
  if (around === null) return false
  return (text.slice(around.start, start) + text.slice(end, around.end)).trim() === ''
}

/** Without an element and, where it stands alone on them, its lines. */
function without(text: string, { start, end }: MarkupElement): string {
  const [before] = /[^\S\r\n]*$/.exec(text.slice(0, start)) ?? ['']
  const from = start - before.length
  const startsLine = from === 0 || /[\r\n]/.test(text.charAt(from - 1))
  const rest = /^[^\S\r\n]*(?:\r\n|\n|\r)/.exec(text.slice(end))
  return startsLine && rest !== null
    ? text.slice(0, from) + text.slice(end + rest[0].length)
    : text.slice(0, start) + text.slice(end)
}

export const nugetConfig: FileFormat = { read, write, erase }
