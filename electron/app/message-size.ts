/**
 * True for data as a page of ours sends it: plain objects, arrays, texts, numbers, booleans and null, with at most
 * `most` characters and values in all. Looks at no more than that, however large, deep or circular it is.
 */
export function isModest(input: unknown, most: number): boolean {
  const open: unknown[] = [input]
  let left = most
  while (open.length > 0 && left > 0) {
    const value = open.pop()
    left -= 1
    if (typeof value === 'string') left -= value.length
    else if (Array.isArray(value)) {
      if (value.length > left) return false
      open.push(...(value as unknown[]))
    } else if (typeof value === 'object' && value !== null) {
      if (!isPlain(value)) return false
      // One by one: a list of all members would be as large as what was sent.
      for (const name in value) {
        left -= name.length
        if (left < 0) return false
        open.push((value as Readonly<Record<string, unknown>>)[name])
      }
    } else if (typeof value === 'bigint' || typeof value === 'symbol' || typeof value === 'function') {
      return false
    }
  }
  return open.length === 0 && left >= 0
}

/** No map, date, buffer or error, which a structured clone carries as well. */
function isPlain(value: object): boolean {
  const prototype: unknown = Object.getPrototypeOf(value)
  return prototype === null || Object.getPrototypeOf(prototype) === null
}
