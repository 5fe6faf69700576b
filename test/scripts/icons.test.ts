import { existsSync, readFileSync, readdirSync } from 'node:fs'
import path from 'node:path'
import sharp from 'sharp'
import { beforeAll, describe, expect, it } from 'vitest'
import type { TrayIcon } from '../../electron/domain/tray-model.js'
import { generatedFolder, renderIcons, trayColors, withLayers } from '../../scripts/render-icons.mjs'

let rendered = new Map<string, Buffer>()
beforeAll(async () => {
  rendered = await renderIcons()
})

const pixels = (image: Buffer) => sharp(image).ensureAlpha().raw().toBuffer()

/** How far the values of two pictures are apart, where they are farthest. */
function farthest(one: Buffer, other: Buffer): number {
  if (one.length !== other.length) return Infinity
  return one.reduce((most, value, at) => Math.max(most, Math.abs(value - (other[at] ?? 0))), 0)
}

/** Relative luminance of an sRGB colour (WCAG 2.2). */
function luminance(color: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const value = parseInt(color.slice(at, at + 2), 16) / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b)
  return (high + 0.05) / (low + 0.05)
}

describe('the icons', () => {
  it('lie rendered beside their source, and nothing else does', () => {
    const files = readdirSync(generatedFolder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) =>
        path.relative(generatedFolder, path.join(entry.parentPath, entry.name)).replaceAll('\\', '/')
      )
    expect(files.sort()).toEqual([...rendered.keys()].sort())
  })

  it('show what the source shows today', async () => {
    for (const [name, image] of rendered) {
      const file = path.join(generatedFolder, name)
      expect(existsSync(file), name).toBe(true)
      const committed = readFileSync(file)
      // Pixels, almost the same: another build of the renderer rounds and packs otherwise.
      if (name.endsWith('.png')) {
        expect(farthest(await pixels(committed), await pixels(image)), name).toBeLessThanOrEqual(8)
      } else if (name.startsWith('tray-')) {
        expect(farthest(committed, image), name).toBeLessThanOrEqual(8)
      } else {
        expect(committed.subarray(0, 6), name).toEqual(image.subarray(0, 6))
      }
    }
  })

  it('have a different shape for each state, so that one colour is enough at 16 pixels', async () => {
    const states = Object.keys(trayColors)
    const shapes = await Promise.all(
      states.map(async (state) => {
        const image = await pixels(rendered.get(`tray-${state}Template.png`)!)
        return [...image].filter((_, at) => at % 4 === 3)
      })
    )
    for (const [index, one] of shapes.entries()) {
      for (const [other, shape] of shapes.slice(0, index).entries()) {
        // Half the opacity apart is seen as there or not there; 20 pixels are a fifth of the dial.
        const apart = one.filter((value, at) => Math.abs(value - (shape[at] ?? 0)) >= 128).length
        expect(apart, `${states[index]} against ${states[other]}`).toBeGreaterThanOrEqual(20)
      }
    }
  })

  it('have a picture for each scale of a panel, named as Electron looks for it', async () => {
    for (const state of Object.keys(trayColors)) {
      for (const [end, size] of [
        ['.png', 24],
        ['@1.5x.png', 36],
        ['@2x.png', 48],
        ['Template.png', 16],
        ['Template@2x.png', 32]
      ] as const) {
        const { width, height } = await sharp(rendered.get(`tray-${state}${end}`)).metadata()
        expect([width, height], `tray-${state}${end}`).toEqual([size, size])
      }
    }
  })

  it('are black where macOS colours them', async () => {
    for (const state of Object.keys(trayColors)) {
      const image = await pixels(rendered.get(`tray-${state}Template.png`)!)
      for (let at = 0; at < image.length; at += 4) {
        if (image[at + 3] !== 0) expect([...image.subarray(at, at + 3)]).toEqual([0, 0, 0])
      }
    }
  })

  it.each(Object.entries(trayColors))(
    'are readable on a light and on a dark panel when %s',
    (_state, color) => {
      expect(contrast(color, '#f4f4f4')).toBeGreaterThanOrEqual(3)
      expect(contrast(color, '#242424')).toBeGreaterThanOrEqual(3)
    }
  )

  it('show each state that the tray can have', () => {
    // A record, so that a state without a picture does not compile.
    const states: Record<TrayIcon, true> = {
      fine: true,
      soon: true,
      due: true,
      expired: true,
      attention: true,
      offline: true
    }
    expect(Object.keys(trayColors).sort()).toEqual(Object.keys(states).sort())
  })

  it('hold the sizes that Windows asks for', () => {
    const sizesOf = (name: string) => {
      const file = rendered.get(name)!
      return Array.from({ length: file.readUInt16LE(4) }, (_, index) => file.readUInt8(6 + 16 * index) || 256)
    }
    expect(sizesOf('tray-fine.ico')).toEqual([16, 20, 24, 32, 48])
    expect(sizesOf('icon.ico')).toEqual([16, 24, 32, 48, 64, 256])
  })

  it('are an Apple icon whose parts add up', () => {
    const file = rendered.get('icon.icns')!
    expect(file.toString('latin1', 0, 4)).toBe('icns')
    expect(file.readUInt32BE(4)).toBe(file.length)
    const types: string[] = []
    for (let at = 8; at < file.length; at += file.readUInt32BE(at + 4)) {
      types.push(file.toString('latin1', at, at + 4))
      expect(file.toString('latin1', at + 9, at + 12)).toBe('PNG')
    }
    expect(types).toContain('ic10')
  })

  it('come from one drawing with a layer each', () => {
    const svg = readFileSync(path.join(generatedFolder, '..', 'icon.svg'), 'utf8')
    const left = withLayers(svg, ['tag', 'dial-soon'])
    expect(left).toContain('id="dial-soon"')
    expect(left).not.toContain('id="plate"')
    expect(left).not.toContain('id="dial-fine"')
  })
})
