import type Electron from 'electron'
import { existsSync } from 'node:fs'
import { strict } from '../not-built.js'

const files = new WeakMap<object, string>()

/** An image of a PNG file, or of its `@2x` neighbour; empty where there is none. Nothing looks into the file here. */
function createFromPath(file: string): Electron.NativeImage {
  // Linux shows the largest alone (shell/browser/ui/tray_icon_linux.cc).
  const found = [file.replace(/(\.\w+)$/, '@2x$1'), file].find((one) => existsSync(one)) ?? ''
  const image = strict('NativeImage', { isEmpty: () => found === '' })
  files.set(image, found)
  // The part of a NativeImage that is built.
  return image as unknown as Electron.NativeImage
}

export const nativeImage = strict('nativeImage', { createFromPath })

/** The file behind what a Tray or a Notification is given; '' for an empty image. */
export const fileOf = (image: Electron.NativeImage): string => files.get(image) ?? ''
