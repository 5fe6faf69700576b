import type { Page } from 'playwright-core'
import type { CallName } from '../../electron/shared/ipc-contract.js'

/** Makes a call over the page's own bridge. Rejects where main refuses it. */
export function callFrom(page: Page, name: CallName, input: unknown): Promise<unknown> {
  return page.evaluate(
    async ([verb, given]) => {
      const { tokenTray } = window as unknown as {
        tokenTray: { invoke(call: unknown, input: unknown): Promise<{ readonly ok: boolean }> }
      }
      const answer = await tokenTray.invoke(verb, given)
      if (!answer.ok) throw new Error(`${verb}: ${JSON.stringify(answer)}`)
      return answer
    },
    [name, input] as const
  )
}
