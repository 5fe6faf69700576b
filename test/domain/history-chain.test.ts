import { describe, expect, it } from 'vitest'
import {
  chained,
  checkHistory,
  eventOf,
  noHistory,
  type HistoryHead
} from '../../electron/domain/history-chain.js'
import type { HistoryEvent } from '../../electron/shared/history-view.js'
import { Secret } from '../../electron/domain/secret.js'

const key = new Secret('key')
const event = (number: number): HistoryEvent => ({
  at: `2026-11-23T12:00:0${number}.000Z`,
  what: 'made',
  tokenId: `token-${number}`,
  name: 'Push code',
  organization: 'contoso',
  to: null,
  by: 'createToken'
})

function chainOf(length: number, signedBy = key): { readonly lines: string[]; readonly head: HistoryHead } {
  const lines: string[] = []
  let head = noHistory
  for (let number = 1; number <= length; number += 1) {
    const next = chained(signedBy, head, event(number))
    lines.push(next.line)
    head = next.head
  }
  return { lines, head }
}

const { lines, head } = chainOf(5)
const problemsOf = (changed: readonly string[], upTo = head) => checkHistory(key, changed, upTo).problems
const without = (...numbers: readonly number[]): string[] =>
  lines.filter((_line, index) => !numbers.includes(index + 1))

describe('a history', () => {
  it('that nobody touched has no problems, whatever its length', () => {
    for (let length = 0; length <= 5; length += 1) {
      const whole = chainOf(length)
      expect(checkHistory(key, whole.lines, whole.head)).toEqual({ problems: [], head: whole.head })
    }
  })

  it('gives back what was noted', () => {
    expect(lines.map(eventOf)).toMatchObject([1, 2, 3, 4, 5].map(event))
  })

  it.each(['at', 'what', 'tokenId', 'name', 'organization', 'to', 'by', 'number', 'before', 'mark'])(
    'whose third line has another %s is changed there',
    (field) => {
      const line = JSON.parse(lines[2]!) as Record<string, unknown>
      const others: Record<string, unknown> = { what: 'revoked', number: 9 }
      const changed = lines.with(2, JSON.stringify({ ...line, [field]: others[field] ?? 'other' }))
      expect(problemsOf(changed)).toEqual([{ problem: 'changed', line: 3 }])
    }
  )

  it.each([1, 2, 3, 4, 5])('whose line %i is no line of ours any more is changed there', (number) => {
    expect(problemsOf(lines.with(number - 1, 'gone'))).toEqual([{ problem: 'changed', line: number }])
  })

  it.each([1, 2, 3, 4])('lacks event %i where that was taken out', (number) => {
    expect(problemsOf(without(number))).toEqual([{ problem: 'removed', line: number }])
  })

  it('is cut off where the newest are gone, or all', () => {
    expect(problemsOf(without(5))).toEqual([{ problem: 'cut-off', line: 5 }])
    expect(problemsOf(without(4, 5))).toEqual([{ problem: 'cut-off', line: 4 }])
    expect(problemsOf([])).toEqual([{ problem: 'cut-off', line: 1 }])
  })

  it('has moved lines where two changed places, or one is there twice', () => {
    const [one, two, three, four, five] = lines as [string, string, string, string, string]
    expect(problemsOf([one, three, two, four, five])).toEqual([{ problem: 'moved', line: 3 }])
    expect(problemsOf([one, two, two, three, four, five])).toEqual([{ problem: 'moved', line: 3 }])
  })

  it('tells several problems apart', () => {
    expect(problemsOf([lines[0]!, 'changed', lines[3]!])).toEqual([
      { problem: 'changed', line: 2 },
      { problem: 'removed', line: 3 },
      { problem: 'cut-off', line: 5 }
    ])
  })

  it('takes a line that is not genuine for the one that is missing after it, not before', () => {
    expect(problemsOf(['changed', ...without(3)])).toEqual([{ problem: 'removed', line: 3 }])
    expect(problemsOf([...without(3), 'changed'])).toEqual([{ problem: 'changed', line: 5 }])
  })

  it('that goes on after its head is as whole as the rest', () => {
    expect(problemsOf([...lines.slice(0, 3), lines[4]!], chainOf(2).head)).toEqual([
      { problem: 'removed', line: 4 }
    ])
  })

  it('that somebody else signed is all changed', () => {
    expect(problemsOf(chainOf(5, new Secret('other')).lines).map(({ problem }) => problem)).toEqual(
      Array.from({ length: 5 }, () => 'changed')
    )
  })

  it('with parts of an older one under the same key does not hold together', () => {
    const other = chained(key, { count: 2, mark: 'other' }, event(9)).line
    expect(problemsOf(lines.with(2, other))[0]).toEqual({ problem: 'changed', line: 3 })
  })

  it('may go on after its head, and have a line that a crash cut off', () => {
    const before = chainOf(3).head
    expect(checkHistory(key, lines, before)).toEqual({ problems: [], head })
    expect(problemsOf([...lines, '{"number":6,"at":"20'])).toEqual([])
    const next = chained(key, head, event(6))
    expect(problemsOf([...lines, '{"number":6,"at":"20', next.line], next.head)).toEqual([])
  })
})

describe('a line', () => {
  const whole = JSON.parse(lines[0]!) as Record<string, unknown>
  const wrong = { number: 1.5, what: 'eaten', to: 7 }
  const broken = Object.keys(whole).flatMap((field) => [
    JSON.stringify({ ...whole, [field]: (wrong as Record<string, unknown>)[field] ?? 7 }),
    JSON.stringify({ ...whole, [field]: undefined })
  ])

  it('is an event with a kind of file as well', () => {
    const to = JSON.stringify({ ...whole, to: 'npmrc' })
    expect(eventOf(to)).toMatchObject({ to: 'npmrc' })
  })

  it.each(['', 'x', 'null', '7', '"text"', '[]', '{}', '{"number":1}', ...broken])(
    'that is %j is no event',
    (text) => {
      expect(eventOf(text)).toBeNull()
    }
  )
})
