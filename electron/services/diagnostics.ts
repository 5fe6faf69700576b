import { AppFailure } from '../domain/app-failure.js'
import { redact } from '../domain/redaction.js'
import type { AppSnapshot, TokenView } from '../shared/view.js'
import type { Needs } from './parts.js'

/** A report for somebody who helps. The person sees it before it is written anywhere. */
export interface Diagnostics {
  /** Puts the report together. */
  look(): Promise<string>
  /** The report that was shown last; `invalid-input` where none was. */
  seen(): string
}

function counted(tokens: readonly TokenView[], of: (token: TokenView) => string): string {
  const counts = new Map<string, number>()
  for (const token of tokens) counts.set(of(token), (counts.get(of(token)) ?? 0) + 1)
  return [...counts].map(([what, count]) => `${count} ${what}`).join(', ') || 'none'
}

/** No names of people, tokens or organizations, no paths but what the log has: states and numbers. */
function factsOf(snapshot: AppSnapshot): readonly string[] {
  const { tokens, settings } = snapshot
  const { remindersOn, leadDays, graceHours, renewDays, theme, launchAtLogin } = settings
  return [
    `Token Tray ${snapshot.version}${snapshot.practice ? ', practice' : ''} on ${snapshot.platform}`,
    `keychain: ${snapshot.vault}; tray: ${snapshot.tray}`,
    `tokens: ${counted(tokens, ({ state }) => state)}; values: ${counted(tokens, ({ kept }) => kept)}`,
    `organizations: ${snapshot.organizations.length}; accounts: ${snapshot.accounts.length}`,
    `renewals under way: ${snapshot.rotations.length}`,
    `settings: ${JSON.stringify({ remindersOn, leadDays, graceHours, renewDays, theme, launchAtLogin })}`,
    `set by the administrator: ${settings.lockedByAdministrator.join(', ') || 'nothing'}`,
    `notices: ${snapshot.startNotices.join(', ') || 'none'}`
  ]
}

export function createDiagnostics(deps: Needs<'state' | 'readLog' | 'refusals'>): Diagnostics {
  const { state, readLog, refusals } = deps
  let shown: string | null = null
  return {
    look: async () => {
      const lines = [
        ...factsOf(state.snapshot()),
        `messages refused: ${JSON.stringify(refusals())}`,
        '',
        ...(await readLog())
      ]
      shown = redact(`${lines.join('\n')}\n`)
      return shown
    },
    seen: () => {
      if (shown === null) throw new AppFailure('invalid-input')
      return shown
    }
  }
}
