type Callable = (...args: unknown[]) => unknown

/** How functions cross, where they can. */
export interface Functions {
  /** A number for a function of this side. */
  keep(callable: Callable): number
  /** Calls a function of the other side. */
  call(id: number, args: unknown[]): unknown
}

export interface Codec {
  /** A copy as plain JSON data. Throws for what structured clone refuses, and for what is not built. */
  encode(value: unknown): unknown
  decode(data: unknown): unknown
}

/**
 * What JSON keeps, and `undefined`; where `functions` is given also functions, promises and the message of an error.
 * What JSON lacks is an object with the key `$`. The text of this function is put into pages too, so it uses nothing
 * from outside itself.
 */
export function createCodec(functions?: Functions): Codec {
  const mapped = (of: object, each: (value: unknown) => unknown): object =>
    Object.fromEntries(Object.entries(of).map(([name, value]) => [name, each(value)]))
  const reference = (what: string, callable: Callable): unknown => {
    if (functions === undefined) throw new Error('An object could not be cloned.')
    return { $: what, id: functions.keep(callable) }
  }

  function encode(value: unknown): unknown {
    if (value === undefined) return { $: 'undefined' }
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
    if (typeof value === 'number' && Number.isFinite(value)) return value
    if (typeof value === 'function') return reference('function', value as Callable)
    if (Array.isArray(value)) return value.map(encode)
    if (functions && value instanceof Error) return { $: 'error', message: value.message }
    if (value instanceof Promise) {
      const settle = (resolve: Callable, reject: Callable): unknown => value.then(resolve, reject)
      return reference('promise', settle as Callable)
    }
    const kind = Object.prototype.toString.call(value)
    if (kind === '[object Symbol]') throw new Error('An object could not be cloned.')
    if (kind === '[object Object]' && !Object.hasOwn(value, '$')) return mapped(value, encode)
    throw new Error(`stand-in: ${kind} in a message is not built`)
  }

  function decode(data: unknown): unknown {
    if (data === null || typeof data !== 'object') return data
    if (Array.isArray(data)) return data.map(decode)
    const { $: what, id, message } = data as { $?: string; id?: number; message?: string }
    const call: Callable = (...args) => functions?.call(id!, args)
    switch (what) {
      case undefined:
        return mapped(data, decode)
      case 'undefined':
        return undefined
      case 'error':
        return new Error(message)
      case 'promise':
        return new Promise(call)
      default:
        return call
    }
  }

  return { encode, decode }
}
