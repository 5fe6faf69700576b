import { setTimeout as delay } from 'node:timers/promises'
import { answerHtml, marked, redirect, type Answer, type Exchange, type Handler } from './exchange.js'
import { rateLimited, signInPage } from './refusals.js'

/** The service where a fault happens. `entra` is what programs ask of it, not the pages that people see. */
export type FaultPlace = 'tokens' | 'connection' | 'discovery' | 'entra' | 'git'

/** Something that goes wrong between a client and the service, or inside the service. */
export type Fault = {
  readonly where: FaultPlace
  /** Only requests of this method, e.g. `POST`. */
  readonly method?: string
  /** How often, at most; left out: until it is set otherwise. */
  readonly times?: number
} & (
  | {
      readonly kind:
        | '203-page'
        /** 302 to a sign-in on a host that no client should follow to. */
        | 'redirect'
        | 'byte-order-mark'
        | 'server-error'
        | 'cut-off-json'
        /** The connection ends before the request is carried out. */
        | 'reset'
        /** The request is carried out, then the connection ends. */
        | 'answer-lost'
    }
  /** In seconds; null: without the header. */
  | { readonly kind: 'rate-limit'; readonly retryAfter: number | null }
  /** The request is carried out at once; the answer comes late, or to nobody. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
)

const places: Readonly<Record<FaultPlace, (exchange: Exchange) => boolean>> = {
  tokens: ({ url }) => /\/_apis\/tokens\/pats$/i.test(url.pathname),
  connection: ({ url }) => /\/_apis\/connectiondata$/i.test(url.pathname),
  git: ({ url }) => url.pathname.includes('/_git/'),
  discovery: ({ request, host }) => request.method === 'HEAD' && host !== 'login.microsoftonline.com',
  entra: ({ host, url }) =>
    host === 'login.microsoftonline.com' && !/\/(authorize|deviceauth)$/.test(url.pathname)
}

/** Whether a fault is about this request. */
export const concerns = (fault: Fault, exchange: Exchange): boolean =>
  (fault.method ?? exchange.request.method) === exchange.request.method && places[fault.where](exchange)

/**
 * Answers as the fault has it, with the service's own handler where the request is carried out. Null: the connection
 * ends.
 */
export async function suffer(fault: Fault, exchange: Exchange, own: Handler): Promise<Answer | null> {
  switch (fault.kind) {
    case '203-page':
      return answerHtml(203, signInPage)
    case 'redirect':
      return redirect('https://spsprodweu1.vssps.visualstudio.com/_signin?realm=dev.azure.com')
    case 'rate-limit':
      return rateLimited(fault.retryAfter)
    case 'server-error':
      return answerHtml(500, '<h1>500 - Internal server error</h1>')
    case 'reset':
      return null
    case 'answer-lost':
      await own(exchange)
      return null
    case 'byte-order-mark':
      return marked(await own(exchange))
    case 'cut-off-json': {
      const answer = await own(exchange)
      return { ...answer, body: answer.body.slice(0, answer.body.length / 2) }
    }
    case 'slow': {
      const answer = await own(exchange)
      await delay(fault.milliseconds, undefined, { ref: false })
      return answer
    }
    default:
      return fault satisfies never
  }
}
