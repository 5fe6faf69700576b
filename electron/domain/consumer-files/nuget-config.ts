import { anyName, organizationOfAddress, splitEntry } from './azure-hosts.js'
import { FormatError, type FileEntry, type FileFormat } from './file-format.js'
import { escaped, parseMarkup, type MarkupElement } from './markup.js'
import { asText, endOfLine, indentAt, linesOf, replaced, wholeLines } from './text-lines.js'

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

function parsed(text: string): MarkupElement {
  const root = parseMarkup(asText(text))
  if (!same(root.name, 'configuration')) throw new FormatError(1)
  return root
}

const credentialsOf = (root: MarkupElement, key: string): MarkupElement | undefined =>
  child(root, container)?.children.findLast(({ name }) => same(keyOf(name), key))

function read(text: string): readonly FileEntry[] {
  if (text.trim() === '') return []
  const root = parsed(text)
  const sources = child(root, 'packageSources')?.children ?? []
  return sources.flatMap(({ name, attributes }): readonly FileEntry[] => {
    const key = attributes['key']?.text
    const address = attributes['value']?.text ?? ''
    const organization = organizationOfAddress(address)
    if (!same(name, 'add') || key === undefined || organization === null) return []
    const credentials = credentialsOf(root, key)
    const password = add(credentials, 'ClearTextPassword')?.attributes['value']?.text
    const hasOther = password === undefined && add(credentials, 'Password') !== undefined
    return [{ entry: key, organization, token: password || null, hasOther, address }]
  })
}

const empty = (eol: string): string =>
  `<?xml version="1.0" encoding="utf-8"?>${eol}<configuration>${eol}</configuration>${eol}`

function write(given: string, entry: string, token: string): string {
  const eol = endOfLine(linesOf(given))
  const text = given.trim() === '' ? empty(eol) : given
  const root = parsed(text)
  const { name: key, address } = splitEntry(entry)
  if (add(child(root, 'packageSources'), key) === undefined) {
    if (address === null) throw new FormatError(null)
    const source = `<add key="${escaped(key)}" value="${escaped(address)}" />`
    return write(within(text, root, 'packageSources', [source], eol), key, token)
  }
  const element = `<add key="ClearTextPassword" value="${escaped(token)}" />`
  const credentials = credentialsOf(root, key)
  if (credentials === undefined) {
    const name = elementName(key)
    const lines = [`<${name}>`, `  <add key="Username" value="${anyName}" />`, `  ${element}`, `</${name}>`]
    return within(text, root, container, lines, eol)
  }
  const value = add(credentials, 'ClearTextPassword')?.attributes['value']
  if (value !== undefined) return value.text === token ? text : replaced(text, value, escaped(token))
  // An encrypted one in its place becomes the plain one: NuGet takes one of the two.
  const password = add(credentials, 'Password')
  return password === undefined
    ? inside(text, credentials, [element], eol)
    : replaced(text, password, element)
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
  const indent = indentAt(text, element.start) ?? ''
  const indented = lines.map((line) => `${indent}  ${line}${eol}`).join('')
  if (element.inside === null) {
    const tag = text.slice(element.start, element.end).replace(/\s*\/>$/, '>')
    return replaced(text, element, `${tag}${eol}${indented}${indent}</${element.name}>`)
  }
  const { end } = element.inside
  // Before the line of the closing tag, where that has one of its own.
  const own = indentAt(text, end)
  const at = end - (own?.length ?? 0)
  const added = own === null ? lines.map((line) => line.trim()).join('') : indented
  return replaced(text, { start: at, end: at }, added)
}

function erase(text: string, entry: string): string {
  if (text.trim() === '') return text
  const root = parsed(text)
  const { name: key, address } = splitEntry(entry)
  const left = without(text, child(root, container), credentialsOf(root, key))
  if (address === null) return left
  const sources = child(parsed(left), 'packageSources')
  return without(left, sources, add(sources, key))
}

/** Without an element, and without the one around it where nothing else is in that, comments included. */
function without(
  text: string,
  around: MarkupElement | undefined,
  element: MarkupElement | undefined
): string {
  if (around?.inside == null || element === undefined) return text
  const { start, end } = around.inside
  const others = text.slice(start, element.start) + text.slice(element.end, end)
  const gone = others.trim() === '' ? around : element
  return replaced(text, wholeLines(text, gone) ?? gone)
}

export const nugetConfig: FileFormat = { read, write, erase }
