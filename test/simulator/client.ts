import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { ProxyAgent, fetch, type RequestInit } from 'undici'
import type { ClientKind } from './proxy.js'
import type { Simulator } from './simulator.js'

export type PracticeClient = ReturnType<typeof createPracticeClient>

/** A plain HTTP client behind one of the simulator's proxies. Redirects come back as they are. */
export function createPracticeClient(
  simulator: Pick<Simulator, 'certificateFile' | 'proxies'>,
  kind: ClientKind = 'app'
) {
  const secureContext = createSecureContext({ ca: readFileSync(simulator.certificateFile) })
  const dispatcher = new ProxyAgent({ uri: simulator.proxies[kind], requestTls: { secureContext } })
  return {
    send: (url: string, init: RequestInit = {}) => fetch(url, { redirect: 'manual', dispatcher, ...init }),
    close: () => dispatcher.close()
  }
}

/** The hidden fields and the address of the form of a page. */
export function formOf(html: string) {
  const plain = (text: string) =>
    text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&')
  const fields = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)]
  return {
    action: plain(/<form[^>]* action="([^"]*)"/.exec(html)?.[1] ?? ''),
    fields: Object.fromEntries(fields.map(([, name = '', value = '']) => [plain(name), plain(value)]))
  }
}

interface Choice {
  readonly account: string
  readonly decision: 'accept' | 'cancel'
}

/** Chooses the account and decides on the consent; gives back the last page. */
export async function decideByHand(client: PracticeClient, address: string, choice: Choice): Promise<string> {
  const page = await client.send(address, { method: 'POST', body: new URLSearchParams({ ...choice }) })
  return page.text()
}

/**
 * A person at the sign-in pages, without a browser: chooses, decides, and posts the outcome to where the page
 * sends it.
 */
export async function signInByHand(client: PracticeClient, address: string, choice: Choice): Promise<void> {
  const { action, fields } = formOf(await decideByHand(client, address, choice))
  if (!action.startsWith('http://localhost')) throw new Error(`the sign-in did not come back: ${action}`)
  // The app's own listener: reached directly, as a browser does with localhost.
  await (await globalThis.fetch(action, { method: 'POST', body: new URLSearchParams(fields) })).text()
}
