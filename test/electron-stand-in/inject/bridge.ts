import type { Codec, Functions } from './codec.js'

type Callable = (...args: unknown[]) => unknown
interface Answer {
  readonly value?: unknown
  readonly error?: unknown
}

/**
 * One half of the bridge between the page's world and the preload's; gives what calls `root` of the other half. Both
 * worlds run it at document start, before any script of the page. They talk by the text of one element that is in no
 * document: it crosses once, in the relatedTarget of an event, and the page never gets hold of it. Dispatching is
 * synchronous, so calls return at once, and a call may be answered only after one the other way. Only the message of an
 * error crosses, as over Electron's bridge.
 *
 * The text of this function is put into pages, so it uses nothing from outside itself.
 */
export function createBridge(
  side: 'page' | 'preload',
  createCodec: (functions: Functions) => Codec,
  root: (...args: never[]) => unknown
): Callable {
  const other = side === 'page' ? 'preload' : 'page'
  const functions = new Map([[0, root as Callable]])
  let kept = 0
  function keep(callable: Callable, once?: 'once'): number {
    const id = ++kept
    const leave: Callable = (...args) => {
      functions.delete(id)
      return callable(...args)
    }
    functions.set(id, once === undefined ? callable : leave)
    return id
  }
  const codec = createCodec({ keep, call })
  /** Its text is the call on the way there, and the answer on the way back. */
  let channel: Element
  const received = (): unknown => JSON.parse(channel.textContent)

  function call(id: number, args: unknown[]): unknown {
    channel.textContent = JSON.stringify({ id, args: codec.encode(args) })
    channel.dispatchEvent(new Event(`call-${other}`))
    const { value, error } = received() as Answer
    if (error !== undefined) throw codec.decode(error) as Error
    return codec.decode(value)
  }

  function connect(element: Element): void {
    channel = element
    channel.addEventListener(`call-${side}`, () => {
      const { id, args } = received() as { id: number; args: unknown }
      let answer: Answer
      try {
        answer = { value: codec.encode(functions.get(id)!(...(codec.decode(args) as unknown[]))) }
      } catch (error) {
        answer = { error: codec.encode(error) }
      }
      channel.textContent = JSON.stringify(answer)
    })
  }

  // The page's world is set up first: it makes the element and hands it over when the preload's world asks.
  const [ask, give] = ['stand-in-ask', 'stand-in-give']
  const once = (name: string, listener: (event: Event) => void): void =>
    document.addEventListener(name, listener, { once: true })
  if (side === 'page') {
    connect(document.createElement('i'))
    once(ask, () => document.dispatchEvent(new MouseEvent(give, { relatedTarget: channel })))
  } else {
    once(give, (event) => connect((event as MouseEvent).relatedTarget as Element))
    document.dispatchEvent(new MouseEvent(ask))
  }
  return (...args) => call(0, args)
}

/** The page's half: `window[name]` is a frozen copy of what the preload exposes, and opening windows is told it. */
export function runPageWorld(
  bridge: typeof createBridge,
  createCodec: (functions: Functions) => Codec
): void {
  const freeze = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value
    Object.values(value).forEach(freeze)
    return Object.freeze(value)
  }
  const open = bridge('page', createCodec, (name: string, api: unknown) => {
    Object.defineProperty(window, name, { value: freeze(api), enumerable: true })
  })
  window.open = (url = '') => {
    open(String(url))
    return null
  }
}
