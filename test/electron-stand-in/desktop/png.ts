import { inflateSync } from 'node:zlib'

/** Pixels from the upper left, four bytes each: red, green, blue, alpha (not premultiplied). */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly rgba: Buffer
}

/** Reads a PNG of red, green, blue and alpha with 8 bits each, as all our icons are; gives null for any other. */
export function readPng(file: Buffer): Pixels | null {
  const packed: Buffer[] = []
  // Behind the signature: chunks of a length, a name, the data and a checksum.
  for (let at = 8; at + 12 <= file.length; at += file.readUInt32BE(at) + 12) {
    if (file.toString('latin1', at + 4, at + 8) === 'IDAT')
      packed.push(file.subarray(at + 8, at + 8 + file.readUInt32BE(at)))
  }
  // The header is the first chunk: size, depth, colours, compression, filter, interlacing.
  if (file.toString('latin1', 1, 4) !== 'PNG' || file.toString('hex', 24, 29) !== '0806000000') return null
  const [width, height] = [file.readUInt32BE(16), file.readUInt32BE(20)]
  return { width, height, rgba: unfilter(inflateSync(Buffer.concat(packed)), width * 4, height) }
}

/** Undoes the filter of each line (PNG specification, 9.2). */
function unfilter(raw: Buffer, lineLength: number, height: number): Buffer {
  const out = Buffer.alloc(lineLength * height)
  for (let at = 0; at < out.length; at += 1) {
    const [line, column] = [Math.floor(at / lineLength), at % lineLength]
    const left = column < 4 ? 0 : (out[at - 4] ?? 0)
    const above = out[at - lineLength] ?? 0
    const corner = column < 4 ? 0 : (out[at - lineLength - 4] ?? 0)
    const guesses = [0, left, above, (left + above) >> 1, paeth(left, above, corner)]
    const filter = raw[line * (lineLength + 1)] ?? 0
    out[at] = (raw[at + line + 1] ?? 0) + (guesses[filter] ?? 0)
  }
  return out
}

/** Of the three the one nearest to left + above - corner. */
function paeth(left: number, above: number, corner: number): number {
  const [toLeft, toAbove] = [Math.abs(above - corner), Math.abs(left - corner)]
  const toCorner = Math.abs(left + above - 2 * corner)
  if (toLeft <= toAbove && toLeft <= toCorner) return left
  return toAbove <= toCorner ? above : corner
}
