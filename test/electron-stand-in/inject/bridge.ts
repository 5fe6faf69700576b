import type { Codec, Functions } from './codec.js'

type Callable = (...args: unknown[]) => unknown
interface Answer {
  readonly value?: unknown
  readonly error?: unknown
}

/**
 * One half of the bridge between the page's world and the preload's; gives what calls `root` of the other half. Both
 * worlds run it at document start, before any script of the page. They talk through events with text on one element
 * that is in no document: it crosses once, in the relatedTarget of an event, and the page never gets hold of it.
 * Dispatching is synchronous, so calls return at once. Only the message of an error crosses, as over Electron's bridge.
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
  let channel: EventTarget
  /** Those to calls that are under way; a call may be answered only after one the other way. */
  const answers: Answer[] = []

  function send(name: string, content: unknown): void {
    channel.dispatchEvent(new CustomEvent(name, { detail: JSON.stringify(content) }))
  }
  function hear(name: string, listener: (content: unknown) => unknown): void {
    channel.addEventListener(name, (event) => listener(JSON.parse((event as CustomEvent<string>).detail)))
  }

  function call(id: number, args: unknown[]): unknown {
    send(`call-${other}`, { id, args: codec.encode(args) })
    // It came while the event was dispatched.
    const answer = answers.pop()
    if (answer === undefined) throw new Error('the other world did not answer')
    const { value, error } = answer
    if (error !== undefined) throw codec.decode(error) as Error
    return codec.decode(value)
  }

  function connect(element: EventTarget): void {
    channel = element
    hear(`answer-${side}`, (content) => answers.push(content as Answer))
    hear(`call-${side}`, (content) => {
      const { id, args } = content as { id: number; args: unknown }
      let result: Answer
      try {
        result = { value: codec.encode(functions.get(id)!(...(codec.decode(args) as unknown[]))) }
      } catch (error) {
        result = { error: codec.encode(error) }
      }
      send(`answer-${other}`, result)
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
    once(give, (event) => connect((event as MouseEvent).relatedTarget!))
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
