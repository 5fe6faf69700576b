import { inflateSync } from 'node:zlib'

/** Pixels from the upper left, four bytes each: red, green, blue, alpha (not premultiplied). */
export interface Pixels {
  readonly width: number
  readonly height: number
  readonly rgba: Buffer
}

const signature = Buffer.from([137, 80, 78, 71, 13, 10, 26, 10])
/** Reads a PNG of red, green, blue and alpha with 8 bits each, as all our icons are; gives null for any other. */
export function readPng(file: Buffer): Pixels | null {
  if (!file.subarray(0, 8).equals(signature)) return null
  const chunks = chunksOf(file)
  const header = chunks.find(({ type }) => type === 'IHDR')?.data
  if (header === undefined) return null
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const [depth, colour, , , interlace] = header.subarray(8)
  if (depth !== 8 || colour !== 6 || interlace !== 0) return null
  const packed = Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data))
  return { width, height, rgba: unfilter(inflateSync(packed), width * 4, height, 4) }
}

function chunksOf(file: Buffer): { readonly type: string; readonly data: Buffer }[] {
  const chunks = []
  for (let start = 8; start + 12 <= file.length;) {
    const length = file.readUInt32BE(start)
    chunks.push({
      type: file.toString('latin1', start + 4, start + 8),
      data: file.subarray(start + 8, start + 8 + length)
    })
    start += length + 12
  }
  return chunks
}

/** Undoes the filter of each line (PNG specification, 9.2). */
function unfilter(raw: Buffer, lineLength: number, height: number, step: number): Buffer {
  const out = Buffer.alloc(lineLength * height)
  for (let line = 0; line < height; line += 1) {
    const filter = raw[line * (lineLength + 1)]
    const start = line * lineLength
    for (let index = 0; index < lineLength; index += 1) {
      const left = index >= step ? (out[start + index - step] ?? 0) : 0
      const above = line > 0 ? (out[start + index - lineLength] ?? 0) : 0
      const corner = line > 0 && index >= step ? (out[start + index - lineLength - step] ?? 0) : 0
      const guess =
        filter === 1
          ? left
          : filter === 2
            ? above
            : filter === 3
              ? (left + above) >> 1
              : filter === 4
                ? paeth(left, above, corner)
                : 0
      out[start + index] = (raw[line * (lineLength + 1) + 1 + index] ?? 0) + guess
    }
  }
  return out
}

function paeth(left: number, above: number, corner: number): number {
  const guess = left + above - corner
  const [toLeft, toAbove, toCorner] = [
    Math.abs(guess - left),
    Math.abs(guess - above),
    Math.abs(guess - corner)
  ]
  if (toLeft <= toAbove && toLeft <= toCorner) return left
  return toAbove <= toCorner ? above : corner
}
