import type Electron from 'electron'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { onlyBuilt, strict } from '../not-built.js'
import { readPng } from './png.js'
import type { Pixels } from './png.js'

interface Representation {
  readonly scaleFactor: number
  readonly png: Buffer
  readonly pixels: Pixels
}

type Built =
  | 'isEmpty'
  | 'getSize'
  | 'toPNG'
  | 'toDataURL'
  | 'getScaleFactors'
  | 'addRepresentation'
  | 'setTemplateImage'
  | 'isTemplateImage'
  | 'isMacTemplateImage'

/** What the app sees of an image. */
export type NativeImage = Pick<Electron.NativeImage, Built>

const representationsOf = new WeakMap<object, readonly Representation[]>()

function createImage(first: readonly Representation[]): NativeImage {
  const representations = [...first]
  const nearest = (scaleFactor = 1): Representation | undefined =>
    representations.find((one) => one.scaleFactor === scaleFactor) ?? representations[0]
  let template = false
  const image = strict('NativeImage', {
    isEmpty: () => representations.length === 0,
    getSize: (scaleFactor?: number) => {
      const found = nearest(scaleFactor)
      const scale = found?.scaleFactor ?? 1
      return { width: (found?.pixels.width ?? 0) / scale, height: (found?.pixels.height ?? 0) / scale }
    },
    toPNG: (options?: Electron.ToPNGOptions) => nearest(options?.scaleFactor)?.png ?? Buffer.alloc(0),
    toDataURL: (options?: Electron.ToDataURLOptions) =>
      `data:image/png;base64,${nearest(options?.scaleFactor)?.png.toString('base64') ?? ''}`,
    getScaleFactors: () => representations.map(({ scaleFactor }) => scaleFactor),
    addRepresentation: (options: Electron.AddRepresentationOptions) => {
      onlyBuilt('addRepresentation option', options, ['scaleFactor', 'buffer'])
      if (options.buffer !== undefined)
        representations.push(...representation(options.buffer, options.scaleFactor ?? 1))
    },
    setTemplateImage: (option: boolean) => {
      template = option
    },
    isTemplateImage: () => template,
    get isMacTemplateImage() {
      return template
    },
    set isMacTemplateImage(option: boolean) {
      template = option
    }
  } satisfies NativeImage)
  representationsOf.set(image, representations)
  return image
}

const representation = (png: Buffer, scaleFactor: number): Representation[] => {
  const pixels = readPng(png)
  return pixels === null ? [] : [{ scaleFactor, png, pixels }]
}

function read(file: string): Buffer {
  try {
    return readFileSync(file)
  } catch {
    return Buffer.alloc(0)
  }
}

/** An image of a PNG file and its `@2x` and `@3x` neighbours; empty for what cannot be read, as in Electron. */
function createFromPath(file: string): NativeImage {
  const { dir, name, ext } = path.parse(file)
  return createImage([
    ...representation(read(file), 1),
    ...[2, 3].flatMap((scale) => representation(read(path.join(dir, `${name}@${scale}x${ext}`)), scale))
  ])
}

// The app gets the part of a NativeImage that is built; the rest throws with its name.
const seen = (image: NativeImage): Electron.NativeImage => image as Electron.NativeImage

export const nativeImage = strict('nativeImage', {
  createEmpty: () => seen(createImage([])),
  createFromPath: (file: string) => seen(createFromPath(file)),
  createFromBuffer: (buffer: Buffer, options?: Electron.CreateFromBufferOptions) =>
    seen(createImage(representation(buffer, options?.scaleFactor ?? 1)))
} satisfies Pick<typeof Electron.nativeImage, 'createEmpty' | 'createFromPath' | 'createFromBuffer'>)

/** The image behind what a Tray or a Notification is given. */
export const imageOf = (image: Electron.NativeImage | string): NativeImage =>
  typeof image === 'string' ? createFromPath(image) : image

/** Pixmaps of a StatusNotifierItem: ARGB, eight bits each, in this order. */
export function pixmapsOf(image: NativeImage): [width: number, height: number, argb: Buffer][] {
  return (representationsOf.get(image) ?? []).map(({ pixels: { width, height, rgba } }) => {
    const argb = Buffer.alloc(rgba.length)
    for (let index = 0; index < rgba.length; index += 4) {
      argb.writeUInt32BE(((rgba.readUInt32BE(index) >>> 8) | ((rgba[index + 3] ?? 0) << 24)) >>> 0, index)
    }
    return [width, height, argb]
  })
}

/** The pixels of the first representation, or null for an empty image. */
export const pixelsOf = (image: NativeImage): Pixels | null =>
  representationsOf.get(image)?.[0]?.pixels ?? null
