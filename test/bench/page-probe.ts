import { rmSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { WebSocket } from 'undici'
import { until } from '../e2e/until.js'

/** A look into a Chromium that runs on a profile, as light as can be: Playwright would slow down what is measured. */
export interface PageProbe {
  /** Waits until an expression is true in the page. */
  waitFor(expression: string): Promise<unknown>
  /** Ends Chromium. */
  end(): Promise<void>
  leave(): void
}

/** Milliseconds. */
const limit = 20_000
const every = 5

const portFile = (profile: string): string => path.join(profile, 'DevToolsActivePort')

/** What an earlier Chromium left would lead to nowhere. Call before the next one starts. */
export function forgetPort(profile: string): void {
  rmSync(portFile(profile), { force: true })
}

/** Waits for the Chromium of this profile and for its first page. */
export async function probePage(profile: string): Promise<PageProbe> {
  const address = await until(
    'Chromium’s port',
    async () => {
      const [port, place] = (await readFile(portFile(profile), 'utf8').catch(() => '')).split('\n')
      return port && place ? `ws://127.0.0.1:${port}${place}` : null
    },
    limit,
    every
  )
  const socket = new WebSocket(address)
  await new Promise((resolve, reject) => {
    socket.addEventListener('open', resolve, { once: true })
    socket.addEventListener('error', reject, { once: true })
  })
  const waiting = new Map<number, (answer: Record<string, unknown>) => void>()
  socket.addEventListener('message', ({ data }) => {
    const answer = JSON.parse(String(data)) as { id?: number }
    waiting.get(answer.id ?? 0)?.(answer)
    waiting.delete(answer.id ?? 0)
  })
  let last = 0
  const send = (method: string, params: object, sessionId?: string): Promise<unknown> =>
    new Promise((resolve) => {
      last += 1
      waiting.set(last, (answer) => resolve(answer['result']))
      socket.send(JSON.stringify({ id: last, method, params, ...(sessionId ? { sessionId } : {}) }))
    })
  type Targets = { targetInfos: { type: string; targetId: string }[] }
  const targetId = await until(
    'Chromium’s page',
    async () => {
      const { targetInfos } = (await send('Target.getTargets', {})) as Targets
      return targetInfos.find((one) => one.type === 'page')?.targetId ?? null
    },
    limit,
    every
  )
  const { sessionId } = (await send('Target.attachToTarget', { targetId, flatten: true })) as {
    sessionId: string
  }
  return {
    waitFor: (expression) =>
      until(
        expression,
        async () => {
          const answer = await send('Runtime.evaluate', { expression }, sessionId)
          // No result: the page's world went while it was asked.
          const { result } = (answer ?? {}) as { result?: { value?: unknown } }
          return result?.value === true
        },
        limit,
        every
      ),
    end: async () => {
      const closed = new Promise((resolve) => socket.addEventListener('close', resolve, { once: true }))
      socket.send(JSON.stringify({ id: (last += 1), method: 'Browser.close' }))
      await closed
    },
    leave: () => socket.close()
  }
}
