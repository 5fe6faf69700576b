import { crc32, gzipSync } from 'node:zlib'

/** Paths and texts. */
export type ArchiveFiles = Readonly<Record<string, string>>

/** A gzipped tar, the same bytes for the same files. */
export function tarOf(files: ArchiveFiles): Buffer {
  const blocks = Object.entries(files).flatMap(([name, text]) => {
    const content = Buffer.from(text)
    const header = Buffer.alloc(512)
    const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`
    const fields: readonly (readonly [at: number, text: string])[] = [
      [0, name],
      [100, octal(0o644, 7)],
      [108, octal(0, 7)],
      [116, octal(0, 7)],
      [124, octal(content.length, 11)],
      [136, octal(0, 11)],
      // The checksum counts itself as blanks.
      [148, ' '.repeat(8)],
      [156, '0'],
      [257, 'ustar\x0000']
    ]
    for (const [at, value] of fields) header.write(value, at, 'latin1')
    const sum = header.reduce((total, byte) => total + byte, 0)
    header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
    return [header, content, Buffer.alloc((512 - (content.length % 512)) % 512)]
  })
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]))
}

/** A zip of stored files. */
export function zipOf(files: ArchiveFiles): Buffer {
  const local: Buffer[] = []
  const central: Buffer[] = []
  let offset = 0
  for (const [path, text] of Object.entries(files)) {
    const [name, content] = [Buffer.from(path), Buffer.from(text)]
    // From "version needed" to "extra length", which both headers have alike; the date is the first there is.
    const facts = Buffer.alloc(26)
    facts.writeUInt16LE(20, 0)
    facts.writeUInt16LE(0x21, 8)
    facts.writeUInt32LE(crc32(content), 10)
    facts.writeUInt32LE(content.length, 14)
    facts.writeUInt32LE(content.length, 18)
    facts.writeUInt16LE(name.length, 22)
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    const entry = [Buffer.from('PK\x03\x04'), facts, name, content]
    central.push(Buffer.from('PK\x01\x02\x14\0'), facts, place, name)
    local.push(...entry)
    offset += Buffer.concat(entry).length
  }
  const directory = Buffer.concat(central)
  const end = Buffer.alloc(18)
  const count = Object.keys(files).length
  end.writeUInt16LE(count, 4)
  end.writeUInt16LE(count, 6)
  end.writeUInt32LE(directory.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...local, directory, Buffer.from('PK\x05\x06'), end])
}
