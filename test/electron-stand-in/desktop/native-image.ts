import type Electron from 'electron'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { strict } from '../not-built.js'
import { readPng } from './png.js'
import type { Pixels } from './png.js'

const pixelsByImage = new WeakMap<object, Pixels>()

function read(file: string): Pixels | null {
  try {
    return readPng(readFileSync(file))
  } catch {
    return null
  }
}

/** An image of a PNG file, or of its `@2x` neighbour; empty for what cannot be read, as in Electron. */
function createFromPath(file: string): Electron.NativeImage {
  const { dir, name, ext } = path.parse(file)
  const small = read(file)
  // Linux shows the largest alone (shell/browser/ui/tray_icon_linux.cc).
  const pixels = small === null ? null : (read(path.join(dir, `${name}@2x${ext}`)) ?? small)
  const image = strict('NativeImage', { isEmpty: () => pixels === null })
  if (pixels !== null) pixelsByImage.set(image, pixels)
  // The part of a NativeImage that is built.
  return image as unknown as Electron.NativeImage
}

export const nativeImage = strict('nativeImage', { createFromPath } satisfies Pick<
  typeof Electron.nativeImage,
  'createFromPath'
>)

/** The pixels behind what a Tray or a Notification is given; null for an empty image. */
export const pixelsOf = (image: Electron.NativeImage): Pixels | null => pixelsByImage.get(image) ?? null

/** The pixmaps of a StatusNotifierItem: ARGB, eight bits each, in this order. */
export function pixmapsOf(image: Electron.NativeImage): [width: number, height: number, argb: Buffer][] {
  const pixels = pixelsOf(image)
  if (pixels === null) return []
  const { width, height, rgba } = pixels
  const argb = Buffer.alloc(rgba.length)
  for (let index = 0; index < rgba.length; index += 4) {
    argb.writeUInt32BE(((rgba.readUInt32BE(index) >>> 8) | ((rgba[index + 3] ?? 0) << 24)) >>> 0, index)
  }
  return [[width, height, argb]]
}
