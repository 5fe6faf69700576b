// Renders assets/icon.svg into assets/generated/: app icons and tray icons of every system. Run after the SVG changed.
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'

const root = path.resolve(import.meta.dirname, '..')
export const generatedFolder = path.join(root, 'assets', 'generated')

/**
 * The tray's states and their colours. Each keeps a contrast of 3:1 against light and against dark panels: Linux does
 * not say which of them the panel is, so one picture has to be readable on both.
 */
export const trayColors = /** @type {const} */ ({
  fine: '#2b7de9',
  soon: '#c46d00',
  due: '#d8502a',
  expired: '#e0393e',
  attention: '#c46d00',
  offline: '#7d7d7d'
})

const appSizes = [16, 24, 32, 48, 64, 128, 256, 512]
const icoSizes = [16, 24, 32, 48, 64, 256]
const trayIcoSizes = [16, 20, 24, 32, 48]

/**
 * The drawing with only the layers in `keep`.
 * @param {string} svg
 * @param {readonly string[]} keep
 */
export function withLayers(svg, keep) {
  return svg.replace(/ *<g id="(plate|tag|dial-[a-z]+)"[\s\S]*?<\/g>\n/g, (layer, name) =>
    keep.includes(name) ? layer : ''
  )
}

/**
 * @param {string} svg
 * @param {number} size in pixels
 * @returns {Promise<Buffer>}
 */
function png(svg, size) {
  return sharp(Buffer.from(svg), { density: 72 * Math.max(1, size / 16) })
    .resize(size, size)
    .png({ compressionLevel: 9 })
    .toBuffer()
}

/**
 * The app's icon: the tag in white on a plate, larger on it where there are few pixels.
 * @param {string} svg
 * @param {number} size
 */
function appIcon(svg, size) {
  const scale = size <= 32 ? 0.75 : 0.64
  const room = (16 - 16 * scale) / 2
  const drawing = withLayers(svg, ['plate', 'tag', 'dial-app'])
    .replace('color="#2b7de9"', 'color="#ffffff"')
    .replace('<g id="glyph">', `<g id="glyph" transform="translate(${room} ${room}) scale(${scale})">`)
  return png(drawing, size)
}

/**
 * @param {string} svg
 * @param {keyof typeof trayColors} state
 * @param {number} size
 * @param {string} [color]
 */
function trayIcon(svg, state, size, color = trayColors[state]) {
  const drawing = withLayers(svg, ['tag', `dial-${state}`]).replace('color="#2b7de9"', `color="${color}"`)
  return png(drawing, size)
}

/**
 * One picture of a Windows icon: a bitmap, which every reader of icons takes, or PNG at 256 pixels, where a bitmap is large.
 * @param {Buffer} image PNG
 * @param {number} size
 */
async function icoPicture(image, size) {
  if (size === 256) return image
  const pixels = await sharp(image).ensureAlpha().raw().toBuffer()
  const head = Buffer.alloc(40)
  head.writeUInt32LE(40, 0)
  head.writeInt32LE(size, 4)
  // Twice the height: the colours, then a mask of one bit a pixel that their opacity makes needless.
  head.writeInt32LE(size * 2, 8)
  head.writeUInt16LE(1, 12)
  head.writeUInt16LE(32, 14)
  const colors = Buffer.alloc(size * size * 4)
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const from = (row * size + column) * 4
      const to = ((size - 1 - row) * size + column) * 4
      const [red = 0, green = 0, blue = 0, alpha = 0] = pixels.subarray(from, from + 4)
      colors.set([blue, green, red, alpha], to)
    }
  }
  const mask = Buffer.alloc(Math.ceil(size / 32) * 4 * size)
  return Buffer.concat([head, colors, mask])
}

/**
 * A Windows icon.
 * @param {readonly number[]} sizes
 * @param {(size: number) => Promise<Buffer>} draw
 */
async function ico(sizes, draw) {
  const pictures = await Promise.all(sizes.map(async (size) => icoPicture(await draw(size), size)))
  const head = Buffer.alloc(6 + 16 * sizes.length)
  head.writeUInt16LE(1, 2)
  head.writeUInt16LE(sizes.length, 4)
  let offset = head.length
  pictures.forEach((picture, index) => {
    const at = 6 + 16 * index
    // 256 is written as 0.
    head.writeUInt8((sizes[index] ?? 0) % 256, at)
    head.writeUInt8((sizes[index] ?? 0) % 256, at + 1)
    head.writeUInt16LE(1, at + 4)
    head.writeUInt16LE(32, at + 6)
    head.writeUInt32LE(picture.length, at + 8)
    head.writeUInt32LE(offset, at + 12)
    offset += picture.length
  })
  return Buffer.concat([head, ...pictures])
}

/**
 * An Apple icon: PNG chunks under the type of their size, 1x and 2x.
 * @param {(size: number) => Promise<Buffer>} draw
 */
async function icns(draw) {
  /** @type {[string, number][]} */
  const chunks = [
    ['icp4', 16],
    ['ic11', 32],
    ['icp5', 32],
    ['ic12', 64],
    ['ic07', 128],
    ['ic13', 256],
    ['ic08', 256],
    ['ic14', 512],
    ['ic09', 512],
    ['ic10', 1024]
  ]
  const parts = await Promise.all(
    chunks.map(async ([type, size]) => {
      const image = await draw(size)
      const head = Buffer.alloc(8)
      head.write(type, 'latin1')
      head.writeUInt32BE(image.length + 8, 4)
      return Buffer.concat([head, image])
    })
  )
  const head = Buffer.alloc(8)
  head.write('icns', 'latin1')
  head.writeUInt32BE(8 + parts.reduce((sum, part) => sum + part.length, 0), 4)
  return Buffer.concat([head, ...parts])
}

/**
 * Every generated file by its path below assets/generated/.
 * @returns {Promise<Map<string, Buffer>>}
 */
export async function renderIcons() {
  const svg = readFileSync(path.join(root, 'assets', 'icon.svg'), 'utf8')
  /** @type {Map<string, Buffer>} */
  const files = new Map()
  /** @param {number} size */
  const app = (size) => appIcon(svg, size)

  files.set('icon.png', await app(512))
  files.set('icon.icns', await icns(app))
  files.set('icon.ico', await ico(icoSizes, app))
  // electron-builder takes the sizes of Linux from a folder of files named so.
  for (const size of appSizes) files.set(`linux/${size}x${size}.png`, await app(size))

  for (const state of /** @type {(keyof typeof trayColors)[]} */ (Object.keys(trayColors))) {
    files.set(`tray-${state}.png`, await trayIcon(svg, state, 24))
    files.set(`tray-${state}@1.5x.png`, await trayIcon(svg, state, 36))
    files.set(`tray-${state}@2x.png`, await trayIcon(svg, state, 48))
    // macOS colours a Template image itself, from its opacity.
    files.set(`tray-${state}Template.png`, await trayIcon(svg, state, 16, '#000000'))
    files.set(`tray-${state}Template@2x.png`, await trayIcon(svg, state, 32, '#000000'))
    files.set(`tray-${state}.ico`, await ico(trayIcoSizes, (size) => trayIcon(svg, state, size)))
  }
  return files
}

if (process.argv[1] === import.meta.filename) {
  const files = await renderIcons()
  rmSync(generatedFolder, { recursive: true, force: true })
  for (const [name, content] of files) {
    mkdirSync(path.dirname(path.join(generatedFolder, name)), { recursive: true })
    writeFileSync(path.join(generatedFolder, name), content)
  }
  console.log(`${files.size} files in ${path.relative(root, generatedFolder)}`)
}
