import { Secret } from '../domain/secret.js'

interface ProxyCredentials {
  readonly username: string
  readonly password: Secret
}

/** Which proxy asks, in its own words. */
interface ProxyQuestion {
  readonly host: string
  readonly realm: string
}

/** Asks the person for the proxy's log-in when the network wants one. */
export interface ProxyLogin {
  pending(): ProxyQuestion | null
  /**
   * The log-in; null when the person declined. Requests that meet the same proxy share one question. An answer
   * is remembered until the app quits, or until a request comes back with `wasRefused`.
   */
  ask(question: ProxyQuestion, wasRefused: boolean): Promise<ProxyCredentials | null>
  answer(given: { readonly username: string; readonly password: string } | null): void
}

const same = (one: ProxyQuestion, other: ProxyQuestion): boolean =>
  one.host === other.host && one.realm === other.realm

export function createProxyLogin(onChange: () => void): ProxyLogin {
  let open: {
    readonly question: ProxyQuestion
    readonly answered: Promise<ProxyCredentials | null>
    readonly resolve: (answer: ProxyCredentials | null) => void
  } | null = null
  let known: { readonly question: ProxyQuestion; readonly credentials: ProxyCredentials } | null = null

  return {
    pending: () => open?.question ?? null,
    ask: (question, wasRefused) => {
      if (known !== null && same(known.question, question) && !wasRefused) {
        return Promise.resolve(known.credentials)
      }
      known = null
      if (open !== null && same(open.question, question)) return open.answered
      open?.resolve(null)
      let resolve: (answer: ProxyCredentials | null) => void = () => undefined
      const answered = new Promise<ProxyCredentials | null>((settle) => {
        resolve = settle
      })
      open = { question, answered, resolve }
      onChange()
      return answered
    },
    answer: (given) => {
      if (open === null) return
      const { question, resolve } = open
      open = null
      const credentials =
        given === null || given.password === ''
          ? null
          : { username: given.username, password: new Secret(given.password) }
      known = credentials === null ? null : { question, credentials }
      resolve(credentials)
      onChange()
    }
  }
}
