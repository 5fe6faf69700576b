import type Electron from 'electron'
import { readFileSync } from 'node:fs'
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
  const small = read(file)
  // Linux shows the largest alone (shell/browser/ui/tray_icon_linux.cc).
  const pixels = small && (read(file.replace(/(\.\w+)$/, '@2x$1')) ?? small)
  const image = strict('NativeImage', { isEmpty: () => pixels === null })
  if (pixels) pixelsByImage.set(image, pixels)
  // The part of a NativeImage that is built.
  return image as unknown as Electron.NativeImage
}

export const nativeImage = strict('nativeImage', { createFromPath } satisfies Pick<
  typeof Electron.nativeImage,
  'createFromPath'
>)

/** The pixels behind what a Tray or a Notification is given; null for an empty image. */
export const pixelsOf = (image: Electron.NativeImage): Pixels | null => pixelsByImage.get(image) ?? null
