import { lineAt } from './text-lines.js'

/** An element of an XML text with its places, so that a part of it can be replaced. Offsets are in characters. */
export interface MarkupElement {
  readonly name: string
  readonly start: number
  readonly end: number
  /** What is between its tags; null for one that is closed in its own tag. */
  readonly inside: { readonly start: number; readonly end: number } | null
  readonly attributes: Readonly<Record<string, MarkupValue>>
  readonly children: readonly MarkupElement[]
}

interface MarkupValue {
  readonly text: string
  /** Between the quotes. */
  readonly start: number
  readonly end: number
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

interface Open {
  readonly name: string
  readonly start: number
  readonly inside: number
  readonly attributes: MarkupElement['attributes']
  readonly children: MarkupElement[]
}

/** The one outermost element, or the line, from 1, at which the text stops being XML. */
export function parseMarkup(text: string): MarkupElement | number {
  const open: Open[] = []
  const roots: MarkupElement[] = []
  const place = (element: MarkupElement): boolean => {
    const siblings = open.at(-1)?.children ?? roots
    siblings.push(element)
    return roots.length <= 1
  }
  for (const match of text.matchAll(token)) {
    const [whole, closed, opened, given = '', isEmpty] = match
    const start = match.index
    const end = start + whole.length
    if (closed !== undefined) {
      const last = open.pop()
      if (last?.name !== closed) return lineAt(text, start)
      const inside = { start: last.inside, end: start }
      const { name, attributes, children } = last
      if (!place({ name, start: last.start, end, inside, attributes, children })) return lineAt(text, start)
    } else if (opened !== undefined) {
      const attributes = attributesOf(given, start + 1 + opened.length)
      if (isEmpty === '') {
        if (open.length === 0 && roots.length > 0) return lineAt(text, start)
        open.push({ name: opened, start, inside: end, attributes, children: [] })
      } else if (!place({ name: opened, start, end, inside: null, attributes, children: [] })) {
        return lineAt(text, start)
      }
    } else if (whole === '<') {
      return lineAt(text, start)
    }
  }
  const left = open.at(-1)
  if (left !== undefined) return lineAt(text, left.start)
  return roots[0] ?? 1
}

function attributesOf(given: string, offset: number): MarkupElement['attributes'] {
  const found = [...given.matchAll(attribute)].map((match) => {
    const [, name = '', equals = '', , raw = ''] = match
    const start = offset + match.index + name.length + equals.length + 1
    return [name, { text: unescaped(raw), start, end: start + raw.length }] as const
  })
  return Object.fromEntries(found)
}
