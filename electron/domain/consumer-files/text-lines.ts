import { FormatError } from './file-format.js'

/** A text taken apart so that every byte of what is not changed comes back: its mark, its lines, what ends each. */
export interface TextLines {
  /** The byte-order mark, or empty. */
  readonly mark: string
  readonly texts: readonly string[]
  /** `ends[i]` stands between line i and the next: one less than there are lines. */
  readonly ends: readonly string[]
}

/** A part of a text, in characters. */
export interface Span {
  readonly start: number
  readonly end: number
}

/** Throws a `FormatError` as `asText` does. */
export function linesOf(text: string): TextLines {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : ''
  const parts = asText(text)
    .slice(mark.length)
    .split(/(\r\n|\n|\r)/)
  return {
    mark,
    texts: parts.filter((_, index) => index % 2 === 0),
    ends: parts.filter((_, index) => index % 2 === 1)
  }
}

export function textOf({ mark, texts, ends }: TextLines): string {
  return mark + texts.map((text, index) => text + (ends[index] ?? '')).join('')
}

/** How this text ends its lines. */
export const endOfLine = ({ ends }: Pick<TextLines, 'ends'>): string => ends[0] ?? '\n'

/** Puts lines before line `at`, or after the last one where that has no end: then the new last one has none. */
export function insertLines(lines: TextLines, at: number, added: readonly string[]): TextLines {
  const end = endOfLine(lines)
  return {
    ...lines,
    texts: lines.texts.toSpliced(at, 0, ...added),
    ends: lines.ends.toSpliced(at, 0, ...added.map(() => end))
  }
}

/** Where a line goes that is to be the last: before the empty rest after the last line's end. */
export const atEnd = ({ texts }: TextLines): number => (texts.at(-1) === '' ? texts.length - 1 : texts.length)

export const changeLine = (lines: TextLines, at: number, text: string): TextLines => ({
  ...lines,
  texts: lines.texts.with(at, text)
})

/** Without these lines and what ended each; the last one of the text takes the end before it along. */
export function removeLines(lines: TextLines, gone: readonly { readonly at: number }[]): TextLines {
  let { texts, ends } = lines
  const places = new Set(gone.map(({ at }) => at))
  for (const at of [...places].sort((one, other) => other - one)) {
    texts = texts.toSpliced(at, 1)
    ends = ends.toSpliced(Math.min(at, ends.length - 1), 1)
  }
  return { ...lines, texts, ends }
}

/** The line, from 1, of an offset of the text; a mark in front does not count. */
export const lineAt = (text: string, offset: number): number =>
  text.slice(0, offset).split(/\r\n|\n|\r/).length

/** The text; throws a `FormatError` where a line is no text at all, as of a file in another encoding. */
export function asText(text: string): string {
  const offset = text.search(/[\0\uFFFD]/)
  if (offset >= 0) throw new FormatError(lineAt(text, offset))
  return text
}

/** The text with something else in the place of a part of it. */
export const replaced = (text: string, { start, end }: Span, by = ''): string =>
  text.slice(0, start) + by + text.slice(end)

/** The blanks between the beginning of its line and this place; null where something else is between them. */
export const indentAt = (text: string, at: number): string | null =>
  /(?:^|[\r\n])\uFEFF?([^\S\r\n\uFEFF]*)$/.exec(text.slice(0, at))?.[1] ?? null

/** A part of a text with the rest of its lines, where nothing else is on them; else null. */
export function wholeLines(text: string, { start, end }: Span): Span | null {
  const indent = indentAt(text, start)
  const rest = /^[^\S\r\n]*(?:\r\n|\n|\r|$)/.exec(text.slice(end))
  return indent === null || rest === null ? null : { start: start - indent.length, end: end + rest[0].length }
}
