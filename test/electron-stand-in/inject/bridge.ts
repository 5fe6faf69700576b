import type { Codec } from './codec.js'

/** The channel between the page's world and the preload's. */
export interface Bridge {
  /** Defines `window[name]` in the page: values are copies, functions call back, everything is frozen. */
  expose(name: string, api: unknown): void
  /** The page called window.open. */
  onOpen: (url: string, name: string, features: string) => void
}

interface Answer {
  readonly value?: unknown
  readonly error?: unknown
  /** The answer is a promise; it is settled later under this number. */
  readonly promise?: number
}

type Message =
  | { readonly call: number; readonly args: unknown }
  | ({ readonly settle: number } & Answer)
  | { readonly expose: string; readonly api: unknown }
  | { readonly open: readonly [string, string, string] }

/**
 * One half of the bridge. Both worlds run it at document start, before any script of the page. They talk
 * through events with text on one element that is in no document: it crosses once, in the relatedTarget of an
 * event, and the page never gets hold of it. Dispatching is synchronous, so calls return at once.
 *
 * The text of this function is put into pages, so it uses nothing from outside itself; and it keeps the originals of what it calls
 * later, because a page may replace them.
 */
export function createBridge(side: 'page' | 'preload', codec: Codec): Bridge {
  const { parse, stringify } = JSON
  const { apply, getOwnPropertyDescriptor } = Reflect
  const other = side === 'page' ? 'preload' : 'page'
  const detailOf = getOwnPropertyDescriptor(CustomEvent.prototype, 'detail')!.get!
  const dispatchEvent = EventTarget.prototype.dispatchEvent
  const TextEvent = CustomEvent
  const dispatch = (target: EventTarget, event: Event): void => void apply(dispatchEvent, target, [event])
  let channel: EventTarget
  let answered: Answer | undefined
  let last = 0
  const functions: Record<number, (...args: unknown[]) => unknown> = Object.create(null) as never
  const promises: Record<number, { resolve(value: unknown): void; reject(error: unknown): void }> =
    Object.create(null) as never

  const encodeFunction = (value: object): unknown => {
    last += 1
    functions[last] = value as (...args: unknown[]) => unknown
    return { $t: 'function', id: last }
  }
  const encode = (value: unknown): unknown => codec.encode(value, encodeFunction)
  const decode = (data: unknown): unknown => codec.decode(data, decodeFunction)
  // Only the message of an error crosses, as over Electron's bridge.
  const encodeError = (error: unknown): unknown =>
    encode(error instanceof Error ? new Error(error.message) : error)

  function post(message: Message): Answer | undefined {
    answered = undefined
    dispatch(channel, new TextEvent(`to-${other}`, { detail: stringify(message) }))
    const answer = answered
    answered = undefined
    return answer
  }

  const decodeFunction =
    ({ id }: { readonly id: number }) =>
    (...args: unknown[]): unknown => {
      const answer = post({ call: id, args: encode(args) })
      if (answer === undefined) throw new Error('the other world did not answer')
      const { promise } = answer
      if (promise !== undefined) {
        return new Promise((resolve, reject) => {
          promises[promise] = { resolve, reject }
        })
      }
      if ('error' in answer) throw decode(answer.error) as Error
      return decode(answer.value)
    }

  function call(id: number, args: unknown): Answer {
    try {
      const value = functions[id]!(...(decode(args) as unknown[]))
      if (!(value instanceof Promise)) return { value: encode(value) }
      last += 1
      const promise = last
      value.then(
        (result) => post({ settle: promise, value: encode(result) }),
        (error: unknown) => post({ settle: promise, error: encodeError(error) })
      )
      return { promise }
    } catch (error) {
      return { error: encodeError(error) }
    }
  }

  function settle(message: { readonly settle: number } & Answer): void {
    const waiting = promises[message.settle]
    // eslint-disable-next-line @typescript-eslint/no-dynamic-delete -- a Map's methods could be the page's by now
    delete promises[message.settle]
    if ('error' in message) waiting?.reject(decode(message.error))
    else waiting?.resolve(decode(message.value))
  }

  const freeze = (value: unknown): unknown => {
    if (typeof value === 'object' && value !== null) {
      for (const item of Object.values(value)) freeze(item)
      Object.freeze(value)
    }
    return value
  }

  const bridge: Bridge = {
    expose: (name, api) => post({ expose: name, api: encode(api) }),
    onOpen: () => undefined
  }

  function receive(message: Message): Answer | undefined {
    if ('call' in message) return call(message.call, message.args)
    if ('settle' in message) settle(message)
    else if ('expose' in message) {
      const value = freeze(decode(message.api))
      Object.defineProperty(window, message.expose, { value, enumerable: true })
    } else bridge.onOpen(...message.open)
    return undefined
  }

  function connect(element: EventTarget): void {
    channel = element
    const text = (event: Event): string => apply(detailOf, event, []) as string
    channel.addEventListener(`to-${side}`, (event) => {
      const answer = receive(parse(text(event)) as Message)
      if (answer !== undefined)
        dispatch(channel, new TextEvent(`answer-to-${other}`, { detail: stringify(answer) }))
    })
    channel.addEventListener(`answer-to-${side}`, (event) => {
      answered = parse(text(event)) as Answer
    })
  }

  // The page's world is set up first: it makes the element and hands it over when the preload's world asks.
  const ask = 'stand-in-ask'
  const give = 'stand-in-give'
  if (side === 'page') {
    const element = document.createElement('i')
    connect(element)
    const hand = (event: Event): void => {
      event.stopImmediatePropagation()
      dispatch(document, new MouseEvent(give, { relatedTarget: element }))
    }
    document.addEventListener(ask, hand, { once: true })
    window.open = (url = '', name = '', features = '') => {
      post({ open: [String(url), name, features] })
      return null
    }
  } else {
    const take = (event: Event): void => {
      event.stopImmediatePropagation()
      connect((event as MouseEvent).relatedTarget!)
    }
    document.addEventListener(give, take, { once: true })
    dispatch(document, new MouseEvent(ask))
  }
  return bridge
}
