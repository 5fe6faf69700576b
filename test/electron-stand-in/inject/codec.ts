/** Encodes functions for the other side; where it is missing, a function cannot be sent. */
export type FunctionEncoder = (value: object) => unknown
/** Makes a function of what the encoder of the other side wrote. */
export type FunctionDecoder = (reference: { readonly id: number }) => unknown

export interface Codec {
  /** A copy as plain JSON data. Throws for what structured clone refuses. */
  encode(value: unknown, encodeFunction?: FunctionEncoder): unknown
  decode(data: unknown, decodeFunction?: FunctionDecoder): unknown
}

/**
 * The values of structured clone as JSON: what JSON lacks is an object with the key `$t`. Shared references,
 * cycles and the classes of typed arrays other than Uint8Array are lost. The text of this function is put into
 * pages too, so it uses nothing from outside itself.
 */
export function createCodec(): Codec {
  const tag = '$t'
  type Tagged = Record<string, unknown>
  const refuse = (): never => {
    throw new Error('An object could not be cloned.')
  }
  const put = (object: object, name: string, value: unknown): void => {
    // Not an assignment: the name may be __proto__.
    Object.defineProperty(object, name, { value, enumerable: true, writable: true, configurable: true })
  }

  function bytes(value: ArrayBuffer | ArrayBufferView): Tagged {
    const view =
      value instanceof ArrayBuffer
        ? new Uint8Array(value)
        : new Uint8Array(value.buffer, value.byteOffset, value.byteLength)
    let text = ''
    for (const byte of view) text += String.fromCharCode(byte)
    return { [tag]: value instanceof ArrayBuffer ? 'buffer' : 'bytes', v: btoa(text) }
  }

  function encodeObject(value: object, encodeFunction?: FunctionEncoder): unknown {
    const each = (item: unknown): unknown => encode(item, encodeFunction)
    if (Array.isArray(value)) return value.map(each)
    if (value instanceof Date) return { [tag]: 'date', v: value.getTime() }
    if (value instanceof Error) return { [tag]: 'error', name: value.name, message: value.message }
    if (value instanceof Map) return { [tag]: 'map', v: [...(value as Map<unknown, unknown>)].map(each) }
    if (value instanceof Set) return { [tag]: 'set', v: [...(value as Set<unknown>)].map(each) }
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) return bytes(value)
    if (value instanceof Promise || value instanceof WeakMap || value instanceof WeakSet) return refuse()
    const fields = Object.entries(value).map(([name, item]) => [name, each(item)] as const)
    if (Object.hasOwn(value, tag)) return { [tag]: 'object', v: fields }
    const copy = {}
    for (const [name, item] of fields) put(copy, name, item)
    return copy
  }

  function encode(value: unknown, encodeFunction?: FunctionEncoder): unknown {
    switch (typeof value) {
      case 'undefined':
        return { [tag]: 'undefined' }
      case 'string':
      case 'boolean':
        return value
      case 'number':
        return Number.isFinite(value) && !Object.is(value, -0)
          ? value
          : { [tag]: 'number', v: Object.is(value, -0) ? '-0' : String(value) }
      case 'bigint':
        return { [tag]: 'bigint', v: String(value) }
      case 'function':
        return encodeFunction === undefined ? refuse() : encodeFunction(value)
      case 'symbol':
        return refuse()
      default:
        return value === null ? null : encodeObject(value as object, encodeFunction)
    }
  }

  function decodeTagged(data: Tagged, decodeFunction?: FunctionDecoder): unknown {
    const inner = data['v']
    const each = (item: unknown): unknown => decode(item, decodeFunction)
    switch (data[tag]) {
      case 'number':
        return Number(inner)
      case 'bigint':
        return BigInt(inner as string)
      case 'date':
        return new Date(inner as number)
      case 'error': {
        const error = new Error(data['message'] as string)
        error.name = data['name'] as string
        return error
      }
      case 'map':
        return new Map((inner as unknown[]).map(each) as [unknown, unknown][])
      case 'set':
        return new Set((inner as unknown[]).map(each))
      case 'buffer':
      case 'bytes': {
        const view = Uint8Array.from(atob(inner as string), (character) => character.charCodeAt(0))
        return data[tag] === 'buffer' ? view.buffer : view
      }
      case 'object': {
        const copy = {}
        for (const [name, item] of inner as [string, unknown][]) put(copy, name, each(item))
        return copy
      }
      case 'function':
        return decodeFunction?.({ id: data['id'] as number })
      default:
        return undefined
    }
  }

  function decode(data: unknown, decodeFunction?: FunctionDecoder): unknown {
    if (data === null || typeof data !== 'object') return data
    if (Array.isArray(data)) return data.map((item) => decode(item, decodeFunction))
    if (Object.hasOwn(data, tag)) return decodeTagged(data as Tagged, decodeFunction)
    const copy = {}
    for (const [name, item] of Object.entries(data)) put(copy, name, decode(item, decodeFunction))
    return copy
  }

  return { encode, decode }
}
