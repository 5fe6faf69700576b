/** A text taken apart so that every byte of what is not changed comes back: its mark, its lines, what ends each. */
export interface TextLines {
  /** The byte-order mark, or empty. */
  readonly mark: string
  readonly texts: readonly string[]
  /** `ends[i]` stands between line i and the next: one less than there are lines. */
  readonly ends: readonly string[]
}

export function linesOf(text: string): TextLines {
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : ''
  const parts = text.slice(mark.length).split(/(\r\n|\n|\r)/)
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
  const { mark, texts, ends } = lines
  const end = endOfLine(lines)
  const place = at >= texts.length ? ends.length : at
  return {
    mark,
    texts: [...texts.slice(0, at), ...added, ...texts.slice(at)],
    ends: [...ends.slice(0, place), ...added.map(() => end), ...ends.slice(place)]
  }
}

/** Where a line goes that is to be the last: before the empty rest after the last line's end. */
export const atEnd = ({ texts }: TextLines): number => (texts.at(-1) === '' ? texts.length - 1 : texts.length)

export function changeLine({ mark, texts, ends }: TextLines, at: number, text: string): TextLines {
  return { mark, ends, texts: texts.map((one, index) => (index === at ? text : one)) }
}

/** Without these lines and what ended each; the last one of the text takes the end before it along. */
export function removeLines(lines: TextLines, which: (at: number) => boolean): TextLines {
  let { texts, ends } = lines
  for (let at = texts.length - 1; at >= 0; at -= 1) {
    if (!which(at)) continue
    const end = Math.min(at, ends.length - 1)
    texts = [...texts.slice(0, at), ...texts.slice(at + 1)]
    ends = [...ends.slice(0, Math.max(end, 0)), ...ends.slice(end + 1)]
  }
  return { mark: lines.mark, texts: texts.length === 0 ? [''] : texts, ends }
}

/** The line, from 1, of an offset of the text; a mark in front does not count. */
export const lineAt = (text: string, offset: number): number =>
  text.slice(0, offset).split(/\r\n|\n|\r/).length

/** A line, from 1, that is no text at all, as of a file in another encoding; null where there is none. */
export function brokenLine(text: string): number | null {
  const offset = text.search(/[\0\uFFFD]/)
  return offset < 0 ? null : lineAt(text, offset)
}
