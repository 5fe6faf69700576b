import { FormatError } from './file-format.js'
import { lineAt, type Span } from './text-lines.js'

/** An element of an XML text with its places, so that a part of it can be replaced. Offsets are in characters. */
export interface MarkupElement extends Span {
  readonly name: string
  /** What is between its tags; null for one that is closed in its own tag. */
  readonly inside: Span | null
  readonly attributes: Readonly<Record<string, MarkupValue>>
  readonly children: readonly MarkupElement[]
}

/** What is between the quotes. */
interface MarkupValue extends Span {
  readonly text: string
}

const token =
  /<!--[^]*?-->|<\?[^]*?\?>|<!\[CDATA\[[^]*?\]\]>|<!DOCTYPE[^>[]*>|<\/([\p{L}\p{N}_.:-]+)\s*>|<([\p{L}_][\p{L}\p{N}_.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|</gu
const attribute = /([\w.:-]+)(\s*=\s*)(["'])(.*?)\3/gs

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

const unescaped = (text: string): string =>
  text.replace(
    /&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|(lt|gt|amp|quot|apos));/gi,
    (whole, hex, decimal, name) => {
      if (name !== undefined) return named[String(name).toLowerCase()] ?? whole
      const point = hex === undefined ? Number(decimal) : Number.parseInt(String(hex), 16)
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : whole
    }
  )

export const escaped = (text: string): string =>
  text.replace(/[<>&"']/g, (character) => {
    const [name = ''] = Object.entries(named).find(([, meant]) => meant === character) ?? []
    return `&${name};`
  })

/** An element whose end is not reached yet. */
interface Growing extends MarkupElement {
  end: number
  inside: MarkupElement['inside']
  readonly children: MarkupElement[]
}

/** The one outermost element; throws a `FormatError` where the text stops being XML. */
export function parseMarkup(text: string): MarkupElement {
  const open: Growing[] = []
  const roots: MarkupElement[] = []
  for (const match of text.matchAll(token)) {
    const [whole, closed, opened, given = '', isEmpty] = match
    const start = match.index
    const end = start + whole.length
    const siblings = open.at(-1)?.children ?? roots
    const last = closed === undefined ? undefined : open.pop()
    const isSecondRoot = opened !== undefined && siblings === roots && roots.length > 0
    if (whole === '<' || last?.name !== closed || isSecondRoot) throw new FormatError(lineAt(text, start))
    if (last !== undefined) {
      last.inside = { start: last.end, end: start }
      last.end = end
    } else if (opened !== undefined) {
      const attributes = attributesOf(given, start + 1 + opened.length)
      const element: Growing = { name: opened, start, end, inside: null, attributes, children: [] }
      siblings.push(element)
      if (isEmpty === '') open.push(element)
    }
  }
  const [root] = roots
  if (root === undefined || open.length > 0) throw new FormatError(lineAt(text, open.at(-1)?.start ?? 0))
  return root
}

function attributesOf(given: string, offset: number): MarkupElement['attributes'] {
  const found = [...given.matchAll(attribute)].map((match) => {
    const [, name = '', equals = '', , raw = ''] = match
    const start = offset + match.index + name.length + equals.length + 1
    return [name, { text: unescaped(raw), start, end: start + raw.length }] as const
  })
  return Object.fromEntries(found)
}
