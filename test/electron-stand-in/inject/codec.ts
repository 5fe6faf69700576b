type Callable = (...args: unknown[]) => unknown

/** How functions cross, where they can. */
export interface Functions {
  /** A number for a function of this side, which is let go after its first call where it is called once only. */
  keep(callable: Callable, once?: 'once'): number
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
  const crossing = (): Functions => {
    if (functions === undefined) throw new Error('An object could not be cloned.')
    return functions
  }

  function encode(value: unknown): unknown {
    if (value === undefined) return { $: 'undefined' }
    if (value === null || typeof value === 'string' || typeof value === 'boolean') return value
    if (typeof value === 'number' && Number.isFinite(value)) return value
    if (typeof value === 'function') return { $: 'function', id: crossing().keep(value as Callable) }
    if (Array.isArray(value)) return value.map(encode)
    if (functions && value instanceof Error) return { $: 'error', message: value.message }
    if (value instanceof Promise) {
      const { keep, call } = crossing()
      // It answers with nothing: what `then` gives is a promise, and would cross in its turn, without end.
      const tell = (settled: unknown): void => {
        value
          .then((result) => call(settled as number, [true, result]))
          .catch((reason: unknown) => call(settled as number, [false, reason]))
      }
      return { $: 'promise', id: keep(tell, 'once') }
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
    switch (what) {
      case undefined:
        return mapped(data, decode)
      case 'undefined':
        return undefined
      case 'error':
        return new Error(message)
      case 'promise':
        return new Promise((resolve, reject) => {
          const settled = (isKept: boolean, result: Error): void => {
            if (isKept) resolve(result)
            else reject(result)
          }
          crossing().call(id!, [crossing().keep(settled as Callable, 'once')])
        })
      default:
        return (...args: unknown[]) => functions?.call(id!, args)
    }
  }

  return { encode, decode }
}
