import { answerHtml, redirect } from './exchange.js'
import type { Answered, Exchange, Handler } from './exchange.js'
import { rateLimited, signInPage } from './refusals.js'

/** The service where a fault happens. `entra` is what programs ask of it, not the pages that people see. */
export type FaultPlace = 'tokens' | 'profile' | 'connection' | 'discovery' | 'entra' | 'git'

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
  profile: ({ host }) => host === 'app.vssps.visualstudio.com',
  connection: ({ url }) => /\/_apis\/connectiondata$/i.test(url.pathname),
  git: ({ url }) => url.pathname.includes('/_git/'),
  discovery: ({ request, host }) => request.method === 'HEAD' && host !== 'login.microsoftonline.com',
  entra: ({ host, url }) =>
    host === 'login.microsoftonline.com' && !/\/(authorize|deviceauth)$/.test(url.pathname)
}

export function concerns(fault: Fault, exchange: Exchange): boolean {
  return (
    (fault.method ?? exchange.request.method) === exchange.request.method && places[fault.where](exchange)
  )
}

/** Lets the service answer, and takes the end of its answer, the body, in hand. */
function atTheEnd(
  exchange: Exchange,
  own: Handler,
  act: (body: string, end: (body: string) => void) => void
) {
  const { response } = exchange
  const end = response.end.bind(response)
  response.end = (body?: unknown) => {
    act(typeof body === 'string' ? body : '', end)
    return response
  }
  return own(exchange)
}

/** Answers as the fault has it, with the service's own handler where the request is carried out. */
export function suffer(fault: Fault, exchange: Exchange, own: Handler): Answered | Promise<Answered> {
  switch (fault.kind) {
    case '203-page':
      return answerHtml(exchange, 203, signInPage)
    case 'redirect':
      return redirect(exchange, 'https://spsprodweu1.vssps.visualstudio.com/_signin?realm=dev.azure.com')
    case 'rate-limit':
      return rateLimited(exchange, fault.retryAfter)
    case 'server-error':
      return answerHtml(exchange, 500, '<h1>500 - Internal server error</h1>')
    case 'reset':
      exchange.response.destroy()
      return 'answered'
    case 'answer-lost':
      return atTheEnd(exchange, own, () => exchange.response.destroy())
    case 'byte-order-mark':
      return atTheEnd(exchange, own, (body, end) => end(`\uFEFF${body.replace(/^\uFEFF/, '')}`))
    case 'cut-off-json':
      return atTheEnd(exchange, own, (body, end) => end(body.slice(0, body.length / 2)))
    case 'slow':
      return atTheEnd(exchange, own, (body, end) => setTimeout(() => end(body), fault.milliseconds).unref())
    default:
      return fault satisfies never
  }
}
