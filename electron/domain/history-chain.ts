import type { HistoryEvent, HistoryProblem } from '../shared/history-view.js'
import { historyActs } from '../shared/kinds.js'
import type { Secret } from './secret.js'

/** An event in its place. `mark` signs it together with its number and the mark of the line before. */
interface HistoryLine extends HistoryEvent {
  readonly number: number
  readonly before: string
  readonly mark: string
}

/** How far the history went: the number of its lines, and the mark of the last one. */
export interface HistoryHead {
  readonly count: number
  readonly mark: string
}
export const noHistory: HistoryHead = { count: 0, mark: '' }

function markOf(key: Secret, line: Omit<HistoryLine, 'mark'>): string {
  const { number, before, at, what, tokenId, name, organization, to, by } = line
  return key.sign(JSON.stringify([number, before, at, what, tokenId, name, organization, to, by]))
}

/** The next line of the file, without its line break, and the head that it makes. */
export function chained(
  key: Secret,
  head: HistoryHead,
  event: HistoryEvent
): { readonly line: string; readonly head: HistoryHead } {
  const line = { number: head.count + 1, ...event, before: head.mark }
  const mark = markOf(key, line)
  return { line: JSON.stringify({ ...line, mark }), head: { count: line.number, mark } }
}

const whats: readonly unknown[] = historyActs
const texts = ['at', 'tokenId', 'name', 'organization', 'by', 'before', 'mark'] as const

/** Reads one line, or gives null where it is none of ours; whether it is genuine is not looked at. */
export function eventOf(text: string): HistoryEvent | null {
  return read(text)
}

function read(text: string): HistoryLine | null {
  let found: unknown
  try {
    found = JSON.parse(text)
  } catch {
    return null
  }
  if (typeof found !== 'object' || found === null) return null
  const line = found as Partial<Record<string, unknown>>
  const isOurs =
    Number.isSafeInteger(line['number']) &&
    whats.includes(line['what']) &&
    (line['to'] === null || typeof line['to'] === 'string') &&
    texts.every((name) => typeof line[name] === 'string')
  // Every field was looked at just now.
  return isOurs ? (found as HistoryLine) : null
}

/**
 * Compares a file with its head: finds lines that were changed, removed, moved, or cut off at the end. Lines after
 * the head that continue its chain are genuine: the app ended before it had noted them.
 */
export function checkHistory(
  key: Secret,
  lines: readonly string[],
  head: HistoryHead
): { readonly problems: readonly HistoryProblem[]; readonly head: HistoryHead } {
  const problems: HistoryProblem[] = []
  /** Lines of the file that are not genuine, until a missing number explains them. */
  const spoiled: number[] = []
  const places = new Map<number, number>()
  let last: HistoryHead = noHistory
  lines.forEach((text, index) => {
    const place = index + 1
    const line = read(text)
    if (line === null || markOf(key, line) !== line.mark) {
      spoiled.push(place)
      return
    }
    if (line.number <= last.count) problems.push({ problem: 'moved', line: place })
    else {
      if (line.number === last.count + 1 && line.before !== last.mark) {
        problems.push({ problem: 'changed', line: place })
      }
      last = { count: line.number, mark: line.mark }
    }
    places.set(line.number, place)
  })

  for (let number = 1; number <= Math.max(head.count, last.count); number += 1) {
    if (places.has(number)) continue
    const before = places.get(number - 1) ?? 0
    // A line that is not genuine and stands where this one should be is this one, changed.
    const at = spoiled.findIndex((place) => place > before)
    const place = spoiled[at]
    if (place !== undefined) {
      spoiled.splice(at, 1)
      places.set(number, place)
      problems.push({ problem: 'changed', line: place })
    } else if (number <= last.count) problems.push({ problem: 'removed', line: number })
    else {
      problems.push({ problem: 'cut-off', line: number })
      break
    }
  }
  return { problems, head: last }
}
