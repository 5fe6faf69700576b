import { readFileSync } from 'node:fs'
import { createSecureContext } from 'node:tls'
import { ProxyAgent, fetch } from 'undici'
import type { RequestInit, Response } from 'undici'
import type { ClientKind } from './proxy.js'
import type { Simulator } from './simulator.js'

/** A plain HTTP client behind one of the simulator's proxies. Redirects come back as they are. */
export interface PracticeClient {
  send(url: string, init?: RequestInit): Promise<Response>
  close(): Promise<void>
}

export function createPracticeClient(simulator: Simulator, kind: ClientKind = 'app'): PracticeClient {
  const secureContext = createSecureContext({ ca: readFileSync(simulator.certificateFile) })
  const dispatcher = new ProxyAgent({ uri: simulator.proxies[kind], requestTls: { secureContext } })
  return {
    send: (url, init = {}) => fetch(url, { redirect: 'manual', dispatcher, ...init }),
    close: () => dispatcher.close()
  }
}

/** The hidden fields and the address of the form of a page. */
export function formOf(html: string): {
  readonly action: string
  readonly fields: Readonly<Record<string, string>>
} {
  const plain = (text: string) =>
    text.replaceAll('&quot;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&amp;', '&')
  const fields = [...html.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)]
  return {
    action: plain(/<form[^>]* action="([^"]*)"/.exec(html)?.[1] ?? ''),
    fields: Object.fromEntries(fields.map(([, name = '', value = '']) => [plain(name), plain(value)]))
  }
}

/**
 * A person at the sign-in pages, without a browser: chooses the account, decides on the consent, and posts the
 * outcome to where the page sends it. Gives back that outcome.
 */
export async function signInByHand(
  client: PracticeClient,
  address: string,
  choice: { readonly account: string; readonly decision: 'accept' | 'cancel' }
): Promise<Readonly<Record<string, string>>> {
  const post = (form: Record<string, string>) =>
    client.send(address, { method: 'POST', body: new URLSearchParams(form) })
  await (await client.send(address)).text()
  await (await post({ account: choice.account })).text()
  const { action, fields } = formOf(await (await post({ ...choice })).text())
  if (!action.startsWith('http://localhost')) throw new Error(`the sign-in did not come back: ${action}`)
  // The app's own listener: reached directly, as a browser does with localhost.
  await (await globalThis.fetch(action, { method: 'POST', body: new URLSearchParams(fields) })).text()
  return fields
}
