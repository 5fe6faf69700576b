import { randomBytes } from 'node:crypto'
import { createQueue } from '../domain/one-at-a-time.js'
import { chained, checkHistory, eventOf, noHistory, type HistoryHead } from '../domain/history-chain.js'
import { Secret } from '../domain/secret.js'
import type { HistoryEvent, HistoryProblem } from '../shared/history-view.js'
import type { HistorySealed } from './ports/history.js'
import type { Needs } from './parts.js'

/** How many events are shown; all are kept. */
const mostShown = 1000

/** What was done with tokens, when, and by which action. */
export interface History {
  /** Notes an event. It is written once the keychain is open, and held in memory until then. */
  note(event: Omit<HistoryEvent, 'at'>): void
  /** The newest first. `written`: all of it is on disk. */
  list(): Promise<{ readonly events: readonly HistoryEvent[]; readonly written: boolean }>
  /** Compares the file with key and head in the keychain; rejects where that does not give them. */
  verify(): Promise<{ readonly lines: number; readonly problems: readonly HistoryProblem[] }>
  /** The file as it is. */
  text(): Promise<string>
  /** Resolves when all that was noted is written, or cannot be now. */
  settled(): Promise<void>
}

export function createHistory(
  deps: Needs<'historyFile' | 'historySeal' | 'vault' | 'index' | 'clock' | 'log'>
): History {
  const { historyFile, historySeal, vault, index, clock, log } = deps
  const pending: HistoryEvent[] = []
  let sealed: HistorySealed | null = null
  const oneByOne = createQueue()

  /**
   * Goes on where the file ends; begins a new one beside a file whose key is known to be gone. Null while no token is
   * in the keychain: the very first write there asks the person for a password, and is not to be ours.
   */
  async function open(): Promise<HistorySealed | null> {
    const [kept, lines] = [await historySeal.read(), await historyFile.lines()]
    if (kept !== null) {
      const { head } = checkHistory(kept.key, lines, kept.head)
      // Lines that the keychain did not hear of before a crash count; what is gone stays missing.
      return { key: kept.key, head: head.count > kept.head.count ? head : kept.head }
    }
    if (!index.all().some(({ inVault }) => inVault)) return null
    if (lines.length > 0) {
      log.warn('history.set-aside')
      await historyFile.setAside()
    }
    return { key: new Secret(randomBytes(32).toString('base64')), head: noHistory }
  }

  function noteWritten(key: Secret, head: HistoryHead, events: number): HistorySealed {
    pending.splice(0, events)
    sealed = { key, head }
    return sealed
  }

  async function write(): Promise<void> {
    // A closed keychain is not opened for this: nobody asked for anything.
    if (pending.length === 0 || (await vault.state()) !== 'ready') return
    if (sealed === null) {
      const opened = await open()
      if (opened === null) return
      // The key is in the keychain before anything is signed with it.
      await historySeal.write(opened)
      sealed = opened
    }
    const { key } = sealed
    let { head } = sealed
    const events = [...pending]
    const lines = events.map((event) => {
      const next = chained(key, head, event)
      head = next.head
      return next.line
    })
    try {
      await historyFile.append(lines)
    } catch (error) {
      const { head: reached } = checkHistory(key, await historyFile.lines(), sealed.head)
      // What is there all the same is not written twice.
      if (reached.count > sealed.head.count) noteWritten(key, reached, reached.count - sealed.head.count)
      throw error
    }
    await historySeal.write(noteWritten(key, head, events.length))
  }

  const settled = (): Promise<void> =>
    oneByOne(write).catch((error: unknown) => {
      // Written with the next event, or at the next start.
      log.warn('history.not-written', { error: error instanceof Error ? error.name : '' })
    })

  return {
    settled,
    note: (event) => {
      pending.push({ at: new Date(clock.now()).toISOString(), ...event })
      void settled()
    },
    list: async () => {
      await settled()
      const found = (await historyFile.lines()).map(eventOf).filter((event) => event !== null)
      const events = [...found, ...pending].slice(-mostShown).reverse()
      return { events, written: pending.length === 0 }
    },
    verify: () =>
      oneByOne(async () => {
        const [kept, lines] = [await historySeal.read(), await historyFile.lines()]
        const { problems } =
          kept === null
            ? // Nothing was ever signed, or the key is gone and no line can be vouched for.
              { problems: lines.map((_, at) => ({ problem: 'changed' as const, line: at + 1 })) }
            : checkHistory(kept.key, lines, kept.head)
        return { lines: lines.length, problems }
      }),
    text: async () => {
      await settled()
      return (await historyFile.lines()).map((line) => `${line}\n`).join('')
    }
  }
}
